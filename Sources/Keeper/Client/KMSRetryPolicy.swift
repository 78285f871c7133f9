import KeyService

/// How often a call is tried, and after how long a pause.
struct KMSRetryPolicy: Hashable, Sendable {
    /// The first one included.
    let attemptCountMaximum: Int
    /// Whether an overloaded or failing service is asked again, not only one whose connection broke.
    let repeatsFailures: Bool

    /// A service on this machine does not come back within a call's time.
    static let local = KMSRetryPolicy(attemptCountMaximum: 2, repeatsFailures: false)
    static let remote = KMSRetryPolicy(attemptCountMaximum: 4, repeatsFailures: true)

    private static let delayMilliseconds: ClosedRange<Int64> = 20...120
    private static let delayMillisecondsMaximum: Int64 = 800

    /// A random pause before attempt `number` (2 is the first to have one), doubling at most each time, so that a
    /// service that comes back is not met by all callers at once.
    func delay(before number: Int) -> Duration {
        var generator = SystemRandomNumberGenerator()
        let factor: Int64 = 1 << min(max(number - 2, 0), 8)
        let longest = min(Self.delayMilliseconds.upperBound * factor, Self.delayMillisecondsMaximum)
        let shortest = Self.delayMilliseconds.lowerBound
        return .milliseconds(Int64.random(in: shortest...longest, using: &generator))
    }

    /// Whether a call is tried again after `failure`.
    func repeats(_ operation: KMSOperation, after failure: KMSFailure, attempt number: Int) -> Bool {
        guard number < attemptCountMaximum else { return false }
        switch failure {
        // Refused before anything was done.
        case .throttled: return repeatsFailures
        case .failing: return repeatsFailures && operation.isRepeatable
        case .connectionBroken: return operation.isRepeatable
        case .credentialsExpired, .final: return false
        }
    }
}

/// What became of one attempt that brought no answer to the question.
enum KMSFailure: Error, Hashable, Sendable {
    case throttled
    /// The service answered that it failed.
    case failing
    case connectionBroken
    /// The credentials are over; nothing was done.
    case credentialsExpired
    /// Asking again would bring the same, or there is no time left.
    case final(KeyServiceError)

    var error: KeyServiceError {
        switch self {
        case .throttled: .throttled
        case .failing, .connectionBroken: .unavailable
        case .credentialsExpired: .credentialsExpired
        case .final(let error): error
        }
    }
}
