/// Why a job, or its last attempt, failed.
///
/// Raw values are on disk: never renumber, never reuse.
package enum JobFailure: UInt8, Error, Sendable, CaseIterable {
    /// Tried as often as its kind allows; each attempt failed.
    case exhausted = 1
    /// Taken as often as its kind allows, and each time whoever held it fell silent: it may be what kills the process.
    case lapsed = 2
    /// The payload is not one that this version reads.
    case payload = 3
    /// The handler says that it can never be done.
    case refused = 4
    /// An attempt failed and is tried again.
    case attempt = 5

    package var name: String {
        switch self {
        case .exhausted: "exhausted"
        case .lapsed: "lapsed"
        case .payload: "payload"
        case .refused: "refused"
        case .attempt: "attempt"
        }
    }
}
