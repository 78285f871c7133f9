import Primitives

/// How figures are read in a line: by the person's marks, and by the words beside them.
///
/// - Source: docs/spec/quick-add.md §3.
struct AmountMarks {
    /// A comma stands before decimals, so `1,200` may be less than two.
    var areContinental = false
    /// Three digits behind a dot are a group: `1.200`.
    var dotsGroup = false
    /// Whose dollars are meant.
    var base: Currency?
}

extension AmountMarks {
    init(_ settings: MoneySettings, isGerman: Bool) {
        areContinental = settings.digitGrouping == .continental
        dotsGroup = areContinental || isGerman
        base = settings.baseCurrency
    }
}

extension AmountScanner {
    /// A sign or word and its currencies: the person's own where it is among them, else the first.
    private static let signs: [(mark: String, codes: [String], isWord: Bool)] = {
        let rows: [(codes: String, marks: String, isWord: Bool)] = [
            (rupees, "rupees rupee rupien rupie rs. rs", true), ("INR", "रुपये रुपए रुपया रु", true),
            ("INR", "₹", false),
            (dollars, "dollars dollar डॉलर डालर", true), (dollars, "$", false),
            (pounds, "pounds pound pfund पाउंड पौंड पाउण्ड", true), (pounds, "£", false),
            ("EUR", "euros euro यूरो", true), ("EUR", "€", false), ("JPY", "yen येन", true), ("JPY CNY", "¥", false),
            ("CHF", "franken", true), ("KRW", "₩", false), ("VND", "₫", false), ("NGN", "₦", false),
            ("THB", "฿", false),
            ("TRY", "₺", false), ("UAH", "₴", false), ("PHP", "₱", false), ("ILS", "₪", false),
        ]
        return rows.flatMap { row in
            let codes = row.codes.split(separator: " ").map(String.init)
            return row.marks.split(separator: " ").map { (String($0), codes, row.isWord) }
        }
    }()

    private static let dollars =
        "USD AUD CAD NZD SGD HKD TWD BND FJD JMD TTD BBD BSD BZD BMD KYD XCD GYD SRD LRD NAD SBD"
    private static let rupees = "INR PKR NPR LKR MUR SCR"
    private static let pounds = "GBP EGP GIP FKP SHP LBP SYP SDG SSP"
    /// What is weighed in them is no money: `2 pounds apples`.
    private static let weights: Set<String> = ["pounds", "pound", "pfund", "पाउंड", "पौंड", "पाउण्ड"]

    /// Codes that are everyday words or names too: they need capitals to mean money.
    private static let plainWords: Set<String> = [
        "all", "try", "top", "cup", "gel", "mop", "sos", "lak", "pen", "bam", "bob", "ron", "mad",
    ]

    mutating func currencyMark(isBehind: Bool) {
        guard currency == nil else { return }
        let before = position
        skipSpaces()
        guard takeSign() || takeCode() else {
            position = before
            return
        }
        if !isBehind { skipSpaces() }
    }

    private mutating func takeSign() -> Bool {
        for (mark, codes, isWord) in Self.signs where isWord ? takeWord(mark) : take(mark) {
            let own = marks.base.flatMap { codes.contains($0.code) ? $0 : nil }
            currency = own ?? Currency(code: codes[0])
            isWeight = isWeight || Self.weights.contains(mark)
            return true
        }
        return false
    }

    private mutating func takeCode() -> Bool {
        let letters = bytes[position...].prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
        guard letters.count == 3 else { return false }
        let code = String(decoding: letters, as: UTF8.self)
        let isCapital = letters.allSatisfy { $0 & 0x20 == 0 }
        guard let found = Currency(code: code), isCapital || !Self.plainWords.contains(code.lowercased()) else {
            return false
        }
        currency = found
        position += 3
        return true
    }

    mutating func skipSpaces() { while peek == 0x20 { position += 1 } }

    mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    /// A word in any case, with no letter behind it.
    private mutating func takeWord(_ word: String) -> Bool {
        let wanted = Array(word.utf8)
        let end = position + wanted.count
        guard end <= bytes.count else { return false }
        for (offset, byte) in wanted.enumerated() where !Self.isSame(bytes[position + offset], byte) { return false }
        if wanted.last != 0x2E, isLetter(end) { return false }
        position = end
        return true
    }

    private static func isSame(_ byte: UInt8, _ other: UInt8) -> Bool {
        byte == other || byte < 0x80 && other < 0x80 && byte | 0x20 == other | 0x20
    }

    /// A letter without accents, or a letter or sign of Devanagari.
    private func isLetter(_ place: Int) -> Bool {
        guard place < bytes.count else { return false }
        if bytes[place] | 0x20 >= 0x61, bytes[place] | 0x20 <= 0x7A { return true }
        return place + 1 < bytes.count && bytes[place] == 0xE0 && (0xA4...0xA5).contains(bytes[place + 1])
    }
}
