import Cycle
import Money
import Primitives
import Vault

/// What the canary vault holds: an account whose amount is the mark, and a day of a diary whose note is.
enum CanaryContent {
    static let trackers: [any Tracker.Type] = [MoneyTracker.self, CycleTracker.self]
    /// Entries that are compared.
    static let entryCount = 2

    private static let accountName = "canary"
    private static let day = CalendarDay(daysSinceEpoch: 10_957)  // 2000-01-01: any day does

    /// Writes a mark over the one before.
    static func write(_ mark: CanaryMark, to access: VaultAccess, at time: Timestamp) async throws {
        let content = AccountContent(
            name: accountName,
            kind: .cash,
            currency: .inr,
            openingMinorUnits: mark.minorUnits
        )
        _ = try await access.commit(MoneyTracker.self, at: time) { book, start throws(MoneyError) in
            let planned = try MoneyCommands.plan(copy book, batchStart: start) { plan throws(MoneyError) in
                if let account = plan.book.liveAccounts.first {
                    try plan.editAccount(account.id, content)
                } else {
                    _ = try plan.addAccount(content)
                }
            }
            return Vault.Planned(changes: planned.changes, outcome: planned.made)
        }
        var entry = DayEntry()
        entry.note = mark.text
        let patch = DayPatch(entry)
        _ = try await access.commit(CycleTracker.self, at: time) { book, start throws(CycleError) in
            var plan = CyclePlan(copy book, batchStart: start)
            _ = try plan.record(patch, on: day, today: day)
            return Vault.Planned(changes: plan.changes, outcome: ())
        }
    }

    /// Which of some marks both entries say; nil for none.
    static func mark(in access: VaultAccess, among marks: [CanaryMark]) async throws(VaultError) -> CanaryMark? {
        let amount = try await access.read(MoneyTracker.self) { book, _ in
            book.liveAccounts.first { $0.name == accountName }?.content.openingMinorUnits
        }
        let note = try await access.read(CycleTracker.self) { book, _ in book.day(day)?.entry.note }
        return marks.last { $0.minorUnits == amount && $0.text == note }
    }
}
