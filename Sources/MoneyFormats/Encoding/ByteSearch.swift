/// Small searches in bytes.
enum ByteSearch {
    /// First index of a short needle, case as given; for the heads of files only, since it is quadratic.
    static func firstIndex(of needle: [UInt8], in bytes: [UInt8]) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        for start in 0...(bytes.count - needle.count) where bytes[start] == first {
            if bytes[start..<(start + needle.count)].elementsEqual(needle) { return start }
        }
        return nil
    }

    /// Whether the bytes from an index on spell a word in upper case, in any case.
    static func matches(_ word: StaticString, in bytes: [UInt8], at index: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index >= 0, index + count <= bytes.count else { return false }
        return word.withUTF8Buffer { buffer in
            for offset in 0..<count {
                let byte = bytes[index + offset]
                let upper = byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
                // `offset` is below `count`, the length of the literal.
                guard unsafe upper == buffer[offset] else { return false }
            }
            return true
        }
    }

    /// Letters with an accent in Latin-1, by the second byte of their UTF-8 minus 0x80, as plain lower-case letters.
    private static let folded = Array("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty".utf8)

    /// Plain lower-case letter for the byte after 0xC3; a space for × and ÷.
    static func foldedLatin(_ second: UInt8) -> UInt8 {
        (0x80...0xBF).contains(second) ? folded[Int(second) - 0x80] : 0x20
    }
}
