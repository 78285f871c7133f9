import KeyService
package import Primitives
import Vault

/// A deletion that was asked for.
package struct AskedDeletion: Sendable {
    /// Shown once.
    package let code: ReceiptCode
    package let due: Timestamp
    /// Whether it is done already.
    package let isDone: Bool
}

/// Asking for the end of an account, and taking that back.
///
/// - Source: docs/spec/deletion.md §2.
extension IdentityService {
    /// The longest grace.
    package static let graceDayMaximum = 7
    private static let daySeconds: Int64 = 86_400

    /// Asks for the deletion of everything that is hers: now, or after a grace during which she can take it back.
    ///
    /// - `days`: of grace, 0 for now.
    /// - Throws: `.proofNeeded`, `.sessionLocked`, `.deletion`; nothing is deleted then.
    package func deleteAccount(
        afterDays days: Int,
        for token: SessionToken
    ) async throws(IdentityError) -> AskedDeletion {
        guard (0...Self.graceDayMaximum).contains(days) else { throw .deletion(.days(maximum: Self.graceDayMaximum)) }
        guard surroundings.histories != nil else { throw .vault(.unrecorded) }
        let session = try await unlockedSession(token)
        let code = ReceiptCode.random()
        let tombstone = try await repeating { () async throws(IdentityError) in
            let standing = try await proved(session)
            let account = standing.account.value
            guard account.deletionDue == nil else { throw .deletion(.waits) }
            let due = now().adding(seconds: Int64(days) * Self.daySeconds)
            let tombstone = Tombstone(
                account: account.id,
                vault: account.vault,
                asked: now(),
                due: due,
                receipt: code.hash
            )
            if days > 0 { try await note(AccountEvent(.deletionAsked), of: account.vault, by: session.slot) }
            try await write([.put(.tombstone(account.id), tombstone, expected: 0)], by: standing) {
                $0.deletionDue = due
            }
            return tombstone
        }
        if days == 0 { try await erase(tombstone, by: session.slot) }
        return AskedDeletion(code: code, due: tombstone.due, isDone: days == 0)
    }

    /// Keeps an account that waits for its deletion.
    ///
    /// - Throws: `.deletion(.notWaiting)` where nothing waits, or its time has come.
    package func keepAccount(for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try await repeating { () async throws(IdentityError) in
            let standing = try await standing(session)
            let account = standing.account.value
            guard let due = account.deletionDue, now() < due else { throw .deletion(.notWaiting) }
            try await note(AccountEvent(.deletionStopped), of: account.vault, by: session.slot)
            try await write([.delete(.tombstone(account.id))], by: standing) { $0.deletionDue = nil }
        }
    }

    /// For how many days backups hold what was deleted; 0 where none are made.
    package var deletionBackupDays: Int { surroundings.backupDays }

    /// When the account of a session is deleted; nil where that was not asked for.
    package func deletionDue(for token: SessionToken) async throws(IdentityError) -> Timestamp? {
        try await account(try await session(token).account).value.deletionDue
    }

    /// What a code's receipt rests on; nil where there is none, or none yet.
    package func deletionLeaf(_ code: ReceiptCode) async throws(IdentityError) -> DeletionLeaf? {
        do {
            return try await records.read(.deletionReceipt(code.hash), as: DeletionReceiptRecord.self)?.value.leaf
        } catch { throw .records(error) }
    }
}
