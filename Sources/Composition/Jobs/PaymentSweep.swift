import Jobs
import Payments

/// Forgets payment notices that were seen a month ago, once a day.
///
/// - Source: docs/spec/payments.md §7.
struct PaymentSweep: JobHandler {
    static let schedule = JobSchedule("payments.sweep", everySeconds: 86_400)

    let kind = PaymentSweep.schedule.kind
    let ledger: PaymentLedger

    func step(_ job: Job) async throws -> JobStepResult {
        try await ledger.sweep()
        return .done
    }
}
