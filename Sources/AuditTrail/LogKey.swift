import KeyService
import Primitives
import Sealing
import TransparencyLog

/// A subject's log key: what makes her leaves say something.
///
/// Destroying it makes all of them, and what is kept of her events, meaningless; the tree stays whole.
final class LogKey: Sendable {
    static let byteCount = 32

    let bytes: SecretBytes

    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

    /// Seals what is kept of an event.
    ///
    /// - Shape: a `SealedBox` over the padded encoding, key version 0.
    /// - Binding: its place is the subject and the ordinal.
    func seal(_ entry: AuditEntry) -> [UInt8] {
        SealedBox.seal(
            RecordPadding.pad(entry.encode()),
            under: bytes,
            keyVersion: 0,
            context: Self.context(entry.event.subject, entry.event.ordinal)
        )
    }

    /// Opens what is kept of an event, and sees that it is that event.
    ///
    /// - Throws: ``AuditError/damagedEvent(ordinal:)``.
    func open(_ stored: StoredEvent, of subject: LogSubjectID) throws(AuditError) -> AuditEntry {
        let entry: AuditEntry
        do {
            let padded = try SealedBox.open(stored.bytes, with: bytes, context: Self.context(subject, stored.ordinal))
            guard let plaintext = RecordPadding.unpad(padded) else { throw RecordDecodingError.byteCount }
            entry = try AuditEntry(decoding: plaintext)
        } catch {
            throw .damagedEvent(ordinal: stored.ordinal)
        }
        guard entry.event.subject == subject, entry.event.ordinal == stored.ordinal else {
            throw .damagedEvent(ordinal: stored.ordinal)
        }
        return entry
    }

    private static func context(_ subject: LogSubjectID, _ ordinal: UInt64) -> SealingContext {
        var place = LengthPrefixed()
        place.append(subject.bytes)
        place.append(ordinal)
        return SealingContext(.logEvent, place: place.bytes)
    }
}

struct LogKeyRecord: RecordCodable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        self.bytes = try FieldReader(bytes).bytes(1)
        guard self.bytes.count == LogKey.byteCount else { throw .width(1) }
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(1, bytes)
        return fields.bytes
    }
}
