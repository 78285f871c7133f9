/// Goes through the lines of a text, counting from 1; LF, CR LF and CR each end one.
struct JournalLines {
    let bytes: [UInt8]
    private let keepsSpaces: Bool
    private var position = 0
    private(set) var number = 0

    /// `keepsSpaces`: those at the end of a line are part of it.
    init(_ bytes: [UInt8], keepsSpaces: Bool = false) {
        self.bytes = bytes
        self.keepsSpaces = keepsSpaces
    }

    /// The next line without its end, and without spaces at its end unless they are kept; nil after the last.
    mutating func next() -> Range<Int>? {
        guard position < bytes.count else { return nil }
        number += 1
        let start = position
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
        var end = position
        if position < bytes.count {
            if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
            position += 1
        }
        while !keepsSpaces, end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }
}
