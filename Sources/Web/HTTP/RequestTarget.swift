/// The path and query of a request, taken apart.
struct RequestTarget {
    enum Failure: Error, Hashable {
        case malformed
    }

    /// Decoded.
    ///
    /// Equal to what was sent unless that held percent-escapes.
    let path: String
    let segments: [String]
    let query: ArraySlice<UInt8>

    /// Refuses what two readers might resolve differently: empty, `.` and `..` segments, encoded slashes and
    /// backslashes, control characters, invalid escapes, fragments.
    init(_ target: String) throws(Failure) {
        let bytes = Array(target.utf8)
        guard bytes.first == UInt8(ascii: "/"), !bytes.contains(UInt8(ascii: "#")) else { throw .malformed }
        let pathEnd = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
        query = bytes[pathEnd...].dropFirst()
        guard pathEnd > 1 else {
            path = "/"
            segments = []
            return
        }
        var segments: [String] = []
        for raw in bytes[1..<pathEnd].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = PercentCoding.decode(raw, plusIsSpace: false), Self.isPlain(segment) else {
                throw .malformed
            }
            segments.append(segment)
        }
        self.segments = segments
        path = "/" + segments.joined(separator: "/")
    }

    private static func isPlain(_ segment: String) -> Bool {
        guard !segment.isEmpty, segment != ".", segment != ".." else { return false }
        return segment.utf8.allSatisfy {
            $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\")
        }
    }
}
