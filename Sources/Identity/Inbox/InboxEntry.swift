package import Primitives
package import Sealing

/// An entry as its sender sends it: sealed, signed, and one link of its sender's chain.
///
/// - Source: docs/spec/inbox.md §3.
package struct InboxEntry: Sendable, Hashable {
    package static let byteCountMaximum = 1 + 16 + 8 + 32 + 4 + boxByteCountMaximum + 64
    private static let boxByteCountMaximum = 4300
    private static let version: UInt8 = 1

    package let sender: SenderID
    package let sequence: UInt64
    /// The hash of the sender's entry before.
    package let previous: [UInt8]
    package let box: [UInt8]
    package let signature: [UInt8]

    /// Seals and signs the next entry of a sender.
    init(
        _ content: InboxContent,
        sender: SenderID,
        after last: InboxPosition,
        to inbox: InboxKey,
        by key: borrowing SignaturePrivateKey
    ) throws(SealingError) {
        try self.init(padded: content.padded(), sender: sender, after: last, to: inbox, by: key)
    }

    /// - `padded`: what is sealed, which whoever has the key chooses.
    init(
        padded: consuming [UInt8],
        sender: SenderID,
        after last: InboxPosition,
        to inbox: InboxKey,
        by key: borrowing SignaturePrivateKey
    ) throws(SealingError) {
        self.sender = sender
        sequence = last.sequence + 1
        previous = last.hash
        box = try HybridBox.seal(
            SecretBytes(wiping: &padded),
            to: inbox.key,
            keyVersion: inbox.epoch,
            context: Self.context(sender, sequence, previous)
        )
        signature = key.signature(for: Self.message(Self.head(sender, sequence, previous, box)))
    }

    /// Reads exactly what ``bytes`` writes; nil for anything else.
    package init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        do {
            guard try reader.read(UInt8.self) == Self.version,
                let sender = SenderID(bytes: try reader.read(count: SenderID.byteCount))
            else { return nil }
            self.sender = sender
            sequence = try reader.read()
            previous = Array(try reader.read(count: InboxPosition.hashByteCount))
            box = Array(try reader.readCounted(maximum: Self.boxByteCountMaximum))
            signature = Array(try reader.read(count: SignaturePublicKey.signatureByteCount))
            try reader.finish()
        } catch {
            return nil
        }
        guard sequence > 0 else { return nil }
    }

    package var bytes: [UInt8] { Self.head(sender, sequence, previous, box) + signature }

    /// What the next entry names.
    package var position: InboxPosition {
        var chain = LengthPrefixed()
        chain.append("flowkeep/1 inbox chain")
        chain.append(bytes)
        return InboxPosition(sequence: sequence, hash: Digest.sha256(chain.bytes))
    }

    var context: SealingContext { Self.context(sender, sequence, previous) }

    func isSigned(by key: SignaturePublicKey) -> Bool {
        key.isValid(signature, for: Self.message(Self.head(sender, sequence, previous, box)))
    }

    private static func head(_ sender: SenderID, _ sequence: UInt64, _ previous: [UInt8], _ box: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(version)
        writer.append(sender.bytes)
        writer.append(sequence)
        writer.append(previous)
        writer.append(counted: box)
        return writer.bytes
    }

    private static func message(_ head: [UInt8]) -> [UInt8] {
        var message = LengthPrefixed()
        message.append("flowkeep/1 inbox entry")
        message.append(head)
        return message.bytes
    }

    private static func context(_ sender: SenderID, _ sequence: UInt64, _ previous: [UInt8]) -> SealingContext {
        var place = LengthPrefixed()
        place.append("inbox")
        place.append(sender.bytes)
        place.append(sequence)
        place.append(previous)
        return SealingContext(.inboxEntry, place: place.bytes)
    }
}

/// Up to where a sender's entries are known.
package struct InboxPosition: Sendable, Hashable {
    static let hashByteCount = 32
    package static let start = InboxPosition(sequence: 0, hash: [UInt8](repeating: 0, count: hashByteCount))

    package let sequence: UInt64
    package let hash: [UInt8]

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.append(sequence)
        writer.append(hash)
        return writer.bytes
    }

    init(sequence: UInt64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }

    init?(bytes: [UInt8]) {
        guard bytes.count == 8 + Self.hashByteCount else { return nil }
        sequence = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        hash = Array(bytes.dropFirst(8))
    }
}

/// The public half of an inbox key.
package struct InboxKey: Sendable, Hashable {
    package let epoch: UInt32
    package let key: SlotPublicKey
}

/// Why an entry was not taken.
package enum InboxProblem: Hashable, Sendable {
    /// More would wait than may.
    case full
    /// It is more than one entry may hold.
    case tooLarge
    /// The bytes are no entry, or it is not signed by its sender.
    case malformed
    /// Nobody knows its sender, or the sender was ended.
    case unknownSender
    /// It does not follow the last one that was taken, which has this sequence.
    case outOfOrder(UInt64)
    case tooManySenders
    /// No such entry waits.
    case notFound
    case name
}
