/// A typed line cut into words.
struct QuickAddLine {
    struct Word {
        let text: String
        /// Without case, accents and nukta.
        var key: String
        /// Bytes of the line as typed.
        let range: Range<Int>
        /// Where it begins in ``digits``.
        let start: Int
        var isUsed = false
    }

    /// As typed.
    let bytes: [UInt8]
    /// The same with १ as 1, which takes fewer bytes.
    private let digits: [UInt8]
    var words: [Word] = []
    /// How figures are read in it.
    var marks: AmountMarks

    init(_ text: String, marks: AmountMarks = AmountMarks()) {
        bytes = Array(text.utf8)
        digits = Self.withPlainDigits(bytes[...])
        self.marks = marks
        var start: Int?
        for index in 0...bytes.count {
            let isSpace = index == bytes.count || bytes[index] <= 0x20
            if isSpace, let first = start {
                append(first..<index)
                start = nil
            } else if !isSpace, start == nil {
                start = index
            }
        }
    }

    /// A marker in front of a word (`#`, `@`) stays with it; alone it is a word.
    private mutating func append(_ range: Range<Int>) {
        var range = range
        // A comma, semicolon or colon behind a word only separates.
        while let last = bytes[range].last, Self.isSeparator(last), range.count > 1 {
            range = range.lowerBound..<range.upperBound - 1
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        let start = range.lowerBound - 2 * Self.digitCount(bytes[..<range.lowerBound])
        words.append(Word(text: text, key: Self.key(text), range: range, start: start))
    }

    // MARK: Figures

    /// The amount that begins at a word, and the word behind its end; nil where it does not end with a word.
    func amount(at place: Int) -> (scan: AmountScanner.Result, end: Int)? {
        guard words.indices.contains(place),
            let scan = AmountScanner.scan(digits, at: words[place].start, marks)
        else { return nil }
        var next = place
        while next < words.count, words[next].start < scan.end { next += 1 }
        guard next > place else { return nil }
        let last = words[next - 1]
        let length = last.range.count - 2 * Self.digitCount(bytes[last.range])
        return scan.end >= last.start + length ? (scan, next) : nil
    }

    /// U+0966 to U+096F, the figures of Hindi, as ASCII.
    static func withPlainDigits(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = bytes.startIndex
        while place < bytes.endIndex {
            if isDigit(bytes, place) {
                result.append(bytes[place + 2] - 0xA6 + 0x30)
                place += 3
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }

    private static func digitCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.indices.count { isDigit(bytes, $0) }
    }

    /// Whether such a figure, of three bytes, begins here.
    private static func isDigit(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Bool {
        guard bytes[place] == 0xE0, place + 2 < bytes.endIndex else { return false }
        return bytes[place + 1] == 0xA5 && bytes[place + 2] >= 0xA6 && bytes[place + 2] <= 0xAF
    }

    static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x3A || byte == 0x3B }

    /// A word as it is compared: as search folds it, and हज़ार is हजार, १२ is 12.
    static func key(_ text: some StringProtocol) -> String {
        let folded = withPlainDigits(TextFold.folded(text)[...])
        guard folded.contains(0xE0) else { return String(decoding: folded, as: UTF8.self) }
        var result = String.UnicodeScalarView()
        for scalar in String(decoding: folded, as: UTF8.self).unicodeScalars {
            if scalar.value == 0x93C { continue }  // the sign of its own
            if (0x958...0x95F).contains(scalar.value) {
                result.append(withoutNukta[Int(scalar.value) - 0x958])
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The letters U+0958 to U+095F without the dot below.
    private static let withoutNukta = Array("कखगजडढफय".unicodeScalars)

    /// The words of a range joined, as typed.
    func text(_ places: Range<Int>) -> String {
        String(decoding: bytes[range(places)], as: UTF8.self)
    }

    func range(_ places: Range<Int>) -> Range<Int> {
        words[places.lowerBound].range.lowerBound..<words[places.upperBound - 1].range.upperBound
    }

    func key(_ place: Int) -> String? { words.indices.contains(place) ? words[place].key : nil }

    /// The key of a word that nothing has claimed yet.
    func freeKey(_ place: Int) -> String? { isFree(place) ? words[place].key : nil }

    func isFree(_ place: Int) -> Bool { words.indices.contains(place) && !words[place].isUsed }

    func areFree(_ places: Range<Int>) -> Bool { places.allSatisfy { isFree($0) } }

    mutating func use(_ places: Range<Int>) {
        for place in places { words[place].isUsed = true }
    }

    /// Whether a byte of this kind stands directly behind a word: `1240:`.
    func isFollowed(_ place: Int, by byte: UInt8) -> Bool {
        guard words.indices.contains(place) else { return false }
        let end = words[place].range.upperBound
        return end < bytes.count && bytes[end] == byte
    }
}
