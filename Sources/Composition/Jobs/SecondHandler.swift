import Backup
import Jobs

/// Copies to the second place what is not there yet.
///
/// - Source: docs/spec/backup-second.md §3.
struct SecondHandler: JobHandler {
    static let schedule = JobSchedule("backups.second", everySeconds: 900)
    /// In the payload while what this job began goes on.
    private static let begun: [UInt8] = [1]
    private static let pauseSeconds: Int64 = 5

    let kind = SecondHandler.schedule.kind
    let desk: SecondDesk

    func step(_ job: Job) async throws -> JobStepResult {
        guard job.payload == Self.begun else {
            guard await desk.startCopying() != nil else { return .done }
            return .later(Self.begun, seconds: Self.pauseSeconds)
        }
        // How it ended stands in its record, and the next look goes on.
        guard await desk.latest?.isRunning == true else { return .done }
        return .later(Self.begun, seconds: Self.pauseSeconds)
    }
}
