/// Reads one answer of HTTP/1.1 as it arrives, so that a large body passes through without being kept.
///
/// Source: RFC 9112 §6.3 and §7.1.
package struct HTTPAnswerReader {
    /// Takes the status and the next part of the body.
    package typealias Body = (_ status: Int, _ part: ArraySlice<UInt8>) throws(LocalAPIError) -> Void

    private enum State {
        case head
        case length(Int)
        /// The line that says how long the next chunk is.
        case size
        case chunk(Int)
        /// The line break after a chunk, and after the last one, which has none.
        case chunkEnd(isLast: Bool)
        case done
    }

    /// Ours are a few hundred bytes.
    private static let headByteCountMaximum = 64 * 1024

    /// 0 until the head is there.
    package private(set) var status = 0
    private var state = State.head
    /// What has arrived and is not a whole line or head yet.
    private var held: [UInt8] = []

    package init() {}

    package var isWhole: Bool { if case .done = state { true } else { false } }

    /// Takes bytes as they arrive, and hands on those of the body.
    ///
    /// - Throws: ``LocalAPIError/noAnswer`` where they are not HTTP, and what `body` throws.
    package mutating func take(
        _ bytes: ArraySlice<UInt8>,
        _ body: Body
    ) throws(LocalAPIError) {
        held += bytes
        var rest = held[...]
        while try step(&rest, body) {}
        held = Array(rest)
    }

    /// Takes what comes next off the front; false when it has not arrived whole.
    private mutating func step(
        _ rest: inout ArraySlice<UInt8>,
        _ body: Body
    ) throws(LocalAPIError) -> Bool {
        switch state {
        case .head: return try takeHead(&rest)
        case .length(let count):
            let part = rest.prefix(count)
            if !part.isEmpty { try body(status, part) }
            rest = rest.dropFirst(part.count)
            state = part.count == count ? .done : .length(count - part.count)
            return isWhole && !rest.isEmpty
        case .size:
            guard let line = try Self.takeLine(&rest) else { return false }
            guard let count = Int(String(decoding: line.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self), radix: 16),
                count >= 0
            else { throw .noAnswer }
            state = count == 0 ? .chunkEnd(isLast: true) : .chunk(count)
            return true
        case .chunk(let count):
            let part = rest.prefix(count)
            if !part.isEmpty { try body(status, part) }
            rest = rest.dropFirst(part.count)
            state = part.count == count ? .chunkEnd(isLast: false) : .chunk(count - part.count)
            return part.count == count
        case .chunkEnd(let isLast):
            guard let line = try Self.takeLine(&rest) else { return false }
            guard line.isEmpty else { throw .noAnswer }  // no server of ours sends trailers
            state = isLast ? .done : .size
            return !rest.isEmpty
        case .done:
            guard rest.isEmpty else { throw .noAnswer }  // nothing may follow
            return false
        }
    }

    private mutating func takeHead(_ rest: inout ArraySlice<UInt8>) throws(LocalAPIError) -> Bool {
        guard let head = HTTPMessage.head(of: rest) else {
            guard rest.count < Self.headByteCountMaximum else { throw .noAnswer }
            return false
        }
        rest = rest[head.end...]
        if head.status < 200 { return true }  // an interim answer such as 100 Continue; the real one follows
        status = head.status
        if head.isChunked {
            state = .size
        } else if head.status == 204 || head.status == 304 {
            state = .done
        } else {
            guard let length = head.length else { throw .noAnswer }
            state = length == 0 ? .done : .length(length)
        }
        return !rest.isEmpty
    }

    private static func takeLine(_ rest: inout ArraySlice<UInt8>) throws(LocalAPIError) -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: 0x0A) else {
            guard rest.count < headByteCountMaximum else { throw .noAnswer }
            return nil
        }
        guard end > rest.startIndex, rest[end - 1] == 0x0D else { throw .noAnswer }
        let line = rest[..<(end - 1)]
        rest = rest[(end + 1)...]
        return line
    }
}
