import Money
import Primitives
import Synchronization
import Vault

/// What a statement says is in an account at the end of a day.
struct ClosingBalance: Sendable {
    let account: AccountID
    let day: CalendarDay
    let minorUnits: Int64
}

/// Files that were read and not yet imported, in memory only: they go when their person's session is locked or ends,
/// and half an hour after they were last looked at.
final class StagedImports: Sendable {
    private static let lifetimeSeconds: Int64 = 30 * 60
    private static let countMaximumPerOwner = 3
    /// Bytes of all files together; what was made of them takes a few times as much.
    private static let byteCountMaximum = 64 << 20

    private let staged = Mutex<[String: any StagedFile]>([:])
    /// What staged imports became, so that a commit that is repeated finds it.
    private let committed = Mutex<[String: Imported]>([:])

    /// An import's id says nothing without its book.
    struct Imported: Hashable {
        let owner: UserAccountID
        let vault: VaultID
        let id: ImportID
    }

    private let closings = Mutex<[Imported: (balances: [ClosingBalance], time: Timestamp)]>([:])

    func put(_ item: any StagedFile) {
        staged.withLock { staged in
            staged[item.id] = item
            func evict(where isCandidate: (any StagedFile) -> Bool) {
                let candidates = staged.values.filter { $0.id != item.id && isCandidate($0) }
                if let oldest = candidates.min(by: { $0.lastUse < $1.lastUse }) { staged[oldest.id] = nil }
            }
            while staged.values.count(where: { $0.owner == item.owner }) > Self.countMaximumPerOwner {
                evict { $0.owner == item.owner }
            }
            while staged.count > 1, staged.values.reduce(0, { $0 + $1.byteCount }) > Self.byteCountMaximum {
                evict { _ in true }
            }
        }
    }

    /// - `vault`: for which it was read: a file for one book is not put into another.
    func get(_ id: String, owner: UserAccountID, of vault: VaultID, now: Timestamp) -> (any StagedFile)? {
        staged.withLock { staged in
            guard let item = staged[id], item.owner == owner, item.access.vaultID == vault else { return nil }
            staged[id]?.lastUse = now
            return item
        }
    }

    /// - Returns: whether there was one.
    func remove(_ id: String, owner: UserAccountID) -> Bool {
        staged.withLock { staged in
            guard staged[id]?.owner == owner else { return false }
            staged[id] = nil
            return true
        }
    }

    func note(_ id: String, became imported: Imported) {
        committed.withLock { committed in
            if committed.count >= 10_000 { committed.removeAll() }  // ids only; a repeated commit is then not found
            committed[id] = imported
        }
    }

    /// What the statements of an import say is in the accounts, for as long as a staged file is kept.
    func note(_ closings: [ClosingBalance], of imported: Imported, at now: Timestamp) {
        guard !closings.isEmpty else { return }
        self.closings.withLock { kept in
            if kept.count >= 1000 { kept.removeAll() }  // an offer is then not made
            kept[imported] = (closings, now)
        }
    }

    func closings(of imported: Imported) -> [ClosingBalance] {
        closings.withLock { $0[imported]?.balances ?? [] }
    }

    func imported(_ id: String, owner: UserAccountID, in vault: VaultID) -> ImportID? {
        committed.withLock { committed in
            committed[id].flatMap { $0.owner == owner && $0.vault == vault ? $0.id : nil }
        }
    }

    func forget(_ owner: UserAccountID) {
        staged.withLock { staged in staged = staged.filter { $0.value.owner != owner } }
        closings.withLock { kept in kept = kept.filter { $0.key.owner != owner } }
    }

    /// The diary's own lock was closed: what is staged of it goes at once.
    func forgetDiaries(_ owner: UserAccountID) {
        staged.withLock { staged in staged = staged.filter { $0.value.owner != owner || !($0.value is StagedDiary) } }
    }

    func expire(at now: Timestamp) async {
        let horizon = now.adding(seconds: -Self.lifetimeSeconds)
        closings.withLock { kept in kept = kept.filter { $0.value.time >= horizon } }
        for item in staged.withLock({ Array($0.values) }) where await !item.isReadable() || item.lastUse < horizon {
            _ = remove(item.id, owner: item.owner)
        }
    }
}
