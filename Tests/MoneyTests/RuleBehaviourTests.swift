import Primitives
import Testing
import Vault

@testable import Money

@Suite("What rules do")
struct RuleBehaviourTests {
    private static func setting(_ change: (inout RuleActions) -> Void) -> RuleActions {
        var actions = RuleActions()
        change(&actions)
        return actions
    }

    private static func tag(_ name: String) -> RuleActions { setting { $0.addedTags = [name] } }

    private static func subject(
        _ test: TestBook,
        payee: String = "Swiggy",
        _ minorUnits: Int64 = 18_000
    ) throws
        -> TransactionContent
    {
        TransactionContent(
            day: .test("2026-03-31"),
            payee: payee,
            postings: [
                Posting(.account(test.account("Cash")), Amount(minorUnits: -minorUnits, currency: .inr)),
                Posting(.category(.uncategorisedExpense), Amount(minorUnits: minorUnits, currency: .inr)),
            ]
        )
    }

    @Test("what an earlier rule sets no later one sets again, tags add up, and one that stops is the last")
    func order() throws {
        var test = try TestBook.starter()
        let (eating, groceries) = (test.category("Eating out"), test.category("Groceries"))
        let conditions: [RuleCondition] = [.payeeContains("swig")]
        let first = RuleContent(
            title: "first",
            conditions: conditions,
            actions: Self.setting { ($0.category, $0.addedTags) = (eating, ["one", "both"]) }
        )
        let second = RuleContent(
            title: "second",
            conditions: conditions,
            actions: Self.setting {
                ($0.category, $0.payee, $0.addedTags, $0.removedTags) = (groceries, "Shop", ["two"], ["both"])
            }
        )
        let content = try Self.subject(test)
        let (one, two) = try test.run { (try $0.addRule(first), try $0.addRule(second)) }
        var result = RuleSet(test.book).applied(to: content, isImported: true, in: test.book)
        #expect(result.content.postings[1].target == .category(eating))
        #expect(result.content.payee == "Shop" && result.content.tags == ["two", "one", "both"])
        #expect(result.rules == [one, two])
        try test.run { try $0.moveRule(two, up: true) }
        #expect(test.book.orderedRules.map(\.id) == [two, one])
        result = RuleSet(test.book).applied(to: content, isImported: true, in: test.book)
        #expect(result.content.postings[1].target == .category(groceries))
        #expect(result.content.tags == ["one", "two"])
        var stopping = second
        (stopping.stops, stopping.position) = (true, 1)
        try test.run { try $0.edit(two, stopping) }
        result = RuleSet(test.book).applied(to: content, isImported: true, in: test.book)
        #expect(result.content.tags == ["two"] && result.rules == [two])
        stopping.isEnabled = false
        try test.run { try $0.edit(two, stopping) }
        result = RuleSet(test.book).applied(to: content, isImported: true, in: test.book)
        #expect(result.content.tags == ["one", "both"] && result.rules == [one])
        try test.run { try $0.moveRule(one, up: false) }
        #expect(test.book.orderedRules.map(\.id) == [two, one])
        #expect(throws: MoneyError.notFound(.id)) { try test.run { try $0.moveRule(RuleID(rawValue: 9), up: true) } }
    }

    @Test("a category of the other kind and an account of another currency do not fit, and the rest is done")
    func unfit() throws {
        var test = try TestBook.starter()
        let yen = try test.run { try $0.addAccount(AccountContent(name: "Yen", kind: .cash, currency: .jpy)) }
        let salary = test.category("Salary")
        let targets = [
            ("a", Self.setting { $0.category = salary }), ("b", Self.setting { $0.transferAccount = yen }),
        ]
        for (title, target) in targets {
            var actions = target
            actions.addedTags = ["seen"]
            let rule = RuleContent(title: title, conditions: [.kind(.spending)], actions: actions)
            try test.run { _ = try $0.addRule(rule) }
        }
        let content = try Self.subject(test)
        let result = RuleSet(test.book).applied(to: content, isImported: false, in: test.book).content
        #expect(result.postings == content.postings && result.tags == ["seen"])
    }

    @Test("an entry becomes a transfer with another account, and stays what it is on its own")
    func transfer() throws {
        var test = try TestBook.starter()
        let (cash, savings) = (test.account("Cash"), test.account("Savings"))
        let rule = RuleContent(
            title: "t",
            conditions: [.payeeIs("ATM"), .dayOfMonth(28, 3)],
            actions: Self.setting { $0.transferAccount = savings }
        )
        try test.run { _ = try $0.addRule(rule) }
        let id = try test.spend(500, "Uncategorised", "2026-02-01", payee: "atm")
        let other = try test.spend(500, "Uncategorised", "2026-02-04", payee: "ATM")
        try test.spend(500, "Uncategorised", "2026-02-28", account: "Savings", payee: "ATM")
        let run = try test.book.ruleRun()
        #expect(run.changes.map(\.before.id) == [id] && run.matchCount == 2)
        let batch = test.nextBatch
        let outcome = try test.run { try $0.apply(run) }
        #expect(outcome.changed == [id])
        let postings = try #require(test.book.transaction(id)).content.postings
        #expect(postings.map(\.target) == [.account(cash), .account(savings)])
        #expect(try test.book.ruleRun().changes.isEmpty)
        try test.undo(batch)
        #expect(try test.book.ruleRun().digest == run.digest || test.book.transaction(id)?.version != 1)
        #expect(test.book.transaction(other)?.version == 1)
        #expect(try #require(test.book.transaction(id)).content.postings.count { $0.target == .account(savings) } == 0)
    }

    @Test("a run takes what it may, says that there is more, and leaves alone what changed since it was seen")
    func bounded() throws {
        var test = try TestBook.starter()
        for day in 1...5 { try test.spend(100, "Rent", "2026-02-0\(day)", payee: "p") }
        let rule = RuleContent(title: "t", conditions: [.payeeIs("P")], actions: Self.tag("t"))
        let id = try test.run { try $0.addRule(rule) }
        let run = try test.book.ruleRun(only: [id], maximum: 3)
        #expect(run.changes.count == 3 && run.hasMore && run.matchCount == 5)
        #expect(run.changes.first?.before.content.day == .test("2026-02-05"))
        let gone = run.changes[1].before
        try test.run { try $0.deleteTransaction(gone.id, expectedVersion: 1) }
        let outcome = try test.run { try $0.apply(run) }
        #expect(outcome.stale == [gone.id] && outcome.changed.count == 2)
        #expect(throws: MoneyError.notFound(.rule)) { try test.book.ruleRun(only: [RuleID(rawValue: 9)]) }
    }

    @Test("what makes no rule is refused, each with its field")
    func refusals() throws {
        var test = try TestBook.starter()
        let (rent, cash) = (test.category("Rent"), test.account("Cash"))
        func refusal(_ conditions: [RuleCondition], _ actions: RuleActions = Self.tag("t")) -> MoneyError? {
            let rule = RuleContent(title: "r", conditions: conditions, actions: actions)
            do throws(MoneyError) {
                _ = try rule.checked(in: test.book, at: nil)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal([.payeeContains(" swiggy ")]) == nil)
        #expect(refusal([]) == .missing(.conditions))
        #expect(refusal([.payeeContains(" ")]) == .missing(.conditions))
        #expect(refusal([.textContains("\u{301}")]) == .missing(.conditions))
        #expect(refusal([.noteContains(String(repeating: "n", count: 101))]) == .tooLong(.conditions, maximum: 100))
        #expect(refusal([RuleCondition](repeating: .kind(.income), count: 21)) == .tooMany(.conditions, maximum: 20))
        #expect(refusal([.amount(minimum: nil, maximum: nil)]) == .missing(.conditions))
        let (low, high) = (SizeBound(decimal: "99.95"), SizeBound(decimal: "100"))
        #expect(refusal([.amount(minimum: high, maximum: low)]) == .invalid(.conditions))
        #expect(refusal([.amount(minimum: low, maximum: high)]) == nil)
        #expect(refusal([.dayOfMonth(0, 31)]) == .invalid(.conditions))
        #expect(refusal([.account(AccountID(rawValue: 9))]) == .notFound(.account))
        #expect(refusal([.category(CategoryID(rawValue: 9))]) == .notFound(.category))
        let any: [RuleCondition] = [.kind(.spending)]
        #expect(refusal(any, RuleActions()) == .missing(.actions))
        let both = Self.setting { ($0.category, $0.transferAccount) = (rent, cash) }
        #expect(refusal(any, both) == .invalid(.actions))
        let undecided = Self.setting { ($0.addedTags, $0.removedTags) = (["A"], ["a"]) }
        #expect(refusal(any, undecided) == .invalid(.actions))
        #expect(refusal(any, Self.setting { $0.category = CategoryID(rawValue: 9) }) == .notFound(.category))
        #expect(refusal(any, Self.setting { $0.transferAccount = AccountID(rawValue: 9) }) == .notFound(.account))
        for text in ["", "1.", ".5", "-1", "1,5", "1.2.3", "1.1234567", "1234567890123456789"] {
            #expect(SizeBound(decimal: text) == nil, "\(text)")
        }
        // While a rule names a category, the category stays.
        let rule = RuleContent(title: "r", conditions: [.category(rent)], actions: Self.tag("t"))
        let id = try test.run { try $0.addRule(rule) }
        #expect(throws: MoneyError.held(.category, by: .rule)) { try test.run { try $0.removeCategory(rent) } }
        #expect(throws: MoneyError.nameTaken(.name)) { try test.run { _ = try $0.addRule(rule) } }
        try test.run { try $0.remove(id) }
        try test.run { try $0.removeCategory(rent) }
    }

    @Test("a payee that was put into one category three times running suggests a rule, until one covers it")
    func suggestions() throws {
        var test = try TestBook.starter()
        for day in ["01", "02", "03"] { try test.spend(100, "Eating out", "2026-03-\(day)", payee: "Swiggy") }
        try test.spend(100, "Groceries", "2026-02-01", payee: "Swiggy")
        try test.spend(100, "Rent", "2026-03-04", payee: "Landlord")
        for day in ["05", "06", "07"] { try test.spend(100, "Uncategorised", "2026-03-\(day)", payee: "Nobody") }
        for line in 1...3 as ClosedRange<UInt64> {
            let draft = try TransactionDraft.expense(
                Amount(minorUnits: 100, currency: .inr),
                day: .test("2026-03-08"),
                from: test.account("Cash"),
                on: test.category("Fuel"),
                payee: "Pump"
            )
            _ = try test.importLine(draft, fingerprint: line)
        }
        let found = test.book.ruleSuggestions()
        #expect(found == [RuleSuggestion(payee: "Swiggy", category: test.category("Eating out"), count: 3)])
        let rule = try #require(found.first).rule
        try test.run { _ = try $0.addRule(rule) }
        #expect(test.book.ruleSuggestions().isEmpty)
    }

    @Test("suggestions are few, those with the most entries first, and a change of mind ends one")
    func suggestionOrder() throws {
        var test = try TestBook.starter()
        for (place, payee) in ["a", "b", "c", "d", "e", "f"].enumerated() {
            for day in 0..<(3 + place) { try test.spend(100, "Rent", "2026-03-1\(day)", payee: payee) }
        }
        #expect(test.book.ruleSuggestions().map(\.payee) == ["f", "e", "d", "c", "b"])
        try test.spend(100, "Fuel", "2026-03-20", payee: "f")
        #expect(test.book.ruleSuggestions(limit: 2).map(\.payee) == ["e", "d"])
    }
}
