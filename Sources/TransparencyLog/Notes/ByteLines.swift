import Primitives

/// Takes one line after another off the front of some bytes.
struct ByteLines {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next line without its end; nil when no line end follows.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    /// The hashes of the lines up to an empty one, which is taken as well; nil when a line is no hash, or they are more
    /// than `maximum`.
    mutating func nextHashes(maximum: Int) -> [TreeHash]? {
        var hashes: [TreeHash] = []
        while let line = next() {
            if line.isEmpty { return hashes }
            guard hashes.count < maximum, let hash = Base64.decode(line).flatMap({ TreeHash(bytes: $0) }) else {
                return nil
            }
            hashes.append(hash)
        }
        return nil
    }
}
