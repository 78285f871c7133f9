import Identity
import Primitives
import Synchronization
import Vault

/// At which head of her journal, and on which day, nothing was due: most pages then need not look.
final class DueRounds: Sendable {
    private struct Round: Hashable {
        let head: JournalHead
        let day: CalendarDay
    }

    private static let countMaximum = 10_000

    private let rounds = Mutex<[UserAccountID: Round]>([:])

    func isNothing(_ account: UserAccountID, _ head: JournalHead, _ day: CalendarDay) -> Bool {
        rounds.withLock { $0[account] == Round(head: head, day: day) }
    }

    func noteNothing(_ account: UserAccountID, _ head: JournalHead, _ day: CalendarDay) {
        rounds.withLock { rounds in
            // To forget is to look once more.
            if rounds.count >= Self.countMaximum, rounds[account] == nil { rounds.removeAll() }
            rounds[account] = Round(head: head, day: day)
        }
    }

    func forget(_ account: UserAccountID) { rounds.withLock { $0[account] = nil } }
}
