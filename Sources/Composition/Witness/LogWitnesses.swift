import Logging
import Primitives
import ServiceLifecycle
import TransparencyLog

/// The witnesses of this installation's log: each published checkpoint goes to them, and their cosignatures come back.
///
/// Runs beside whatever publishes, which only ever calls ``published(_:)`` and never waits.
struct LogWitnesses: Service {
    /// Puts checked lines under the published checkpoint, where it still is the one they are for.
    typealias Adding = @Sendable ([NoteSignature], NoteKey, Checkpoint) async -> Void

    private let feed: WitnessFeed

    /// - Parameters:
    ///   - addresses: From the configuration.
    ///   - tiles: The log's own.
    ///   - logger: Told when a witness fails for the first time, and when it finds something wrong.
    ///   - add: Takes the cosignatures.
    ///   - post: The one way out.
    /// - Throws: ``NoteError`` for a key that the configuration should have refused.
    init(
        _ addresses: [WitnessAddress],
        tiles: any TileSource,
        logger: Logger,
        add: @escaping Adding,
        post: @escaping HTTPWitness.Post
    ) throws(NoteError) {
        var destinations: [WitnessFeed.Destination] = []
        for address in addresses {
            let client = HTTPWitness(url: address.url, post: post)
            destinations.append(WitnessFeed.Destination(key: try address.noteKey, client: client))
        }
        feed = WitnessFeed(
            destinations,
            tiles: tiles,
            surroundings: WitnessFeed.Surroundings(
                add: add,
                failed: { key, error, earlier in Self.tell(logger, key, error, earlier) },
                sleep: { try await Task.sleep(for: $0) },
                random: { Double.random(in: 0...1) }
            )
        )
    }

    /// A checkpoint was published; returns at once.
    func published(_ checkpoint: Checkpoint) { feed.published(checkpoint) }

    /// Works until graceful shutdown.
    func run() async { await cancelWhenGracefulShutdown { await feed.run() } }

    /// Being away is told once, until it answers again; finding something wrong is told each time.
    private static func tell(_ logger: Logger, _ key: NoteKey, _ error: WitnessOfferError, _ earlier: Int) {
        let isAlarm =
            switch error {
            case .witnessIsAhead, .foreignSignature, .refused(422), .refused(409), .proof: true
            case .unreachable, .malformedAnswer, .refused: false
            }
        guard isAlarm || earlier == 0 else { return }
        logger.log(
            level: isAlarm ? .error : .warning,
            "a witness did not cosign",
            metadata: ["witness": .string(key.name), "why": .string(word(error))]
        )
    }

    private static func word(_ error: WitnessOfferError) -> String {
        switch error {
        case .unreachable: "unreachable"
        case .malformedAnswer: "malformed answer"
        case .refused(let status): "status \(status)"
        case .witnessIsAhead(let size): "it has seen \(size) leaves, more than there are here"
        case .foreignSignature: "not its signature"
        case .proof: "no proof from the tiles"
        }
    }
}
