package import Sealing

/// What shows anyone which event one leaf commits to: the event and that leaf's own key.
///
/// A person gets it with her proof (`extra` of the proof file) and may hand it on; it opens no other leaf.
///
/// - Shape: 125 bytes — `version 1 | leaf key 32 | event 92`.
/// - Source: docs/spec/transparency-log.md §9.
package struct LeafOpening: Sendable, Hashable {
    package static let version: UInt8 = 1
    package static let byteCount = 1 + keyByteCount + LogEvent.byteCount
    private static let keyByteCount = Authenticator.tagByteCount

    package let event: LogEvent
    // Not in `SecretBytes`: an opening is made to be given away.
    private let leafKeyBytes: [UInt8]

    package init(_ event: LogEvent, logKey: borrowing SecretBytes) {
        self.event = event
        leafKeyBytes = LogLeaf.leafKey(event.ordinal, logKey: logKey).withBytes { bytes in
            // unsafe: a byte has no alignment and every bit pattern is a value; the offset is below the count.
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }

    /// Reads exactly what ``encoded()`` writes.
    ///
    /// - Throws: ``LeafError``.
    package init(decoding bytes: [UInt8]) throws(LeafError) {
        guard bytes.count == Self.byteCount else { throw .byteCount(bytes.count) }
        guard bytes[0] == Self.version else { throw .version(bytes[0]) }
        leafKeyBytes = Array(bytes[1...Self.keyByteCount])
        event = try LogEvent(decoding: bytes[(1 + Self.keyByteCount)...])
    }

    package func encoded() -> [UInt8] { [Self.version] + leafKeyBytes + event.encoded() }

    /// The leaf that this opens.
    package var leaf: LogLeaf { LogLeaf(event, leafKey: SecretBytes(copying: leafKeyBytes)) }

    /// Asserts that `leaf` commits to ``event``.
    ///
    /// - Throws: ``LeafError/doesNotOpen``.
    package func verify(_ leaf: LogLeaf) throws(LeafError) {
        guard ConstantTime.equal(self.leaf.entry, leaf.entry) else { throw .doesNotOpen }
    }
}
