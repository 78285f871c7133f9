import Sealing

/// What opens a sealed file: 32 random bytes, drawn for it alone; of an archive, one for all its pieces.
///
/// It is content of the journal and as secret as that; it is never printed.
package struct FileKey: Hashable, Sendable, CustomReflectable {
    package static let byteCount = 32

    /// For the journal's encoding alone.
    package let bytes: [UInt8]

    /// Nil when they are not 32.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    private init(drawn bytes: [UInt8]) { self.bytes = bytes }

    package static func random() -> FileKey { FileKey(drawn: SecureRandom.bytes(count: byteCount)) }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
