/// A typed line cut into words.
struct QuickAddLine {
    struct Word {
        let text: String
        /// Without case and accents.
        let key: String
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
        // A comma or semicolon behind a word only separates.
        while let last = bytes[range].last, last == 0x2C || last == 0x3B, range.count > 1 {
            range = range.lowerBound..<range.upperBound - 1
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        words.append(Word(text: text, key: String(decoding: TextFold.folded(text), as: UTF8.self), range: range))
    }

    /// The words of a range joined, as typed.
    func text(_ places: Range<Int>) -> String {
        String(decoding: bytes[range(places)], as: UTF8.self)
    }

    func range(_ places: Range<Int>) -> Range<Int> {
        words[places.lowerBound].range.lowerBound..<words[places.upperBound - 1].range.upperBound
    }

    func key(_ place: Int) -> String? { words.indices.contains(place) ? words[place].key : nil }

    func isFree(_ place: Int) -> Bool { words.indices.contains(place) && !words[place].isUsed }

    mutating func use(_ places: Range<Int>) {
        for place in places { words[place].isUsed = true }
    }

    /// The place after the word that ends at a byte; nil when none ends there.
    func place(endingAt byte: Int, from place: Int) -> Int? {
        for next in place..<words.count where words[next].range.upperBound == byte { return next + 1 }
        return nil
    }
}
