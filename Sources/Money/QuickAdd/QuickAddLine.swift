import Primitives

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
        digits = WordKey.withPlainDigits(bytes[...])
        self.marks = marks
        for word in TypedWord.words(of: text) {
            let start = word.range.lowerBound - 2 * WordKey.hindiDigitCount(bytes[..<word.range.lowerBound])
            words.append(Word(text: word.text, key: word.key, range: word.range, start: start))
        }
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
        let length = last.range.count - 2 * WordKey.hindiDigitCount(bytes[last.range])
        return scan.end >= last.start + length ? (scan, next) : nil
    }

    /// A word as it is compared.
    static func key(_ text: some StringProtocol) -> String { WordKey.key(text) }

    /// Reads days from the words.
    func days(_ today: CalendarDay, _ order: DateOrder, isStart: Bool = false) -> DayScanner {
        DayScanner(words.map(\.key), today: today, isMonthFirst: order == .monthDayYear, isStart: isStart)
    }

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
