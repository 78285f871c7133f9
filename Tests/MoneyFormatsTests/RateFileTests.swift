import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Files of rates")
struct RateFileTests {
    private func read(_ text: String, base: Currency? = nil, mark: DecimalMark? = nil) throws -> RateFile {
        try FileRateReader().read(Array(text.utf8), base: base, mark: mark)
    }

    private func shown(_ file: RateFile) -> [String] {
        file.rates.map { "\($0.id.day.iso) \($0.id.pair.from.code)\($0.id.pair.to.code) \($0.rate.text)" }
    }

    @Test("one rate on a line, in any order of columns")
    func long() throws {
        let file = try read(
            """
            rate;Date;to;from;source
            84,35;2026-03-02;INR;USD;me

            90.10;03.03.2026;inr;eur;"me; too"

            """
        )
        #expect(shown(file) == ["2026-03-02 USDINR 84.35", "2026-03-03 EURINR 90.1"])
        #expect(file.rejectedCount == 0 && !file.needsBase)
    }

    @Test("one day on a line, of one unit of a base that is asked for")
    func wide() throws {
        let text =
            "Date, USD, JPY, CYP, INR, \n22 November 2024, 1.0412, 161.25, N/A, 87.94, \n2024-11-21,1.05,,1,N/A,\n"
        let open = try read(text)
        #expect(open.needsBase && open.rates.isEmpty)
        let file = try read(text, base: .eur)
        #expect(
            shown(file) == [
                "2024-11-22 EURUSD 1.0412", "2024-11-22 EURJPY 161.25", "2024-11-22 EURINR 87.94",
                "2024-11-21 EURUSD 1.05",
            ]
        )
        #expect(file.ignoredColumnCount == 1 && file.rejectedCount == 0)
        #expect(try read(text, base: .usd).rates.allSatisfy { $0.id.pair.to != .usd })
    }

    private func long(_ rates: String..., mark: DecimalMark? = nil) throws -> RateFile {
        let lines = rates.enumerated().map { "2026-01-0\($0 + 1);USD;IDR;\($1)\n" }
        return try read("date;from;to;rate\n" + lines.joined(), mark: mark)
    }

    @Test("a mark before exactly three digits is what the other rates of the file say it is")
    func settledMarks() throws {
        #expect(try long("16,250", "16300.5").rates.map(\.rate.text) == ["16250", "16300.5"])
        #expect(try long("16.250", "16.300,5").rates.map(\.rate.text) == ["16250", "16300.5"])
        #expect(try long("16,250", "16,3").rates.map(\.rate.text) == ["16.25", "16.3"])
        #expect(try long("1,450,000", "1,450").rates.map(\.rate.text) == ["1450000", "1450"])
        #expect(try long("0.125", "84.125").rates.map(\.rate.text) == ["0.125", "84.125"])
        #expect(
            try long("14,50,000.5", "1 450,5", "1'450.25").rates.map(\.rate.text) == ["1450000.5", "1450.5", "1450.25"]
        )
    }

    @Test("where every mark stands before three digits, the lines are listed until the mark is said")
    func openMarks() throws {
        for (comma, dot, text) in [("16.25", "16250", "16,250"), ("16250", "16.25", "16.250")] {
            let file = try long(text, "84")
            #expect(file.needsMark && shown(file) == ["2026-01-02 USDIDR 84"])
            #expect(file.rejected == [RejectedRate(line: 2, reason: .unclearMark)])
            for (mark, rate) in [(DecimalMark.comma, comma), (.dot, dot)] {
                let said = try long(text, "84", mark: mark)
                #expect(!said.needsMark && said.rates.map(\.rate.text) == [rate, "84"])
            }
        }
        // Rates that contradict each other settle nothing for one that is open.
        #expect(try long("16,25", "16.25", "16,250").rejected.map(\.line) == [4])
    }

    @Test(
        "what is no grouped number is no rate",
        arguments: ["1,45,0", "1.2.3", "1,2.3,4", "1450,000,0", "1 45", "1,,450"]
    )
    func badGroups(_ text: String) throws {
        #expect(try long("84.5", text).rejected.map(\.reason) == [.notARate])
    }

    @Test("headings that are pairs need no base")
    func pairs() throws {
        let file = try read("date\tUSD/INR\tEURINR\tEUR USD\n2026-01-05\t84\t90\t1.07\n")
        #expect(shown(file) == ["2026-01-05 USDINR 84", "2026-01-05 EURINR 90", "2026-01-05 EURUSD 1.07"])
    }

    @Test(
        "a line that cannot be read is left out with its reason, and the others are read",
        arguments: [
            ("2026-13-01,USD,INR,84", RejectedRate.Reason.notADate), ("03/04/2026,USD,INR,84", .notADate),
            (",USD,INR,84", .notADate), ("2026-03-01,US,INR,84", .unknownCurrency),
            ("2026-03-01,USD,USD,1", .sameCurrency), ("2026-03-01,USD,INR,", .notARate),
            ("2026-03-01,USD,INR,abc", .notARate), ("2026-03-01,USD,INR,0", .notAboveZero),
            ("2026-03-01,USD,INR,-1", .notAboveZero), ("2026-03-01,USD,INR,1.0000000000001", .tooPrecise),
            ("2026-03-01,USD", .columnCount), ("2026-03-01,USD,INR,\"84", .notReadable),
        ]
    )
    func rejected(_ line: String, _ reason: RejectedRate.Reason) throws {
        let file = try read("date,from,to,rate\n2026-02-01,USD,INR,83\n\(line)\n2026-02-02,USD,INR,84\n")
        #expect(file.rejected == [RejectedRate(line: 3, reason: reason)])
        #expect(shown(file) == ["2026-02-01 USDINR 83", "2026-02-02 USDINR 84"])
    }

    @Test(
        "what is no table of rates is refused",
        arguments: ["", " \n", "a,b\n1,2\n", "date,name\n2026-01-01,x\n", "from,to,rate\nUSD,INR,1\n", "<html><body>"]
    )
    func refused(_ text: String) {
        #expect(throws: StatementError.self) { try read(text) }
    }

    @Test("any bytes give a file or an error", arguments: 0..<20 as Range<UInt64>)
    func hostile(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "date", "from", "to", "rate", "USD", "INR", ",", ";", "\n", "\r\n", "\"", "2026-01-01", "84.35", "-", "9",
            "\u{FEFF}", "\0", "é", "EUR/USD", "0", ".",
        ]
        for _ in 0..<200 {
            let count = Int.random(in: 0..<40, using: &generator)
            let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            let file = try? FileRateReader().read(Array(("date,USD\n" + text).utf8), base: .inr, mark: nil)
            #expect(file?.rates.allSatisfy { $0.id.pair.from == .inr } ?? true, "seed \(seed)")
        }
    }

    @Test("a book takes what its currencies need, through a third where there is one; the later of two lines holds")
    func ofBook() throws {
        var book = MoneyBook()
        let dollars = AccountContent(name: "Dollars", kind: .bank, currency: .usd)
        let made = try MoneyCommands.addAccount(dollars, to: book, batchStart: 1)
        try book.apply(made.changes, batchStart: 1, at: Timestamp(seconds: 0))
        let file = try read("Date,USD,JPY,INR\n2026-01-01,1.1,160,90\n2026-01-01,1.2,160,91\n", base: .eur)
        let needed = RateImport(file, into: book, isOfBook: true)
        #expect(needed.steps.map { $0.rate?.text } == ["91", "1.2"])
        #expect(needed.newCount == 2 && needed.skippedCount == 2 && needed.changedCount == 0)
        #expect(needed.pairs.map(\.to) == [.inr, .usd] && needed.days?.lowerBound.iso == "2026-01-01")
        let plan = try MoneyCommands.plan(book, batchStart: 2) { plan throws(MoneyError) in
            _ = try plan.putRates(needed.steps)
        }
        try book.apply(plan.changes, batchStart: 2, at: Timestamp(seconds: 1))
        let other = try read("Date,USD,JPY,INR\n2026-01-01,1.3,160,91\n", base: .eur)
        let all = RateImport(other, into: book, isOfBook: false)
        #expect(all.newCount == 1 && all.changedCount == 1 && all.sameCount == 1 && all.skippedCount == 0)
        #expect(all.steps.count == 2)
        let next = RateImport(try read("Date,USD,CHF\n2026-01-02,1.4,2\n", base: .eur), into: book, isOfBook: true)
        #expect(next.newCount == 1 && next.skippedCount == 1, "a pair that has rates takes more of them")
    }
}
