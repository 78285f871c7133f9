/// The one tree head that may be signed for its size: its intent is durable.
///
/// Only ``LogSequencer`` makes one.
package struct SignableHead: Sendable, Hashable {
    package let head: TreeHead

    fileprivate init(_ head: TreeHead) { self.head = head }
}

/// Gives leaves their places and says what must become durable before the next step: the log's rules without its disk.
///
/// A publication goes `preparePublication` → its writes are durable → `intentIsDurable` → the head is signed →
/// `checkpointWrites` → those are durable → `checkpointIsDurable`. Leaves may be sequenced at any time between. After a
/// write that failed nobody knows what is durable: throw the value away and recover.
///
/// - Source: docs/spec/transparency-log.md §10.
package struct LogSequencer: Sendable {
    private enum Phase: Sendable {
        case idle
        /// Waits for its tiles and its intent to become durable.
        case prepared(TreeHead)
        /// May be signed.
        case intended(TreeHead)
        /// Waits for its checkpoint to become durable.
        case signed(Checkpoint)
    }

    package let origin: String
    /// What is published; nil before the first time.
    package private(set) var published: Checkpoint?
    private var builder: TileBuilder
    private var intent: [UInt8]?
    private var phase: Phase = .idle

    /// The head of an intent that has no checkpoint yet, after a recovery.
    package var unfinished: SignableHead? {
        if case .intended(let head) = phase { SignableHead(head) } else { nil }
    }

    init(origin: String, published: Checkpoint?, builder: TileBuilder, intent: [UInt8]?, unfinished: TreeHead?) {
        self.origin = origin
        self.published = published
        self.builder = builder
        self.intent = intent
        if let unfinished { phase = .intended(unfinished) }
    }

    /// How many leaves are sequenced, published or not.
    package var size: UInt64 { builder.size }

    /// How many leaves wait for a checkpoint.
    package var unpublishedCount: UInt64 { size - (published?.head.size ?? 0) }

    /// Gives leaves the next indices.
    ///
    /// They are sequenced when the write is durable, and not before.
    package mutating func sequence(_ leaves: [LogLeaf]) -> (firstIndex: UInt64, write: LogWrite) {
        let firstIndex = size
        for leaf in leaves { builder.append(leaf.entry) }
        return (firstIndex, .sequence(firstIndex: firstIndex, entries: leaves.map(\.entry)))
    }

    /// Begins to publish all that is sequenced; nil while a publication is under way, or where nothing is new.
    package mutating func preparePublication() -> [LogWrite]? {
        guard case .idle = phase, unpublishedCount > 0 else { return nil }
        let head = TreeHead(origin: origin, size: size, root: builder.root)
        let writes = builder.takeResources() + [.intent(head.text, replacing: intent)]
        intent = head.text
        phase = .prepared(head)
        return writes
    }

    /// Call when the writes of ``preparePublication()`` are durable.
    package mutating func intentIsDurable() -> SignableHead {
        guard case .prepared(let head) = phase else { preconditionFailure("a publication was prepared") }
        phase = .intended(head)
        return SignableHead(head)
    }

    /// Takes the signed head.
    package mutating func checkpointWrites(_ note: SignedNote) -> [LogWrite] {
        guard case .intended(let head) = phase, note.text == head.text else {
            preconditionFailure("the note is of the head that was given out")
        }
        let checkpoint = Checkpoint(head: head, note: note)
        phase = .signed(checkpoint)
        return [.checkpoint(checkpoint.bytes, replacing: published?.bytes), .forget(below: head.size)]
    }

    /// Call when the writes of ``checkpointWrites(_:)`` are durable.
    package mutating func checkpointIsDurable() -> Checkpoint {
        guard case .signed(let checkpoint) = phase else { preconditionFailure("a checkpoint was signed") }
        published = checkpoint
        phase = .idle
        return checkpoint
    }

    /// Adds witnesses' cosignatures to the published checkpoint; nil when a newer one is on its way or none is new.
    ///
    /// - Throws: ``NoteError/invalidSignature(line:)``.
    package mutating func cosigned(
        _ lines: [NoteSignature],
        by witnesses: [NoteKey]
    ) throws(NoteError) -> LogWrite? {
        guard let published else { return nil }
        if case .signed = phase { return nil }
        let cosigned = try published.adding(lines, by: witnesses)
        guard cosigned != published else { return nil }
        self.published = cosigned
        return .checkpoint(cosigned.bytes, replacing: published.bytes)
    }
}
