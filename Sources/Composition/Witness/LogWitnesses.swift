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

    /// Which witnesses have cosigned this log before, as their keys' texts, and where that is kept.
    struct Memory: Sendable {
        /// Nil where it cannot be had now.
        let recall: @Sendable () async -> Set<String>?
        let remember: @Sendable (Set<String>) async -> Void
    }

    private let feed: WitnessFeed
    private let known: KnownWitnesses

    /// - Parameters:
    ///   - addresses: From the configuration.
    ///   - tiles: The log's own.
    ///   - logger: Told when a witness fails for the first time, and when it finds something wrong.
    ///   - memory: Of those that have cosigned before.
    ///   - add: Takes the cosignatures.
    ///   - post: The one way out.
    /// - Throws: ``NoteError`` for a key that the configuration should have refused.
    init(
        _ addresses: [WitnessAddress],
        tiles: any TileSource,
        logger: Logger,
        memory: Memory,
        add: @escaping Adding,
        post: @escaping HTTPWitness.Post
    ) throws(NoteError) {
        var destinations: [WitnessFeed.Destination] = []
        for address in addresses {
            let client = HTTPWitness(url: address.url, post: post)
            destinations.append(WitnessFeed.Destination(key: try address.noteKey, client: client))
        }
        let known = KnownWitnesses(memory)
        self.known = known
        feed = WitnessFeed(
            destinations,
            tiles: tiles,
            surroundings: WitnessFeed.Surroundings(
                add: { lines, key, checkpoint in
                    await known.hasCosigned(key)
                    await add(lines, key, checkpoint)
                },
                failed: { key, error, earlier in
                    Self.tell(logger, key, error, earlier, hasCosigned: known.contains(key))
                },
                sleep: { try await Task.sleep(for: $0) },
                random: { Double.random(in: 0...1) }
            )
        )
    }

    /// A checkpoint was published; returns at once.
    func published(_ checkpoint: Checkpoint) { feed.published(checkpoint) }

    /// Works until graceful shutdown.
    func run() async {
        await known.recall()
        await cancelWhenGracefulShutdown { await feed.run() }
    }

    /// Being away is told once, until it answers again; finding something wrong is told each time.
    private static func tell(
        _ logger: Logger,
        _ key: NoteKey,
        _ error: WitnessOfferError,
        _ earlier: Int,
        hasCosigned: Bool
    ) {
        let isAlarm = isAlarm(error, hasCosigned: hasCosigned)
        guard isAlarm || earlier == 0 else { return }
        logger.log(
            level: isAlarm ? .error : .warning,
            "a witness did not cosign",
            metadata: ["witness": .string(key.name), "why": .string(word(error))]
        )
    }

    /// Whether a failure says that the log, or the witness, is not what it was.
    static func isAlarm(_ error: WitnessOfferError, hasCosigned: Bool) -> Bool {
        switch error {
        case .witnessIsAhead, .foreignSignature, .refused(422), .refused(409), .proof: true
        // It does not know the log's name, or its key. Before it cosigned once it was not told of them; now it forgot,
        // or the log is another.
        case .refused(404), .refused(403): hasCosigned
        case .unreachable, .malformedAnswer, .refused: false
        }
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
