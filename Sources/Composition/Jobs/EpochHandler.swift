import Jobs

/// Ends the keys of epochs whose time is over, and keeps what lies beside the backups current.
///
/// Runs whether or not backups go anywhere by themselves: whoever makes them by hand made keys, too.
/// - Source: docs/spec/backup.md §13 and §14.
struct EpochHandler: JobHandler {
    /// Looks often enough that a key is never told to end later than this.
    static let schedule = JobSchedule("backups.epochs", everySeconds: 1800)

    let kind = EpochHandler.schedule.kind
    let desk: BackupDesk

    func step(_ job: Job) async throws -> JobStepResult {
        try await desk.settleEpochs()
        return .done
    }
}
