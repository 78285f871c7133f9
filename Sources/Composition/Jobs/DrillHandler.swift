import Jobs

/// Restores the newest backup into a scratch place every day, and sees whether a vault in it opens.
///
/// - Source: docs/spec/backup.md §12.
struct DrillHandler: JobHandler {
    static let schedule = JobSchedule("backups.drill", everySeconds: 1800)
    /// In the payload while what this job began goes on.
    private static let begun: [UInt8] = [1]
    private static let pauseSeconds: Int64 = 5

    let kind = DrillHandler.schedule.kind
    let desk: BackupDesk

    func step(_ job: Job) async throws -> JobStepResult {
        guard job.payload == Self.begun else {
            guard try await desk.startDrillIfDue() != nil else { return .done }
            return .later(Self.begun, seconds: Self.pauseSeconds)
        }
        // How it ended stands in its record; nothing is known of it where the process that began it is gone.
        guard await desk.latest?.isRunning == true else { return .done }
        return .later(Self.begun, seconds: Self.pauseSeconds)
    }
}
