import Primitives
import Testing
import Vault

@testable import Money

@Suite("Matching transfers")
struct TransferMatcherTests {
    private static func amount(_ minorUnits: Int64, _ currency: Currency = .inr) -> Amount {
        Amount(minorUnits: minorUnits, currency: currency)
    }

    /// Money that came to an account.
    @discardableResult
    private static func receive(
        _ test: inout TestBook,
        _ amount: Amount,
        _ day: String,
        _ account: String = "Savings",
        from category: CategoryID = .uncategorisedIncome,
        payee: String? = nil,
        note: String? = nil
    ) throws -> TransactionID {
        let id = test.account(account)
        let draft = try TransactionDraft.income(
            amount,
            day: .test(day),
            into: id,
            from: category,
            payee: payee,
            note: note,
            tags: ["in"]
        )
        return try test.run { try $0.addTransaction(draft) }
    }

    private static func send(
        _ test: inout TestBook,
        _ minorUnits: Int64,
        _ day: String,
        account: String = "Cash"
    ) throws -> TransactionID {
        try test.spend(minorUnits, "Uncategorised", day, account: account, payee: "To savings", tags: ["out"])
    }

    private static func ids(_ proposals: TransferProposals) -> [[TransactionID]] {
        proposals.pairs.map { [$0.outgoing.id, $0.incoming.id] }
    }

    @Test("the nearest day is taken first, each entry once, within the days that were asked for")
    func nearest() throws {
        var test = try TestBook.starter()
        let first = try Self.send(&test, 5000, "2026-03-01")
        let second = try Self.send(&test, 5000, "2026-03-04")
        let late = try Self.receive(&test, Self.amount(5000), "2026-03-05")
        let early = try Self.receive(&test, Self.amount(5000), "2026-03-03")
        try Self.receive(&test, Self.amount(5001), "2026-03-03")
        try Self.receive(&test, Self.amount(5000), "2026-03-03", "Cash")
        let proposals = try test.book.transferProposals()
        // 4 March is one day from both; the older entry wins, and leaves the other to 1 March.
        #expect(Self.ids(proposals) == [[second, late], [first, early]])
        #expect(proposals.pairs.map(\.days) == [1, 2] && proposals.pairs.map(\.isSure) == [true, false])
        #expect(proposals.count == 2)
        var question = TransferQuestion()
        question.days = 1
        #expect(Self.ids(try test.book.transferProposals(question)) == [[second, late]])
        question.days = 0
        #expect(try test.book.transferProposals(question).pairs.isEmpty)
    }

    @Test("at least one of the two has no category yet, unless all are asked for")
    func categorised() throws {
        var test = try TestBook.starter()
        let rent = try test.spend(9000, "Rent", "2026-03-01")
        let salary = try Self.receive(&test, Self.amount(9000), "2026-03-01", from: test.category("Salary"))
        #expect(try test.book.transferProposals().pairs.isEmpty)
        var question = TransferQuestion()
        question.includesCategorised = true
        #expect(Self.ids(try test.book.transferProposals(question)) == [[rent, salary]])
        let open = try Self.receive(&test, Self.amount(9000), "2026-03-01")
        #expect(Self.ids(try test.book.transferProposals()) == [[rent, open]])
        #expect(Self.ids(try test.book.transferProposals(question)) == [[rent, open]])
    }

    @Test("between two currencies the median of the person's own exchanges decides, or a typed rate")
    func currencies() throws {
        var test = try TestBook.starter()
        let dollars = try test.run { try $0.addAccount(AccountContent(name: "Dollars", kind: .bank, currency: .usd)) }
        let sent = try Self.send(&test, 832_000, "2026-03-01")
        let near = try Self.receive(&test, Self.amount(10_100, .usd), "2026-03-02", "Dollars")
        #expect(try test.book.transferProposals().pairs.isEmpty)
        var question = TransferQuestion()
        question.rates = [try TransferRate(decimal: "83.2", from: .usd, to: .inr)]
        let typed = try test.book.transferProposals(question)
        #expect(Self.ids(typed) == [[sent, near]])
        #expect(typed.pairs.first?.distance == 10_000 && typed.pairs.first?.isSure == false)
        question.tolerance = 99
        #expect(try test.book.transferProposals(question).pairs.isEmpty)
        for (minorUnits, day) in [(832_000, "2026-02-10"), (100_000, "2026-02-12"), (840_000, "2026-02-14")] {
            let draft = try TransactionDraft.transfer(
                Self.amount(Int64(minorUnits)),
                arriving: Self.amount(10_000, .usd),
                day: .test(day),
                from: test.account("Cash"),
                to: dollars
            )
            try test.run { try $0.addTransaction(draft) }
        }
        #expect(Self.ids(try test.book.transferProposals()) == [[sent, near]])
    }

    @Test("the book's own rates come before the exchanges")
    func bookRates() throws {
        var test = try TestBook.starter()
        _ = try test.run { try $0.addAccount(AccountContent(name: "Dollars", kind: .bank, currency: .usd)) }
        let sent = try Self.send(&test, 832_000, "2026-03-01")
        let near = try Self.receive(&test, Self.amount(10_000, .usd), "2026-03-02", "Dollars")
        let pair = try #require(RatePair(from: .usd, to: .inr))
        for (rate, isNear) in [("83.2", true), ("90", false)] {
            let known = RateStep(RateID(pair, .test("2026-02-01")), try Rate(text: rate))
            try test.run { _ = try $0.putRates([known]) }
            #expect(Self.ids(try test.book.transferProposals()) == (isNear ? [[sent, near]] : []))
        }
    }

    @Test("a pair becomes one transfer that keeps every word and both lines, and one undo brings both back")
    func matched() throws {
        var test = try TestBook.starter()
        let sent = try Self.send(&test, 5000, "2026-03-01")
        let (day, savings) = (CalendarDay.test("2026-03-02"), test.account("Savings"))
        let draft = try TransactionDraft.income(Self.amount(5000), day: day, into: savings, payee: "NEFT", note: "n")
        let line = try test.importLine(draft, fingerprint: 9)
        let before = try VisibleBook(test.book, now: test.time)
        let batch = test.nextBatch
        let outcome = try test.run { try $0.matchTransfers([((sent, 1), (line, 1))]) }
        #expect(outcome.changed == [sent])
        let transfer = try #require(test.book.transaction(sent)).content
        #expect(transfer.postings.map(\.target) == [.account(test.account("Cash")), .account(savings)])
        #expect(transfer.postings.map(\.amount.minorUnits) == [-5000, 5000])
        #expect(transfer.payee == "To savings" && transfer.note == "NEFT\nn" && transfer.tags == ["out"])
        #expect(test.book.transaction(line) == nil && test.book.origins(of: sent).map(\.fingerprint) == [9])
        try test.undo(batch)
        let after = try VisibleBook(test.book, now: test.time)
        #expect(after.transactions.map(\.content) == before.transactions.map(\.content))
        #expect(after.adoptedOrigins == before.adoptedOrigins)
    }

    @Test("what does not fit or changed meanwhile stays, the rest is matched")
    func outcomes() throws {
        var test = try TestBook.starter()
        let (first, second) = (try Self.send(&test, 100, "2026-03-01"), try Self.send(&test, 200, "2026-03-01"))
        let (one, two) = (
            try Self.receive(&test, Self.amount(100), "2026-03-01"),
            try Self.receive(&test, Self.amount(201), "2026-03-01")
        )
        let outcome = try test.run {
            try $0.matchTransfers([
                ((second, 1), (two, 1)), ((first, 2), (one, 1)), ((first, 1), (one, 1)), ((first, 1), (one, 1)),
            ])
        }
        #expect(outcome.unfit == [second, first] && outcome.stale == [first] && outcome.changed == [first])
        let many = [MoneyPlan.SeenPair](repeating: ((first, 1), (one, 1)), count: MoneyPlan.pairMaximum + 1)
        #expect(throws: MoneyError.tooMany(.pairs, maximum: MoneyPlan.pairMaximum)) {
            try test.run { _ = try $0.matchTransfers(many) }
        }
    }

    @Test("a rejected pair is not proposed again until that is undone or forgotten")
    func rejected() throws {
        var test = try TestBook.starter()
        let sent = try Self.send(&test, 100, "2026-03-01")
        let came = try Self.receive(&test, Self.amount(100), "2026-03-01")
        let pair = RejectedPairContent(outgoing: sent, incoming: came)
        let batch = test.nextBatch
        try test.run { try $0.rejectPairs([pair, pair]) }
        try test.run { try $0.rejectPairs([pair]) }
        #expect(test.book.items(RejectedPairContent.self).count == 1)
        #expect(try test.book.transferProposals().pairs.isEmpty)
        try test.undo(batch)
        #expect(try test.book.transferProposals().count == 1)
        try test.run { try $0.rejectPairs([pair]) }
        try test.run { try $0.forgetRejectedPairs() }
        #expect(try test.book.transferProposals().count == 1)
        #expect(throws: MoneyError.notFound(.pairs)) {
            try test.run {
                try $0.rejectPairs([RejectedPairContent(outgoing: sent, incoming: TransactionID(rawValue: 1 << 50))])
            }
        }
    }

    @Test("a question that cannot be is refused", arguments: [-1, 31])
    func days(_ days: Int) throws {
        var question = TransferQuestion()
        question.days = days
        #expect(throws: MoneyError.invalid(.days)) { try MoneyBook().transferProposals(question) }
        question = TransferQuestion()
        question.tolerance = days * 100
        #expect(throws: MoneyError.invalid(.tolerance)) { try MoneyBook().transferProposals(question) }
        question = TransferQuestion()
        question.importID = ImportID(rawValue: 9)
        #expect(throws: MoneyError.notFound(.id)) { try MoneyBook().transferProposals(question) }
    }

    @Test("a rate is a number above zero", arguments: ["", "0", "1.", ".5", "-2", "1e3", "1.2.3", "1.1234567"])
    func rates(_ text: String) {
        #expect(throws: MoneyError.invalid(.rate)) { try TransferRate(decimal: text, from: .usd, to: .inr) }
    }

    @Test("what is proposed always fits, and each entry stands in one pair", arguments: 0..<8 as Range<UInt64>)
    func lawful(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for _ in 0..<150 { try random.step() }
        var question = TransferQuestion()
        (question.days, question.includesCategorised) = (30, true)
        let proposals = try random.test.book.transferProposals(question)
        var seen: Set<TransactionID> = []
        for pair in proposals.pairs {
            #expect(TransferJoin.content(pair.outgoing.content, pair.incoming.content) != nil, "seed \(seed)")
            #expect(seen.insert(pair.outgoing.id).inserted && seen.insert(pair.incoming.id).inserted, "seed \(seed)")
            #expect(pair.days <= 30, "seed \(seed)")
        }
    }
}
