package import Primitives
package import Vault

/// Journals for tests of stores: segments that carry who wrote them, chained by a hash that is quick and not secure.
package enum TestJournal {
    /// The append of `payloads` after `head`, one segment each.
    package static func append(_ payloads: [[UInt8]], to vault: VaultID, after head: JournalHead) -> JournalAppend {
        var last = head
        var segments: [StoredSegment] = []
        for payload in payloads {
            last = next(after: last, payload)
            segments.append(StoredSegment(index: last.index, bytes: payload))
        }
        return JournalAppend(vault: vault, expected: head, segments: segments, head: last)
    }

    package static func next(after head: JournalHead, _ payload: [UInt8]) -> JournalHead {
        var hash: [UInt8] = []
        for lane in 0..<4 as Range<UInt64> {
            // FNV-1a, from four different starts to fill 32 bytes.
            var state: UInt64 = 0xCBF2_9CE4_8422_2325 ^ lane
            for byte in head.hash + payload { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            for shift in stride(from: 56, through: 0, by: -8) { hash.append(UInt8(truncatingIfNeeded: state >> shift)) }
        }
        return JournalHead(index: head.index + 1, hash: hash)
    }

    /// The head that `segments` lead to, or nil when an index is missing or out of order.
    package static func head(after segments: [StoredSegment]) -> JournalHead? {
        var head = JournalHead.empty
        for segment in segments {
            guard segment.index == head.index + 1 else { return nil }
            head = next(after: head, segment.bytes)
        }
        return head
    }
}
