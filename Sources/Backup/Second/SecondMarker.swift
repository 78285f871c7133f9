import Primitives

/// What says that a copy is whole: the last file of it, with every other one's length and hash.
///
/// ```text
/// flowkeep-copy 1
/// 9f86d081884c7d65…  423 header
/// ```
/// - Source: docs/spec/backup-second.md §3.
struct SecondMarker: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let path: String
        let byteCount: Int
        let digest: [UInt8]
    }

    static let name = "copied"
    static let byteCountMaximum = 4 << 20
    private static let title = "flowkeep-copy 1"

    let entries: [Entry]

    init(_ files: [SecondFile]) {
        entries = files.map { Entry(path: $0.path, byteCount: $0.byteCount, digest: $0.digest) }
            .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    var bytes: [UInt8] {
        Array(
            ([Self.title] + entries.map { "\(Self.text($0.digest)) \($0.byteCount) \($0.path)" })
                .map { $0 + "\n" }.joined().utf8
        )
    }

    /// Nil for anything else, and for paths that no backup has.
    init?(decoding bytes: [UInt8]) {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        guard lines.popLast()?.isEmpty == true, let first = lines.first, Array(first) == Array(Self.title.utf8) else {
            return nil
        }
        var entries: [Entry] = []
        for line in lines.dropFirst() {
            let parts = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2).map(String.init)
            guard parts.count == 3, let digest = Self.digest(parts[0]), let byteCount = Int(parts[1]), byteCount >= 0,
                BackupFileName(copied: parts[2]) != nil, !entries.contains(where: { $0.path == parts[2] })
            else { return nil }
            entries.append(Entry(path: parts[2], byteCount: byteCount, digest: digest))
        }
        guard entries.contains(where: { $0.path == BackupFileName.header.path }) else { return nil }
        self.entries = entries
    }

    private static func text(_ digest: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func digest(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            let pair = String(decoding: digits[index..<(index + 2)], as: UTF8.self)
            guard pair.allSatisfy(\.isHexDigit), let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}

extension BackupFileName {
    /// Reads a path of a copy, which has a header and a manifest besides what a manifest names.
    init?(copied path: String) {
        switch path {
        case Self.header.path: self = .header
        case Self.manifest.path: self = .manifest
        default: self.init(path: path)
        }
    }
}
