import Money

/// Splits OFX, SGML and XML alike, into opening tags, closing tags and text.
///
/// No document type, no entities but the five and numbers, nothing fetched. Source: statement-import §4.
struct OFXTokenizer {
    enum Token {
        /// Name in upper case.
        case open(String)
        case close(String)
        /// Range of bytes, not empty after trimming.
        case text(Range<Int>)
        case end
    }

    /// Longer names than any of OFX and its extensions; a `<` in plain text ends here.
    private static let nameLimit = 64

    let bytes: [UInt8]
    private(set) var position: Int
    /// `<X/>` is an opening and a closing tag.
    private var pendingClose: String?
    /// Names seen, so that 100,000 transactions do not make a million strings.
    private var names: [UInt64: String] = [:]

    init(_ bytes: [UInt8], from position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// Where the token just returned begins.
    private(set) var tokenStart = 0

    mutating func next() throws(StatementError) -> Token {
        if let name = pendingClose {
            pendingClose = nil
            return .close(name)
        }
        while position < bytes.count {
            tokenStart = position
            if bytes[position] != 0x3C {
                if let range = takeText() { return .text(range) }
                continue
            }
            if let token = try takeMarkup() { return token }
        }
        return .end
    }

    /// Text up to the next tag; nil when it is only space.
    ///
    /// A `<` that begins no tag belongs to the text.
    private mutating func takeText() -> Range<Int>? {
        var start = position
        while position < bytes.count, !(bytes[position] == 0x3C && isMarkup(at: position + 1)) { position += 1 }
        var end = position
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start < end ? start..<end : nil
    }

    private func isMarkup(at index: Int) -> Bool {
        guard index < bytes.count else { return false }
        let byte = bytes[index]
        return byte == 0x2F || byte == 0x21 || byte == 0x3F || isLetter(byte)
    }

    private mutating func takeMarkup() throws(StatementError) -> Token? {
        guard isMarkup(at: position + 1) else {
            position += 1  // a lone `<` before nothing that is a tag
            return takeText().map(Token.text)
        }
        switch bytes[position + 1] {
        case 0x3F:
            skip(past: [0x3F, 0x3E], from: position + 2)
            return nil
        case 0x21: return try takeDeclaration()
        case 0x2F:
            position += 2
            let name = takeName()
            skipToClose()
            return .close(name)
        default:
            position += 1
            let name = takeName()
            if skipToClose() { pendingClose = name }
            return .open(name)
        }
    }

    /// Comments are skipped, CDATA is text, everything else is refused.
    private mutating func takeDeclaration() throws(StatementError) -> Token? {
        if ByteSearch.matches("<!--", in: bytes, at: position) {
            skip(past: [0x2D, 0x2D, 0x3E], from: position + 4)
            return nil
        }
        guard ByteSearch.matches("<![CDATA[", in: bytes, at: position) else { throw .documentTypeRefused }
        let start = position + 9
        skip(past: [0x5D, 0x5D, 0x3E], from: start)
        let end = max(start, position - 3)
        return start < end ? .text(start..<end) : nil
    }

    private mutating func skip(past ending: [UInt8], from start: Int) {
        position = min(start, bytes.count)
        while position < bytes.count {
            if bytes[position] == ending[0], position + ending.count <= bytes.count,
                bytes[position..<(position + ending.count)].elementsEqual(ending)
            {
                position += ending.count
                return
            }
            position += 1
        }
    }

    private mutating func takeName() -> String {
        let start = position
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        while position < bytes.count, isName(bytes[position]), position - start < Self.nameLimit {
            hash = (hash ^ UInt64(upper(bytes[position]))) &* 0x0000_0100_0000_01B3
            position += 1
        }
        let range = start..<position
        if let known = names[hash], known.utf8.elementsEqual(bytes[range].lazy.map(upper)) { return known }
        let name = String(decoding: bytes[range].map(upper), as: UTF8.self)
        if names.count < 512 { names[hash] = name }
        return name
    }

    /// Skips attributes up to `>`; true for `/>`.
    @discardableResult
    private mutating func skipToClose() -> Bool {
        var previous: UInt8 = 0
        while position < bytes.count, bytes[position] != 0x3E {
            if bytes[position] == 0x3C { return false }  // a tag that never closes ends where the next begins
            previous = bytes[position]
            position += 1
        }
        if position < bytes.count { position += 1 }
        return previous == 0x2F
    }

    private func upper(_ byte: UInt8) -> UInt8 { byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte }

    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

    private func isName(_ byte: UInt8) -> Bool {
        isLetter(byte) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte == 0x5F || byte == 0x2D || byte == 0x3A
    }
}
