import NIOCore

/// When an HTTP/1.1 connection or an HTTP/2 stream has waited too long for its client.
///
/// Pure; one per connection or stream.
///
/// Only waiting for the client counts. While an answer is being worked on no limit runs here: slow handlers have their
/// own.
struct RequestClock {
    enum Expiry: Hashable {
        /// No complete head in time.
        case head
        /// The body made no progress.
        case body
        /// The client takes no more of an answer.
        case answer
        /// No further request on a kept connection.
        case idle
        /// The rest of a refused body did not end in time.
        case linger
    }

    enum AfterAnswer: Hashable {
        case keep
        /// The answer is out, but the request has not ended: read the rest away, then close.
        case linger
    }

    private enum Inbound {
        case between
        case head
        case body
        case lingering
    }

    private let limits: WebLimits
    private var inbound = Inbound.head
    private var since: NIODeadline
    /// Requests whose answer has not been handed over in full.
    private(set) var outstanding = 0
    /// Answers that have begun and are not yet with the kernel in full, and when one of them last got on.
    private var answering = 0
    private var progress: NIODeadline

    init(limits: WebLimits, opened: NIODeadline) {
        self.limits = limits
        since = opened
        progress = opened
    }

    /// Whether a further request can follow the answer that begins now: false when the request's body has not been
    /// read.
    var isAnswerable: Bool {
        if case .body = inbound { return false }
        return true
    }

    mutating func bytesArrived(at now: NIODeadline) {
        guard case .between = inbound else { return }
        inbound = .head
        since = now
    }

    mutating func headArrived(at now: NIODeadline) {
        inbound = .body
        since = now
        outstanding += 1
    }

    mutating func bodyArrived(at now: NIODeadline) {
        guard case .body = inbound else { return }
        since = now
    }

    /// - Returns: whether the connection may now be closed (the refused body has been read away).
    mutating func requestEnded(at now: NIODeadline) -> Bool {
        if case .lingering = inbound { return true }
        inbound = .between
        since = now
        return false
    }

    mutating func answerEnded(at now: NIODeadline) -> AfterAnswer {
        outstanding = max(0, outstanding - 1)
        since = now
        guard case .body = inbound, outstanding == 0 else { return .keep }
        inbound = .lingering
        return .linger
    }

    mutating func answerBegan(at now: NIODeadline) {
        answering += 1
        progress = now
    }

    mutating func answerGotOn(at now: NIODeadline) { progress = now }

    mutating func answerSent(at now: NIODeadline) {
        answering = max(0, answering - 1)
        progress = now
        if case .between = inbound { since = now }
    }

    func expired(at now: NIODeadline) -> Expiry? {
        // Before all else: a client that takes nothing keeps its answer from ending, and so every other clock here.
        if answering > 0, now - progress >= limits.answerTimeout { return .answer }
        switch inbound {
        case .lingering:
            return now - since >= limits.lingerTimeout ? .linger : nil
        case .head:
            return outstanding == 0 && now - since >= limits.headTimeout ? .head : nil
        case .body:
            // A pipelined second request waits for our answer to the first, which is not the client's fault.
            return outstanding == 1 && now - since >= limits.bodyTimeout ? .body : nil
        case .between:
            guard outstanding == 0 else { return nil }
            guard answering == 0 else { return nil }
            return now - since >= limits.idleTimeout ? .idle : nil
        }
    }

    /// How often to look: often enough to be late by at most a tenth of the smallest limit, and at most once a second.
    static func tick(_ limits: WebLimits) -> TimeAmount {
        let smallest = min(limits.headTimeout, limits.bodyTimeout, limits.idleTimeout, limits.lingerTimeout)
        return min(.seconds(1), .nanoseconds(max(1_000_000, smallest.nanoseconds / 10)))
    }
}
