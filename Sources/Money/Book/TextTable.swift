/// Texts in one arena of bytes; a text is named by a reference, and becomes a `String` only when it is shown.
///
/// - Shape: UTF-8 bytes end to end; `ends[r - 1]` is where text `r` ends. Reference 0 is "no text".
/// - Limit: 4 GiB of text; ``intern(_:)`` throws beyond.
struct TextTable: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [UInt32] = []
    /// Open-addressing hash over the texts, a power of two of references; empty until the first ``intern(_:)``, so
    /// that restoring a snapshot does not pay for it.
    private var buckets: [UInt32] = []

    init() {}

    /// - `bytes`: All texts end to end.
    /// - `ends`: Not decreasing, the last one equal to the byte count.
    /// - Result: nil when the ends do not fit or the bytes are not UTF-8.
    init?(bytes: [UInt8], ends: [UInt32]) {
        var previous: UInt32 = 0
        for end in ends {
            guard end >= previous else { return nil }
            previous = end
        }
        guard Int(previous) == bytes.count else { return nil }
        self.bytes = bytes
        self.ends = ends
    }

    var count: Int { ends.count }

    func byteRange(_ reference: UInt32) -> Range<Int> {
        guard reference > 0, reference <= ends.count else { return 0..<0 }
        let start = reference == 1 ? 0 : Int(ends[Int(reference) - 2])
        return start..<Int(ends[Int(reference) - 1])
    }

    /// The text; nil for reference 0.
    ///
    /// Bytes that are not UTF-8 show as U+FFFD.
    func text(_ reference: UInt32) -> String? {
        guard reference > 0 else { return nil }
        return String(decoding: bytes[byteRange(reference)], as: UTF8.self)
    }

    /// The reference of a text, added when it is new.
    mutating func intern(_ text: String) throws(TextTableFull) -> UInt32 {
        let utf8 = Array(text.utf8)
        if (ends.count + 1) * 2 > buckets.count { rehash() }
        var bucket = Int(truncatingIfNeeded: Self.hash(utf8[...])) & (buckets.count - 1)
        while buckets[bucket] != 0 {
            if bytes[byteRange(buckets[bucket])] == utf8[...] { return buckets[bucket] }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        let reference = try append(utf8)
        buckets[bucket] = reference
        return reference
    }

    /// Adds a text without looking whether it is there: for notes, which seldom repeat.
    mutating func append(_ utf8: [UInt8]) throws(TextTableFull) -> UInt32 {
        let (end, overflow) = UInt32(bytes.count).addingReportingOverflow(UInt32(clamping: utf8.count))
        guard !overflow else { throw TextTableFull() }
        bytes.append(contentsOf: utf8)
        ends.append(end)
        return UInt32(ends.count)
    }

    /// Copies a text of another table that is not here yet.
    ///
    /// A table made of another one's texts is never larger than that one, whose offsets fitted.
    mutating func copy(_ reference: UInt32, from source: TextTable) -> UInt32 {
        bytes.append(contentsOf: source.bytes[source.byteRange(reference)])
        ends.append(UInt32(bytes.count))
        return UInt32(ends.count)
    }

    /// The reference of a text that is there.
    func find(_ text: String) -> UInt32? {
        let utf8 = Array(text.utf8)
        if buckets.isEmpty {
            for reference in UInt32(0)..<UInt32(ends.count) where bytes[byteRange(reference + 1)] == utf8[...] {
                return reference + 1
            }
            return nil
        }
        var bucket = Int(truncatingIfNeeded: Self.hash(utf8[...])) & (buckets.count - 1)
        while buckets[bucket] != 0 {
            if bytes[byteRange(buckets[bucket])] == utf8[...] { return buckets[bucket] }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        return nil
    }

    private mutating func rehash() {
        var size = 64
        while size < (ends.count + 1) * 4 { size *= 2 }
        buckets = [UInt32](repeating: 0, count: size)
        for index in ends.indices {
            let reference = UInt32(index + 1)
            var bucket = Int(truncatingIfNeeded: Self.hash(bytes[byteRange(reference)])) & (size - 1)
            while buckets[bucket] != 0 { bucket = (bucket + 1) & (size - 1) }
            buckets[bucket] = reference
        }
    }

    /// FNV-1a with a final mix; the texts are the person's own, so nobody gains by collisions.
    private static func hash(_ utf8: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash ^ hash >> 29
    }
}

/// The arena's 32-bit offsets are used up.
struct TextTableFull: Error {}
