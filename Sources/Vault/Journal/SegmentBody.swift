import Primitives

/// What is inside a segment once it is opened: some changes of one tracker, made together at one time.
///
/// - Shape: `version 1 | flags 1 | schema 2 | time ms 8 | batch start 8 | first ordinal 4 | change count 4 |
///   idempotency key (counted, at most 64) | request digest 8 | raw count 4 | payload (counted) | zero padding`.
///   Flag 1: last segment of its batch. Flag 2: payload is compressed.
/// - Source: docs/spec/vault-format.md §4.
struct SegmentBody: Sendable, Hashable {
    static let version: UInt8 = 1
    static let payloadByteCountMaximum = 64 << 20

    let schema: UInt16
    let time: Timestamp
    let batchStart: JournalIndex
    let firstOrdinal: Int
    let changeCount: Int
    let isBatchEnd: Bool
    let idempotencyKey: IdempotencyKey?
    let payload: [UInt8]

    /// The bytes to seal: compressed where that helps, padded.
    func encoded() -> [UInt8] {
        let compressed = Compression.compress(payload)
        var writer = ByteWriter(reservingCapacity: Padding.paddedByteCount((compressed ?? payload).count + 128))
        writer.append(Self.version)
        writer.append((isBatchEnd ? 1 : 0) | (compressed == nil ? 0 : 2) as UInt8)
        writer.append(schema)
        writer.append(UInt64(bitPattern: time.milliseconds))
        writer.append(batchStart)
        writer.append(UInt32(firstOrdinal))
        writer.append(UInt32(changeCount))
        writer.append(counted: idempotencyKey?.key ?? [])
        writer.append(idempotencyKey?.requestDigest ?? 0)
        writer.append(UInt32(payload.count))
        writer.append(counted: compressed ?? payload)
        let padding = Padding.paddedByteCount(writer.bytes.count) - writer.bytes.count
        writer.append([UInt8](repeating: 0, count: padding))
        return writer.bytes
    }

    /// Reads opened bytes.
    ///
    /// - Throws: ``TruncatedBytes`` when they do not follow the format.
    init(decoding bytes: [UInt8]) throws(TruncatedBytes) {
        var reader = ByteReader(bytes)
        guard try reader.read(UInt8.self) == Self.version else { throw TruncatedBytes() }
        let flags = try reader.read(UInt8.self)
        schema = try reader.read()
        time = Timestamp(milliseconds: Int64(bitPattern: try reader.read()))
        batchStart = try reader.read()
        firstOrdinal = Int(try reader.read(UInt32.self))
        changeCount = Int(try reader.read(UInt32.self))
        isBatchEnd = flags & 1 != 0
        let key = Array(try reader.readCounted(maximum: IdempotencyKey.byteCountMaximum))
        let requestDigest = try reader.read(UInt64.self)
        idempotencyKey = key.isEmpty ? nil : IdempotencyKey(key: key, requestDigest: requestDigest)
        let rawCount = Int(try reader.read(UInt32.self))
        guard rawCount <= Self.payloadByteCountMaximum else { throw TruncatedBytes() }
        let stored = try reader.readCounted(maximum: Self.payloadByteCountMaximum)
        guard let payload = flags & 2 == 0 ? Array(stored) : Compression.decompress(stored, count: rawCount),
            payload.count == rawCount
        else { throw TruncatedBytes() }
        self.payload = payload
    }

    init(
        schema: UInt16,
        time: Timestamp,
        batchStart: JournalIndex,
        firstOrdinal: Int,
        changeCount: Int,
        isBatchEnd: Bool,
        idempotencyKey: IdempotencyKey?,
        payload: [UInt8]
    ) {
        self.schema = schema
        self.time = time
        self.batchStart = batchStart
        self.firstOrdinal = firstOrdinal
        self.changeCount = changeCount
        self.isBatchEnd = isBatchEnd
        self.idempotencyKey = idempotencyKey
        self.payload = payload
    }
}

/// Makes a repeated request do nothing twice: the client's own key for it, and a digest of what it asked.
package struct IdempotencyKey: Sendable, Hashable {
    package static let byteCountMaximum = 64

    package let key: [UInt8]
    /// The first 8 bytes of a hash of the request, so that a key used again for something else is noticed.
    package let requestDigest: UInt64

    /// `key`: 1 to 64 bytes.
    package init(key: [UInt8], requestDigest: UInt64) {
        precondition((1...Self.byteCountMaximum).contains(key.count), "the edge checks the length")
        self.key = key
        self.requestDigest = requestDigest
    }
}
