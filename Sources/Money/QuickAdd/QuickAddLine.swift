/// A typed line cut into words.
struct QuickAddLine {
    struct Word {
        let text: String
        /// Without case, accents and nukta.
        var key: String
        let range: Range<Int>
        var isUsed = false
    }

    let bytes: [UInt8]
    var words: [Word] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
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
        words.append(Word(text: text, key: Self.key(text), range: range))
    }

    static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x3A || byte == 0x3B }

    /// A word as it is compared: as search folds it, and हज़ार is हजार.
    static func key(_ text: some StringProtocol) -> String {
        let folded = TextFold.folded(text)
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
