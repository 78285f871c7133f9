import Primitives
import Testing
import Vault

@testable import Money

@Suite("Rules")
struct RuleTests {
    /// A rule with a condition of every kind, as the journal has it.
    static let changes: [MoneyChange] = {
        let (account, category) = (
            AccountID(ChangeID(batchStart: 1, ordinal: 0)), CategoryID(ChangeID(batchStart: 1, ordinal: 1))
        )
        let bound = SizeBound(digits: 9990, decimals: 2, isIncluded: true)
        let conditions: [RuleCondition] = [
            .payeeContains("swiggy"), .payeeIs("Café"), .noteContains("n"), .textContains("t"),
            .amount(minimum: bound, maximum: nil), .amount(minimum: nil, maximum: bound),
            .amount(minimum: SizeBound(digits: 0, decimals: 0, isIncluded: true), maximum: bound), .account(account),
            .category(category), .kind(.spending), .kind(.income), .kind(.transfer), .dayOfMonth(28, 3), .tag("trip"),
            .isImported(true), .isImported(false),
        ]
        var actions = RuleActions()
        (actions.category, actions.payee, actions.note) = (category, "Swiggy", "n")
        (actions.addedTags, actions.removedTags) = (["a", "b"], ["c"])
        let first = RuleContent(title: "All", conditions: conditions, actions: actions, position: 7)
        actions = RuleActions()
        actions.transferAccount = account
        let second = RuleContent(
            title: "é",
            match: .any,
            conditions: [.kind(.income)],
            actions: actions,
            isEnabled: false,
            stops: true
        )
        let id = ChangeID(batchStart: 2, ordinal: 0)
        return [.addItem(.rule(first)), .putItem(id, .rule(second)), .removeItem(.rule, id)]
    }()

    @Test("every kind of condition comes back as it was")
    func roundTrip() throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        #expect(try MoneyTracker.decode(bytes[...], schema: 1) == Self.changes)
    }

    /// Frozen when rules were added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-rules-v1.hex")
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes)
        #expect(try MoneyTracker.encode(Self.changes[...]) == frozen)
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<4 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<500 {
            var mutated = bytes
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            mutated[place] = UInt8.random(in: 0...255, using: &generator)
            do {
                for case .addItem(.rule(let rule)) in try MoneyTracker.decode(mutated[...], schema: 1) {
                    _ = RuleColumns(rule, MoneyBook()).keep([], MoneyBook())
                }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 50, "seed \(seed)")
    }

    @Test("a condition of a newer version is refused as such")
    func newer() throws {
        let rule = RuleContent(title: "r", conditions: [.kind(.income)], actions: Self.tag("t"))
        var bytes = try MoneyTracker.encode([.addItem(.rule(rule))])
        // The condition: kind 8, first 2.
        let place = try #require(bytes.indices.dropLast(4).first { Array(bytes[$0..<$0 + 4]) == [8, 8, 32, 2] })
        bytes[place + 1] = 12
        #expect(throws: TrackerError.unknownSchema(1)) { try MoneyTracker.decode(bytes[...], schema: 1) }
    }

    private static func tag(_ name: String) -> RuleActions {
        var actions = RuleActions()
        actions.addedTags = [name]
        return actions
    }

    @Test("columns and content say the same of every entry", arguments: 0..<16 as Range<UInt64>)
    func agreement(_ seed: UInt64) throws {
        var random = RandomCommands(seed: seed)
        for _ in 0..<160 { try random.step() }
        let book = random.test.book
        let slots = (0..<UInt32(book.transactions.count)).filter { !book.transactions.isRemoved[Int($0)] }
        var held = 0
        for _ in 0..<60 {
            guard let rule = random.rule(), let checked = try? rule.checked(in: book, at: nil) else { continue }
            let kept = Set(RuleColumns(checked, book).keep(slots, book))
            let (test, effect) = (RuleTest(checked), RuleEffect(checked.actions, book))
            for slot in slots {
                let transaction = book.transaction(at: Int(slot))
                let subject = RuleSubject(transaction.content, isImported: transaction.origin != nil)
                let fits = test.fits(subject, in: book)
                #expect(fits == kept.contains(slot), "seed \(seed): \(checked.conditions), \(transaction.content)")
                let id = RuleID(rawValue: 1 << 50)
                let after = RuleSet.applied([(id, checked.actions)], to: transaction.content, in: book)
                let changes = after.content != transaction.content
                #expect(effect.changes(Int(slot), book) == changes, "seed \(seed): \(checked.actions)")
                #expect(after.rules == (changes ? [id] : []), "seed \(seed)")
                held += fits ? 1 : 0
            }
        }
        // A random book may have next to nothing in it.
        #expect(held > 20 || slots.count < 12, "seed \(seed): \(slots.count) entries")
    }

    @Test("a run is what the rules make of each entry, and once applied there is nothing left to do")
    func run() throws {
        var runs = 0
        for seed in 0..<12 as Range<UInt64> {
            var random = RandomCommands(seed: seed)
            for _ in 0..<120 { try random.step() }
            for _ in 0..<4 {
                guard var rule = random.rule() else { continue }
                rule.isEnabled = true
                _ = try? random.test.run { try $0.addRule(rule) }
            }
            let book = random.test.book
            let (run, rules) = (try book.ruleRun(), RuleSet(book))
            let slots = (0..<book.transactions.count).filter { !book.transactions.isRemoved[$0] }
            var expected: [TransactionID: TransactionContent] = [:]
            for transaction in slots.map({ book.transaction(at: $0) }) {
                let isImported = transaction.origin != nil
                let after = rules.applied(to: transaction.content, isImported: isImported, in: book)
                if after.content != transaction.content { expected[transaction.id] = after.content }
            }
            #expect(Dictionary(uniqueKeysWithValues: run.changes.map { ($0.before.id, $0.after) }) == expected)
            #expect(run.changes.map(\.before.content.day) == run.changes.map(\.before.content.day).sorted(by: >))
            #expect(try book.ruleRun().digest == run.digest && !run.hasMore)
            let outcome = try random.test.run { try $0.apply(run) }
            #expect(outcome.changed.count + outcome.unfit.count == run.changes.count)
            runs += outcome.changed.count
        }
        #expect(runs > 50)
    }
}
