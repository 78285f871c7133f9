import Backup
import Identity
import Jobs
import KeyService
import Payments
import Primitives
import Staff
import Synchronization
import Vault

/// Ends accounts whose grace is over, purges those that ended, and deletes what has been kept long enough.
///
/// - Source: docs/spec/deletion.md §4.
struct DeletionHandler: JobHandler {
    static let schedule = JobSchedule("accounts.erase", everySeconds: 60)

    let kind = DeletionHandler.schedule.kind
    let services: AppServices

    func step(_ job: Job) async throws -> JobStepResult {
        try await services.settleDeletions()
        try await services.writeDeletions()
        try await services.access.sweepEnded()
        return .done
    }
}

/// Which deletions the folder beside the backups holds, as far as this process knows.
final class WrittenDeletions: Sendable {
    private let written = Mutex<Set<[UInt8]>?>(nil)

    func isWritten(_ deletions: [[UInt8]]) -> Bool { written.withLock { $0 == Set(deletions) } }

    func note(_ deletions: [[UInt8]]) { written.withLock { $0 = Set(deletions) } }
}

extension AppServices {
    /// Sees that the folder beside the backups holds every deletion that one of them may undo.
    ///
    /// Where a backup is being made, the next round does it.
    func writeDeletions() async throws {
        let deletions = try await identity.replayedDeletions().map { $0.encode() }
        guard !writtenDeletions.isWritten(deletions) else { return }
        do throws(BackupError) {
            guard try await backups.write(deletions: deletions) else { return }
        } catch {
            guard error == .targetInUse else { throw error }
            return
        }
        writtenDeletions.note(deletions)
    }

    /// Does what is due of deletions, in every part of the program.
    ///
    /// - Returns: how many are still to be done.
    @discardableResult
    package func settleDeletions() async throws -> Int {
        try await identity.settleDeletions { account, vault throws(IdentityError) in
            do throws(StaffError) { try await access.forget(account) } catch {
                guard case .records(let error) = error else { throw .vault(.unrecorded) }
                throw .records(error)
            }
            do throws(SealedRecordError) { try await payments?.ledger.forget(account) } catch {
                throw IdentityError.records(error)
            }
            do throws(StoreError) { try await jobs.deleteAll(of: vault) } catch {
                throw IdentityError.vault(.store(error))
            }
        }
    }
}
