import Primitives

/// Stops asking a service that does not answer, so that those who wait learn it at once and the service can recover.
///
/// Closed: calls pass. After ``failureLimit`` failures in a row, open: calls are refused for ``openSeconds``. Then one
/// call is let through as a probe: its success closes the breaker, its failure opens it again.
struct CircuitBreaker: Sendable {
    static let failureLimit = 5
    static let openSeconds: Int64 = 5

    private enum State: Equatable {
        case closed(failures: Int)
        case open(since: Timestamp)
        case probing(since: Timestamp)
    }

    private var state = State.closed(failures: 0)

    /// Whether a call may go out now.
    ///
    /// A true answer is followed by ``succeeded()`` or ``failed(at:)``.
    mutating func allows(at moment: Timestamp) -> Bool {
        switch state {
        case .closed: return true
        // A probe that never reported (its task was cancelled) must not keep the breaker open for ever.
        case .open(let since), .probing(let since):
            guard moment >= since.adding(seconds: Self.openSeconds) || moment < since else { return false }
            state = .probing(since: moment)
            return true
        }
    }

    mutating func succeeded() { state = .closed(failures: 0) }

    mutating func failed(at moment: Timestamp) {
        switch state {
        case .closed(let failures):
            state = failures + 1 >= Self.failureLimit ? .open(since: moment) : .closed(failures: failures + 1)
        case .open: break  // a call that went out before the breaker opened
        case .probing: state = .open(since: moment)
        }
    }
}
