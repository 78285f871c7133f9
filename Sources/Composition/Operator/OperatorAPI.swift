import Assurance
import HTTPTypes
import Identity
import JSON
import Jobs
import KeyService
import Primitives
import Web

/// What whoever runs the installation may ask of the running server, on its local socket: `/operator/v1`.
///
/// A person's data is never behind it: that takes her key.
///
/// - Source: docs/spec/http-api.md §10.
struct OperatorAPI: Sendable {
    let promises: PromiseBoard
    let backups: BackupDesk
    let second: SecondDesk?
    let jobs: JobQueue
    let rotation: KeyRotation
    let epochs: RecordEpochCalendar
    let records: RecordOperations
    let stores: StoreExamination
    let staff: StaffOperations

    var endpoints: [Endpoint] {
        [checkPromises] + BackupOperations(desk: backups).endpoints
            + SecondOperations(desk: second).endpoints + JobOperations(jobs: jobs).endpoints
            + KeyOperations(rotation: rotation, jobs: jobs, epochs: epochs).endpoints + records.endpoints
            + StoreOperations(examination: stores).endpoints + staff.endpoints
    }

    private var checkPromises: Endpoint {
        Endpoint(.post, "/operator/v1/promises/check", surface: .operators, access: .anyone) { _ in
            let run = await promises.run()
            return .json { $0.member("startedAt", run.startedAt.iso) }
        }
    }
}
