import Primitives

/// The idempotency keys of the last batches, so that a repeated request is answered and not done again.
struct RecentKeys: Sendable, Hashable {
    /// About a day of the busiest person; the oldest is forgotten first.
    static let countMaximum = 1024

    private var order: [[UInt8]] = []
    private var byKey: [[UInt8]: Entry] = [:]

    struct Entry: Sendable, Hashable {
        let requestDigest: UInt64
        let batchStart: JournalIndex
    }

    init() {}

    subscript(key: [UInt8]) -> Entry? { byKey[key] }

    mutating func insert(_ key: IdempotencyKey, batchStart: JournalIndex) {
        guard byKey[key.key] == nil else { return }
        byKey[key.key] = Entry(requestDigest: key.requestDigest, batchStart: batchStart)
        order.append(key.key)
        if order.count > Self.countMaximum { byKey[order.removeFirst()] = nil }
    }

    func encoded() -> [UInt8] {
        var writer = ByteWriter()
        for key in order {
            guard let entry = byKey[key] else { continue }
            writer.append(counted: key)
            writer.append(entry.requestDigest)
            writer.append(entry.batchStart)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(TruncatedBytes) {
        var reader = ByteReader(bytes)
        while reader.remainingCount > 0 {
            let key = Array(try reader.readCounted(maximum: IdempotencyKey.byteCountMaximum))
            guard !key.isEmpty else { throw TruncatedBytes() }
            let digest = try reader.read(UInt64.self)
            insert(IdempotencyKey(key: key, requestDigest: digest), batchStart: try reader.read())
        }
    }
}
