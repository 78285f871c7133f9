import KeyService
import Logging
import Primitives
import Synchronization

/// Says when the key service begins to fail and when it answers again: sign-in is closed in between.
///
/// One line at the first failure and one for every further minute of them, with how many there were, so that a busy
/// server does not drown the line it should be found by.
final class KeyServiceAlerts: Sendable {
    private static let repeatSeconds: Int64 = 60

    private struct State {
        var failureCount = 0
        var saidAt: Timestamp?
    }

    private let logger: Logger
    private let state = Mutex(State())

    init(logger: Logger) { self.logger = logger }

    func note(_ fetch: KeyFetch) {
        guard let failure = fetch.failure else {
            let failed = state.withLock { state -> Int in
                defer { state = State() }
                return state.failureCount
            }
            if failed > 0 { logger.notice("the key service answers again", metadata: ["failures": "\(failed)"]) }
            return
        }
        let count = state.withLock { state -> Int? in
            state.failureCount += 1
            if let saidAt = state.saidAt, saidAt <= fetch.at, fetch.at < saidAt.adding(seconds: Self.repeatSeconds) {
                return nil
            }
            state.saidAt = fetch.at
            return state.failureCount
        }
        guard let count else { return }
        logger.error(
            "the key service does not open keys: sign-in is closed, open vaults go on",
            metadata: [
                "act": .string(fetch.act.rawValue), "use": .string(fetch.use.name),
                "version": .stringConvertible(fetch.version), "failure": .string("\(failure)"),
                "failures": .stringConvertible(count),
            ]
        )
    }
}
