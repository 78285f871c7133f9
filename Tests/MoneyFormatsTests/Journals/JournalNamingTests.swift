import Money
import MoneyFormats
import Primitives
import Testing

@Suite("Accounts of a journal and of the book")
struct JournalNamingTests {
    private func entry(_ day: Int, _ account: String, _ amount: String) -> String {
        "2026-01-\(day < 10 ? "0" : "")\(day) x\n  \(account)  \(amount)\n  Income:Gifts\n\n"
    }

    /// Names and balances without openings, after a journal was imported so often.
    private func accounts(_ text: String, times: Int, in desk: JournalDesk = JournalDesk()) throws -> [String] {
        var desk = desk
        for _ in 0..<times { _ = try desk.take(try JournalDesk.read(text, .ledger)) }
        var sums: [AccountID: Int64] = [:]
        for transaction in desk.book.transactionsInOrder {
            for posting in transaction.content.postings {
                if case .account(let id) = posting.target { sums[id, default: 0] += posting.amount.minorUnits }
            }
        }
        return desk.book.liveAccounts.map { account in
            let sum = Amount(minorUnits: sums[account.id] ?? 0, currency: account.currency)
            return "\(account.name) \(account.content.kind.name) \(sum.decimal) \(account.currency.code)"
        }.sorted()
    }

    @Test("two accounts whose names end alike stay two, however often they are imported", arguments: [1, 2, 3])
    func alike(_ times: Int) throws {
        let text = entry(1, "Assets:HDFC", "100 INR") + entry(2, "Liabilities:HDFC", "-30 INR")
        let wanted = ["HDFC INR card -30.00 INR", "HDFC bank 100.00 INR"]
        #expect(try accounts(text, times: times) == wanted)
        // The other way round in the file, and of one kind.
        let other = entry(1, "Liabilities:HDFC", "-30 INR") + entry(2, "Assets:HDFC", "100 INR")
        #expect(try accounts(other, times: times) == ["HDFC INR bank 100.00 INR", "HDFC card -30.00 INR"])
        let roots = entry(1, "Assets:Box", "1 INR") + entry(2, "asset:Box", "2 INR")
        #expect(try accounts(roots, times: times) == ["Box INR bank 2.00 INR", "Box bank 1.00 INR"])
    }

    @Test("an account of the book is taken by the one whose kind it has, wherever that stands")
    func kinds() throws {
        var desk = JournalDesk()
        var plan = MoneyPlan(desk.book, batchStart: desk.batch)
        let inr = try #require(Currency(code: "INR"))
        _ = try plan.addAccount(AccountContent(name: "HDFC", kind: .bank, currency: inr))
        try desk.book.apply(plan.changes, batchStart: desk.batch, at: Timestamp(seconds: 1_760_000_000))
        desk.batch += 1
        let text = entry(1, "Liabilities:HDFC", "-30 INR") + entry(2, "Assets:HDFC", "100 INR")
        let wanted = ["HDFC INR card -30.00 INR", "HDFC bank 100.00 INR"]
        #expect(try accounts(text, times: 2, in: desk) == wanted)
        // With nobody else for it, a name is enough.
        #expect(try accounts(entry(1, "Liabilities:HDFC", "5 INR"), times: 2, in: desk) == ["HDFC bank 5.00 INR"])
    }

    @Test("the second currency of an account is found again", arguments: [1, 2, 3])
    func currencies(_ times: Int) throws {
        let text =
            entry(1, "Assets:Wise", "1 EUR") + entry(2, "Assets:Wise", "2 USD") + entry(3, "Liabilities:Wise", "3 USD")
            + entry(4, "Assets:Wise GBP", "4 GBP") + entry(5, "Assets:Wise", "5 GBP")
        #expect(
            try accounts(text, times: times)
                == [
                    "Wise EUR", "Wise GBP 2", "Wise GBP", "Wise USD 2", "Wise USD",
                ].sorted().map { name in
                    switch name {
                    case "Wise EUR": "Wise bank 1.00 EUR"
                    case "Wise GBP": "Wise GBP bank 4.00 GBP"
                    case "Wise GBP 2": "Wise GBP 2 bank 5.00 GBP"
                    case "Wise USD": "Wise USD bank 2.00 USD"
                    default: "Wise USD 2 card 3.00 USD"
                    }
                }.sorted()
        )
    }

    /// A name is cut for its suffix; cut at different places its numbers would have gaps.
    @Test("names of a hundred characters are numbered and found again")
    func longNames() throws {
        let stem = String(repeating: "a", count: 99)
        let text = (0..<12).map { place in
            entry(1 + place, "Assets:\(stem)\(place % 3)", "1 \(["EUR", "USD", "GBP", "INR"][place / 3])")
        }.joined()
        let once = try accounts(text, times: 1)
        #expect(once.count == 12)
        #expect(try accounts(text, times: 2).count == 12)
        #expect(once.allSatisfy { $0.contains("1.00") })
    }

    @Test("very many accounts of one name are named in one go, and none twice")
    func crowd() throws {
        let stem = String(repeating: "a", count: 99)
        var text = "2026-01-01 x\n"
        for place in 0..<12_000 {
            if place % 50 == 0 { text += "\n2026-01-01 x\n" }
            text += "  Assets:\(stem)b\(place)  \(place % 2 == 0 ? 1 : -1) EUR\n"
        }
        let preview = JournalPlanner(book: MoneyBook()).preview(try JournalDesk.read(text, .ledger))
        #expect(preview.newAccounts.count == 12_000)
        #expect(Set(preview.newAccounts.map(\.name)).count == 12_000)
    }

    @Test("a category of fifty levels keeps them all, and equity has one less")
    func depth() throws {
        let levels = (1...60).map { "l\($0)" }
        func path(_ root: String, _ count: Int) throws -> [String] {
            let text = "2026-01-01 x\n  Assets:A  1 INR\n  \(root):\(levels.prefix(count).joined(separator: ":"))\n"
            let preview = JournalPlanner(book: MoneyBook()).preview(try JournalDesk.read(text, .ledger))
            for case .category(_, let path) in preview.targets.values { return path }
            return []
        }
        #expect(try path("Expenses", 50) == Array(levels.prefix(50)))
        #expect(try path("Expenses", 51) == levels.prefix(49) + ["l50 l51"])
        #expect(try path("Equity", 49) == ["Equity"] + levels.prefix(49))
        #expect(try path("Equity", 50) == ["Equity"] + levels.prefix(48) + ["l49 l50"])
    }
}
