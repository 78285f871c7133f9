import Synchronization

/// Keeps a log's witnesses up to date: each published checkpoint is offered to each of them, again and again until it
/// is cosigned or a newer one is there.
///
/// Publishing never waits for it. A witness that is away costs nothing but its cosignature.
package final class WitnessFeed: Sendable {
    /// One of the witnesses that the log's owner chose.
    package struct Destination: Sendable {
        package let key: NoteKey
        package let client: any WitnessClient

        package init(key: NoteKey, client: any WitnessClient) {
            self.key = key
            self.client = client
        }
    }

    /// What happens around the feed.
    package struct Surroundings: Sendable {
        /// Takes the checked lines for a checkpoint, which need not be the newest any more.
        package let add: @Sendable ([NoteSignature], NoteKey, Checkpoint) async -> Void
        /// Told of each failure, with how many came before it in a row.
        package let failed: @Sendable (NoteKey, WitnessOfferError, Int) -> Void
        package let sleep: @Sendable (Duration) async throws -> Void
        /// From 0 to 1: spreads retries.
        package let random: @Sendable () -> Double

        package init(
            add: @escaping @Sendable ([NoteSignature], NoteKey, Checkpoint) async -> Void,
            failed: @escaping @Sendable (NoteKey, WitnessOfferError, Int) -> Void,
            sleep: @escaping @Sendable (Duration) async throws -> Void,
            random: @escaping @Sendable () -> Double
        ) {
            self.add = add
            self.failed = failed
            self.sleep = sleep
            self.random = random
        }
    }

    private let destinations: [Destination]
    private let tiles: any TileSource
    private let surroundings: Surroundings
    private let newest = Mutex<Checkpoint?>(nil)
    /// One for each destination, holding at most one sign that there is something new.
    private let signals: [AsyncStream<Void>]
    private let wake: [AsyncStream<Void>.Continuation]

    package init(_ destinations: [Destination], tiles: any TileSource, surroundings: Surroundings) {
        self.destinations = destinations
        self.tiles = tiles
        self.surroundings = surroundings
        let streams = destinations.map { _ in
            AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        }
        signals = streams.map(\.stream)
        wake = streams.map(\.continuation)
    }

    /// A checkpoint was published; returns at once.
    package func published(_ checkpoint: Checkpoint) {
        newest.withLock { newest in
            guard newest.map({ $0.head.size < checkpoint.head.size }) ?? true else { return }
            newest = checkpoint
        }
        for continuation in wake { continuation.yield() }
    }

    /// Works until it is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { tasks in
            for index in destinations.indices { tasks.addTask { await self.serve(index) } }
        }
    }

    private func serve(_ index: Int) async {
        let destination = destinations[index]
        var offer = WitnessOffer(witness: destination.key, client: destination.client, tiles: tiles)
        for await _ in signals[index] {
            var failureCount = 0
            var cosigned: UInt64?
            // What was published while an offer was under way is offered next, whatever became of that one.
            while let checkpoint = newest.withLock({ $0 }), checkpoint.head.size != cosigned {
                do throws(WitnessOfferError) {
                    let lines = try await offer.offer(checkpoint)
                    await surroundings.add(lines, destination.key, checkpoint)
                    cosigned = checkpoint.head.size
                    failureCount = 0
                } catch {
                    surroundings.failed(destination.key, error, failureCount)
                    do { try await surroundings.sleep(Self.pause(failureCount, surroundings.random())) } catch {
                        return
                    }
                    failureCount += 1
                }
            }
        }
    }

    /// One second at first, doubled each time up to five minutes, and up to half as much again by chance.
    static func pause(_ failureCount: Int, _ chance: Double) -> Duration {
        let seconds = min(300, 1 << min(failureCount, 9))
        return .milliseconds(Int64(Double(seconds) * 1000 * (1 + min(max(chance, 0), 1) / 2)))
    }
}
