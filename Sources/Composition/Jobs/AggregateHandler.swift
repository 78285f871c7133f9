import Identity
import Jobs

/// Ends the week that is counted: noisy figures are stored, what people added is deleted.
///
/// - Source: docs/spec/aggregates.md §7.
struct AggregateHandler: JobHandler {
    /// What somebody added outlives its week by no more than this.
    static let schedule = JobSchedule("aggregates.week", everySeconds: 1800)

    let kind = AggregateHandler.schedule.kind
    let desk: AggregateDesk

    func step(_ job: Job) async throws -> JobStepResult {
        _ = try await desk.closeWeek()
        return .done
    }
}
