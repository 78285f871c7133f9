import Jobs

/// Makes the daily backup where a directory for it is configured, and deletes those there whose time is up.
///
/// - Source: docs/spec/backup.md §10 and §11.
struct BackupHandler: JobHandler {
    /// Looks often enough that a backup is never late by more than this.
    static let schedule = JobSchedule("backups.daily", everySeconds: 1800)
    /// In the payload while what this job began goes on.
    private static let begun: [UInt8] = [1]
    /// Between two looks at one that is being made.
    private static let pauseSeconds: Int64 = 5

    let kind = BackupHandler.schedule.kind
    let desk: BackupDesk

    func step(_ job: Job) async throws -> JobStepResult {
        guard job.payload == Self.begun else {
            guard try await desk.startIfDue() != nil else { return .done }
            return .later(Self.begun, seconds: Self.pauseSeconds)
        }
        switch await desk.latest?.state {
        case .running: return .later(Self.begun, seconds: Self.pauseSeconds)
        case .failed(let error): throw error
        // Nothing is known of it where the process that began it is gone: the next look begins anew.
        case .made, .checked, .tidied, .drilled, nil: return .done
        }
    }
}
