import Primitives

/// A tar archive (POSIX.1-1988 ustar) of small files, made in memory.
struct TapeArchive: Sendable {
    private static let blockByteCount = 512
    private var bytes: [UInt8] = []

    /// Adds a file; `name` is ASCII of at most 100 bytes.
    mutating func append(_ name: String, _ content: [UInt8], at time: Timestamp) {
        precondition(name.utf8.count <= 100 && name.utf8.allSatisfy { $0 < 0x80 }, "a name fits its field")
        var header = [UInt8](repeating: 0, count: Self.blockByteCount)
        func put(_ text: String, at offset: Int) {
            header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0)
        put("0000600", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(Self.octal(content.count), at: 124)
        put(Self.octal(Int(max(0, time.seconds))), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(String(Self.octal(sum).suffix(6)) + "\0 ", at: 148)
        bytes += header + content
        let rest = content.count % Self.blockByteCount
        if rest > 0 { bytes += [UInt8](repeating: 0, count: Self.blockByteCount - rest) }
    }

    /// The archive with the two empty blocks that end it.
    func finished() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 2 * Self.blockByteCount) }

    private static func octal(_ number: Int) -> String {
        let digits = String(number, radix: 8)
        return String(repeating: "0", count: max(0, 11 - digits.count)) + digits
    }
}
