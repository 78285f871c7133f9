import Money

/// Splits XML into opening tags, closing tags and text, in one pass and without a tree.
///
/// No document type, no entities but the five and numbers, nothing fetched. Source: statement-import §4.
struct XMLTokenizer {
    enum Token {
        /// Name without its prefix, and the bytes of the attributes.
        case open(String, attributes: Range<Int>)
        case close(String)
        /// Not empty after trimming.
        case text(Range<Int>)
        case end
    }

    private static let nameLimit = 64

    let bytes: [UInt8]
    private var position = 0
    private var pendingClose: String?
    private var names: [UInt64: String] = [:]
    /// Where the token just returned begins.
    private(set) var tokenStart = 0
    /// Whether the file ended inside a tag.
    private(set) var isTruncated = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() throws(StatementError) -> Token {
        if let name = pendingClose {
            pendingClose = nil
            return .close(name)
        }
        while position < bytes.count {
            tokenStart = position
            if bytes[position] == 0x3C {
                if let token = try takeMarkup() { return token }
            } else if let range = takeText() {
                return .text(range)
            }
        }
        return .end
    }

    private mutating func takeText() -> Range<Int>? {
        var start = position
        while position < bytes.count, bytes[position] != 0x3C { position += 1 }
        var end = position
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start < end ? start..<end : nil
    }

    private mutating func takeMarkup() throws(StatementError) -> Token? {
        guard position + 1 < bytes.count else {
            position += 1
            isTruncated = true
            return nil
        }
        switch bytes[position + 1] {
        case 0x3F:
            skip(past: [0x3F, 0x3E], from: position + 2)
            return nil
        case 0x21:
            if ByteSearch.matches("<!--", in: bytes, at: position) {
                skip(past: [0x2D, 0x2D, 0x3E], from: position + 4)
                return nil
            }
            guard ByteSearch.matches("<![CDATA[", in: bytes, at: position) else { throw .documentTypeRefused }
            let start = position + 9
            skip(past: [0x5D, 0x5D, 0x3E], from: start)
            return start < position - 3 ? .text(start..<(position - 3)) : nil
        case 0x2F:
            position += 2
            let name = takeName()
            _ = takeAttributes()
            return .close(name)
        default:
            position += 1
            let name = takeName()
            let (attributes, isEmpty) = takeAttributes()
            if isEmpty { pendingClose = name }
            return .open(name, attributes: attributes)
        }
    }

    private mutating func skip(past ending: [UInt8], from start: Int) {
        position = min(start, bytes.count)
        while position + ending.count <= bytes.count {
            if bytes[position..<(position + ending.count)].elementsEqual(ending) {
                position += ending.count
                return
            }
            position += 1
        }
        position = bytes.count
        isTruncated = true
    }

    private mutating func takeName() -> String {
        var start = position
        while position < bytes.count, isName(bytes[position]), position - start < Self.nameLimit {
            // What stands before a colon names a name space.
            if bytes[position] == 0x3A { start = position + 1 }
            position += 1
        }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in start..<position { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
        if let known = names[hash], known.utf8.elementsEqual(bytes[start..<position]) { return known }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        if names.count < 512 { names[hash] = name }
        return name
    }

    /// Up to `>` outside of quotes; whether the tag closes itself.
    private mutating func takeAttributes() -> (range: Range<Int>, isEmpty: Bool) {
        let start = position
        var quote: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E {
                let isEmpty = position > start && bytes[position - 1] == 0x2F
                let range = start..<(isEmpty ? position - 1 : position)
                position += 1
                return (range, isEmpty)
            }
            position += 1
        }
        isTruncated = true
        return (start..<position, false)
    }

    private func isName(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return (letter >= 0x61 && letter <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte == 0x5F
            || byte == 0x2D || byte == 0x3A || byte >= 0x80
    }
}
