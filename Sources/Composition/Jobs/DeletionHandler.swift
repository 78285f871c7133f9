import Identity
import Jobs
import Primitives
import Staff
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
        try await services.access.sweepEnded()
        return .done
    }
}

extension AppServices {
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
            do throws(StoreError) { try await jobs.deleteAll(of: vault) } catch {
                throw IdentityError.vault(.store(error))
            }
        }
    }
}
