/// As much of HTTP/1.1 as a command needs to talk to its own server: one request with a length, one answer to the end
/// of the connection.
///
/// Source: RFC 9112 §3, §6.3 and §7.1.
package enum HTTPMessage {
    /// Larger than any report or page of a list.
    static let byteCountMaximum = 64 * 1_048_576

    package static func encode(_ request: LocalRequest) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(request.body.count + 512)
        bytes += Array("\(request.method) \(request.target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".utf8)
        for field in request.fields {
            bytes += Array(field.name.utf8) + [UInt8(ascii: ":"), UInt8(ascii: " ")] + field.value + [13, 10]
        }
        bytes += Array("Content-Length: \(request.body.count)\r\n\r\n".utf8)
        return bytes + request.body
    }

    /// The head of an answer: where it ends, and how its body is sent.
    struct Head {
        let end: Int
        let status: Int
        var length: Int?
        var isChunked = false
    }

    /// Nil while it is not there whole, and when it is not HTTP.
    static func head(of bytes: ArraySlice<UInt8>) -> Head? {
        guard let end = firstRange(of: [13, 10, 13, 10], in: bytes) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1", words[1].utf8.count == 3, let status = Int(words[1]) else {
            return nil
        }
        var head = Head(end: end.upperBound, status: status)
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            let value = parts[1].drop { $0 == " " }
            switch parts[0].lowercased() {
            case "content-length": head.length = Int(value)
            case "transfer-encoding": head.isChunked = value.lowercased() == "chunked"
            default: continue
            }
        }
        return head
    }

    /// Reads a whole answer; nil when it is cut short or not HTTP.
    package static func decode(_ bytes: ArraySlice<UInt8>) -> LocalAnswer? {
        guard let head = head(of: bytes) else { return nil }
        let (status, rest) = (head.status, bytes[head.end...])
        if status < 200 { return decode(rest) }  // an interim answer such as 100 Continue; the real one follows
        if head.isChunked { return dechunk(rest).map { LocalAnswer(status: status, body: $0) } }
        if status == 204 || status == 304 { return LocalAnswer(status: status, body: []) }
        guard let length = head.length, rest.count == length else { return nil }
        return LocalAnswer(status: status, body: Array(rest))
    }

    private static func dechunk(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var body: [UInt8] = []
        var rest = bytes
        while let end = firstRange(of: [13, 10], in: rest) {
            let text = String(decoding: rest[..<end.lowerBound], as: UTF8.self).prefix { $0 != ";" }
            guard let count = Int(text, radix: 16), count >= 0, rest.endIndex - end.upperBound - 2 >= count
            else { return nil }
            if count == 0 { return body }
            body += rest[end.upperBound..<end.upperBound + count]
            rest = rest[(end.upperBound + count + 2)...]
        }
        return nil
    }

    private static func firstRange(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        var start = bytes.startIndex
        while let found = bytes[start...].firstIndex(of: needle[0]) {
            guard bytes.endIndex - found >= needle.count else { return nil }
            if bytes[found..<found + needle.count].elementsEqual(needle) { return found..<found + needle.count }
            start = found + 1
        }
        return nil
    }
}
