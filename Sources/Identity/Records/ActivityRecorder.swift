package import KeyService
package import Primitives
package import Vault

/// Writes openings into the activity store, sealed, by vault, in the order of time.
package struct ActivityRecorder: OpeningRecorder {
    private let records: SealedRecords
    private let random: @Sendable () -> UInt64

    /// `random`: tells two openings of the same millisecond apart.
    package init(records: SealedRecords, random: @escaping @Sendable () -> UInt64) {
        self.records = records
        self.random = random
    }

    package func record(_ opening: Opening) async throws(VaultError) {
        var name = ByteWriter()
        name.append(UInt64(bitPattern: opening.time.milliseconds))
        name.append(random())
        let key = RecordKey(kind: .activity, owner: opening.vault.bytes, name: name.bytes)
        do { try await records.put(key, OpeningRecord(opening), expected: 0) } catch { throw VaultError(error) }
    }

    /// The openings of a vault after a moment, oldest first, at most `limit` (1...1000).
    package func openings(
        of vault: VaultID,
        after time: Timestamp?,
        limit: Int
    ) async throws(VaultError) -> [OpeningRecord] {
        var name: ByteWriter?
        if let time {
            name = ByteWriter()
            name?.append(UInt64(bitPattern: time.milliseconds))
        }
        do {
            let records = try await records.list(
                .activity,
                owner: vault.bytes,
                after: name?.bytes,
                limit: limit,
                as: OpeningRecord.self
            )
            return records.map(\.value)
        } catch {
            throw VaultError(error)
        }
    }
}

/// An opening as the access history keeps it.
package struct OpeningRecord: Sendable, Hashable, RecordCodable {
    package let slot: KeySlotID
    package let kind: KeySlot.Kind
    package let purpose: Purpose
    package let time: Timestamp
    package let head: JournalHead

    init(_ opening: Opening) {
        slot = opening.slot
        kind = opening.kind
        purpose = opening.purpose
        time = opening.time
        head = opening.head
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, slot)
        writer.append(2, kind.rawValue)
        writer.append(3, purpose.rawValue)
        writer.append(4, time)
        writer.append(5, head.index)
        writer.append(6, head.hash)
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        slot = try reader.id(1)
        guard let kind = KeySlot.Kind(rawValue: try reader.uint8(2)) else { throw .value(2) }
        guard let purpose = Purpose(rawValue: try reader.uint8(3)) else { throw .value(3) }
        self.kind = kind
        self.purpose = purpose
        time = try reader.timestamp(4)
        head = JournalHead(index: try reader.uint64(5), hash: try reader.bytes(6))
    }
}
