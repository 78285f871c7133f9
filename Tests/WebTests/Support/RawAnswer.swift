/// One HTTP/1.1 answer as it came.
struct RawAnswer: Sendable {
    let status: Int
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(name: String) -> String? { fields.first { $0.name == name.lowercased() }?.value }

    func all(_ name: String) -> [String] { fields.filter { $0.name == name.lowercased() }.map(\.value) }

    /// Takes an answer off the front of `bytes`; nil while it is incomplete.
    static func take(from bytes: inout [UInt8], isHead: Bool) -> RawAnswer? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.utf8Range(of: "\r\n\r\n") else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first.flatMap({ $0.split(separator: " ").dropFirst().first }).flatMap({ Int($0) })
        else {
            return nil
        }
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: parts[0].lowercased(), value: parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
        }
        if !isHead, fields.contains(where: { $0.name == "transfer-encoding" && $0.value.lowercased() == "chunked" }) {
            guard let (body, end) = chunks(bytes, from: end + 4) else { return nil }
            bytes.removeFirst(end)
            return RawAnswer(status: status, fields: fields, body: body)
        }
        let length =
            isHead || status == 304 ? 0 : fields.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        let bodyStart = end + 4
        guard bytes.count >= bodyStart + length else { return nil }
        let answer = RawAnswer(status: status, fields: fields, body: Array(bytes[bodyStart..<(bodyStart + length)]))
        bytes.removeFirst(bodyStart + length)
        return answer
    }

    /// The body of chunks (RFC 9112 §7.1) and where it ends; nil while it is incomplete.
    private static func chunks(_ bytes: [UInt8], from start: Int) -> (body: [UInt8], end: Int)? {
        var body: [UInt8] = []
        var place = start
        while let lineEnd = bytes[place...].firstIndex(of: 0x0A) {
            let line = String(decoding: bytes[place..<lineEnd], as: UTF8.self).prefix { $0.isHexDigit }
            guard let count = Int(line, radix: 16), bytes.count >= lineEnd + 1 + count + 2 else { return nil }
            body += bytes[(lineEnd + 1)..<(lineEnd + 1 + count)]
            place = lineEnd + 1 + count + 2
            if count == 0 { return (body, place) }
        }
        return nil
    }
}

extension String {
    fileprivate func utf8Range(of pattern: String) -> Int? {
        let bytes = Array(utf8)
        let wanted = Array(pattern.utf8)
        guard bytes.count >= wanted.count else { return nil }
        return (0...(bytes.count - wanted.count)).first { Array(bytes[$0..<($0 + wanted.count)]) == wanted }
    }
}
