import Cycle

/// Tells by its first bytes what a file is.
///
/// - Source: docs/spec/diary-import.md §3.
enum DiaryDetector {
    enum Kind {
        /// To be read as it arrives.
        case appleHealth
        /// To be read as a whole.
        case json
        case table
    }

    /// What shows in the first bytes, of which there may be fewer in a short file.
    static let headByteCount = 4096

    /// - Throws: `.empty`, `.otherKindOfFile` and `.unknownFormat`.
    static func kind(_ head: [UInt8]) throws(DiaryFileError) -> Kind {
        if let other = otherKind(head) { throw .otherKindOfFile(other) }
        let text = head.dropFirst(head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        guard let first = text.first(where: { $0 > 0x20 }) else { throw .empty }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
        case UInt8(ascii: "<"):
            if AppleHealthStream.isAppleHealth(text) { return .appleHealth }
            if contains("<ClinicalDocument", in: text) { throw .otherKindOfFile(.clinicalDocument) }
            let isPage =
                contains("<html", in: text) || contains("<!doctype html", in: text)
                || contains("<!DOCTYPE html", in: text) || contains("<HTML", in: text)
            if isPage { throw .otherKindOfFile(.webPage) }
            throw .unknownFormat
        default: return .table
        }
    }

    private static func otherKind(_ head: [UInt8]) -> DiaryFileError.OtherKind? {
        let kinds: [(DiaryFileError.OtherKind, [UInt8])] = [
            (.zip, [0x50, 0x4B, 0x03, 0x04]), (.zip, [0x50, 0x4B, 0x05, 0x06]), (.zip, [0x50, 0x4B, 0x07, 0x08]),
            (.pdf, Array("%PDF".utf8)), (.compound, [0xD0, 0xCF, 0x11, 0xE0]), (.picture, [0x89, 0x50, 0x4E, 0x47]),
            (.picture, [0xFF, 0xD8, 0xFF]), (.picture, Array("GIF8".utf8)), (.compressed, [0x1F, 0x8B]),
            (.compressed, Array("BZh".utf8)), (.compressed, [0x28, 0xB5, 0x2F, 0xFD]),
            (.compressed, [0x37, 0x7A, 0xBC, 0xAF]), (.compressed, [0xFD, 0x37, 0x7A, 0x58]),
            (.database, Array("SQLite format 3".utf8)),
        ]
        return kinds.first { head.starts(with: $0.1) }?.0
    }

    /// Whether a word stands in the head of a file; quadratic, and for heads only.
    static func contains(_ word: String, in head: ArraySlice<UInt8>) -> Bool {
        let word = Array(word.utf8)
        var rest = head
        while let start = rest.firstIndex(of: word[0]) {
            if rest[start...].starts(with: word) { return true }
            rest = rest[(start + 1)...]
        }
        return false
    }
}
