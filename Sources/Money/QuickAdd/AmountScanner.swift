import Primitives

/// Reads a sum of money from a place in the line: numbers with units and currencies, joined by `+ - * /`.
///
/// - Source: docs/spec/quick-add.md §3.
struct AmountScanner {
    struct Result {
        let number: ExactNumber
        let currency: Currency?
        /// Where it ends in the line.
        let end: Int
        let hasUnit: Bool
        let isCalculated: Bool
        /// `+` stood before it.
        let isIncoming: Bool
        /// It says more than a bare whole number does.
        var isMarked: Bool { currency != nil || hasUnit || isCalculated || hasFraction || isIncoming }
        let hasFraction: Bool
    }

    private let bytes: [UInt8]
    private var position: Int
    private var currency: Currency?
    private var hasUnit = false
    private var hasFraction = false

    private init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// A sum that begins at a byte and ends where a word ends.
    static func scan(_ bytes: [UInt8], at start: Int) -> Result? {
        var scanner = AmountScanner(bytes, at: start)
        var isIncoming = false
        if let sign = scanner.peek, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            isIncoming = sign == UInt8(ascii: "+")
            scanner.position += 1
        }
        guard let first = scanner.term() else { return nil }
        // Products are kept apart from the sum before them, so that 2 + 3 * 4 is 14.
        var (sum, product, sumSign) = (ExactNumber(0), first, UInt8(ascii: "+"))
        var isCalculated = false
        while let (sign, term) = scanner.operation() {
            isCalculated = true
            if sign == UInt8(ascii: "*") || sign == UInt8(ascii: "/") {
                guard let next = product.combined(term, by: sign) else { return nil }
                product = next
            } else {
                guard let next = sum.combined(product, by: sumSign) else { return nil }
                (sum, product, sumSign) = (next, term, sign)
            }
        }
        guard let total = sum.combined(product, by: sumSign), scanner.isAtWordEnd else { return nil }
        return Result(
            number: total,
            currency: scanner.currency,
            end: scanner.position,
            hasUnit: scanner.hasUnit,
            isCalculated: isCalculated,
            isIncoming: isIncoming,
            hasFraction: scanner.hasFraction
        )
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
    private var isAtWordEnd: Bool { peek.map { $0 <= 0x20 || QuickAddLine.isSeparator($0) } ?? true }

    private mutating func operation() -> (UInt8, ExactNumber)? {
        let before = self
        skipSpaces()
        guard let sign = operatorSign() else {
            self = before
            return nil
        }
        skipSpaces()
        guard let term = term() else {
            self = before
            return nil
        }
        return (sign, term)
    }

    private mutating func operatorSign() -> UInt8? {
        switch peek {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"):
            defer { position += 1 }
            return peek
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            position += 1
            return UInt8(ascii: "*")
        default:
            if take("×") { return UInt8(ascii: "*") }
            if take("÷") { return UInt8(ascii: "/") }
            if take("\u{2212}") { return UInt8(ascii: "-") }
            return nil
        }
    }

    private mutating func term() -> ExactNumber? {
        currencyMark(isBehind: false)
        guard var number = number() else { return nil }
        if let factor = unit() {
            hasUnit = true
            guard let scaled = number.times(factor) else { return nil }
            number = scaled
        }
        currencyMark(isBehind: true)
        return number
    }

    /// Digits with grouping commas and a fraction.
    ///
    /// A last comma before one or two digits is a decimal comma.
    private mutating func number() -> ExactNumber? {
        var digits: Int128 = 0
        var digitCount = 0
        var scale: Int128 = 1
        while let byte = peek {
            if byte >= 0x30, byte <= 0x39 {
                guard digitCount < 20 else { return nil }
                digits = digits * 10 + Int128(byte & 0x0F)
                digitCount += 1
                position += 1
            } else if byte == 0x2C, digitCount > 0, digitsAfter(position) >= 2,
                digitsAfter(position) != 2 || hasGroupAfter
            {
                position += 1
            } else {
                break
            }
        }
        if digitCount > 0, digitCount <= 3, hasDotGroups {
            while peek == 0x2E, digitsAfter(position) == 3, digitCount < 18 {
                for byte in bytes[(position + 1)...(position + 3)] { digits = digits * 10 + Int128(byte & 0x0F) }
                (position, digitCount) = (position + 4, digitCount + 3)
            }
        }
        let isFraction = peek == 0x2E || peek == 0x2C
        if isFraction, digitCount > 0 || peek == 0x2E, (1...6).contains(digitsAfter(position)) {
            position += 1
            hasFraction = true
            while let byte = peek, byte >= 0x30, byte <= 0x39 {
                digits = digits * 10 + Int128(byte & 0x0F)
                scale *= 10
                digitCount += 1
                position += 1
            }
        }
        return digitCount > 0 ? ExactNumber(digits, over: scale) : nil
    }

    private func digitsAfter(_ place: Int) -> Int {
        var count = 0
        while place + 1 + count < bytes.count, bytes[place + 1 + count] >= 0x30, bytes[place + 1 + count] <= 0x39 {
            count += 1
        }
        return count
    }

    /// Indian grouping has pairs, but never at the end: 1,20,000.
    private var hasGroupAfter: Bool {
        let next = position + 3
        return next < bytes.count && bytes[next] == 0x2C && digitsAfter(next) >= 2
    }

    /// Dots group only where a decimal comma, or a second group, says so: 1.234,50 and 1.234.567, not 1.234.
    private var hasDotGroups: Bool {
        var (place, groups) = (position, 0)
        while place < bytes.count, bytes[place] == 0x2E, digitsAfter(place) == 3, groups < 5 {
            (place, groups) = (place + 4, groups + 1)
        }
        let hasComma = place < bytes.count && bytes[place] == 0x2C && (1...2).contains(digitsAfter(place))
        return groups >= 2 || groups == 1 && hasComma
    }

    private static let units: [String: (factor: Int128, mayStandApart: Bool)] = QuickAddLexicon.table([
        ((factor: 1000, mayStandApart: true), "thousand tsd tsd. tausend हज़ार"),
        ((100_000, true), "lakh lakhs lac lacs लाख"), ((10_000_000, true), "crore crores cr करोड़"),
        ((1_000_000, true), "million mn millionen mio mio."), ((1000, false), "k"), ((100_000, false), "l"),
        ((1_000_000, false), "m"),
    ])

    /// Single letters only right behind the number: `2 l milk` is not two lakh.
    private mutating func unit() -> Int128? {
        let before = position
        skipSpaces()
        let run = letters()
        for length in [run.count + 1, run.count] where position + length <= bytes.count {
            // With its dot, if it has one.
            if length > run.count, bytes[position + run.count] != 0x2E { continue }
            let word = String(decoding: bytes[position..<position + length], as: UTF8.self)
            guard let unit = Self.units[QuickAddLine.key(word)], unit.mayStandApart || position == before else {
                continue
            }
            position += length
            return unit.factor
        }
        position = before
        return nil
    }

    /// The letters from here on, of one script.
    private func letters() -> ArraySlice<UInt8> {
        let isPlain = peek.map { $0 < 0x80 } ?? true
        return bytes[position...].prefix { isPlain ? $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A : $0 >= 0x80 }
    }

    private static let marks: [(mark: String, code: String)] = [
        ("₹", "INR"), ("rupees", "INR"), ("rupee", "INR"), ("रुपये", "INR"), ("रुपए", "INR"), ("रुपया", "INR"),
        ("रु", "INR"), ("euros", "EUR"), ("euro", "EUR"), ("rs.", "INR"), ("rs", "INR"), ("$", "USD"), ("€", "EUR"),
        ("£", "GBP"), ("¥", "JPY"), ("₩", "KRW"), ("₫", "VND"), ("₦", "NGN"), ("฿", "THB"), ("₺", "TRY"), ("₴", "UAH"),
        ("₱", "PHP"), ("₪", "ILS"),
    ]

    private mutating func currencyMark(isBehind: Bool) {
        guard currency == nil else { return }
        let before = position
        skipSpaces()
        for (mark, code) in Self.marks
        where mark.utf8.first.map({ $0 < 0x80 && $0 != 0x24 }) == true ? takeWord(mark) : take(mark) {
            currency = Currency(code: code)
            if !isBehind { skipSpaces() }
            return
        }
        let letters = bytes[position...].prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
        let isCapital = letters.allSatisfy { $0 & 0x20 == 0 }
        if letters.count == 3, let found = Currency(code: String(decoding: letters, as: UTF8.self)),
            isCapital || !Self.plainWords.contains(String(decoding: letters, as: UTF8.self).lowercased())
        {
            currency = found
            position += 3
            if !isBehind { skipSpaces() }
            return
        }
        position = before
    }

    /// Codes that are everyday words or names too: they need capitals to mean money.
    private static let plainWords: Set<String> = [
        "all", "try", "top", "cup", "gel", "mop", "sos", "lak", "pen", "bam", "bob", "ron", "mad",
    ]

    private mutating func skipSpaces() { while peek == 0x20 { position += 1 } }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    /// A word in any case, with no letter behind it.
    private mutating func takeWord(_ word: String) -> Bool {
        let wanted = Array(word.utf8)
        guard bytes.count - position >= wanted.count else { return false }
        for (offset, byte) in wanted.enumerated() where bytes[position + offset] | 0x20 != byte | 0x20 { return false }
        let end = position + wanted.count
        if end < bytes.count, bytes[end] | 0x20 >= 0x61, bytes[end] | 0x20 <= 0x7A, wanted.last != 0x2E { return false }
        position = end
        return true
    }
}
