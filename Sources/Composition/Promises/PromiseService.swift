import Assurance
import Logging
import ServiceLifecycle

/// Checks all promises once the server answers, and again every ten minutes.
///
/// A loop of its own: some checks take seconds, and nothing else may wait for them.
struct PromiseService: Service {
    static let pause = Duration.seconds(600)

    let board: PromiseBoard
    /// Ends with its first element, when the listeners take connections.
    let serving: AsyncStream<Void>

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in serving { break }
            while !Task.isCancelled {
                _ = await board.run()
                do {
                    try await Task.sleep(for: Self.pause)
                } catch {
                    return  // cancelled: shutting down
                }
            }
        }
    }
}
