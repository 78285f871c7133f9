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
        /// It says more, but of something else perhaps: `2l milk`, `31/4`, `2 pounds apples`.
        let isWeak: Bool
        /// Decimals as typed, less those that a unit takes up.
        let decimalCount: Int
        let grouping: Grouping
    }

    /// What three digits behind a dot or a comma are: of several numbers, what is least certain.
    enum Grouping: Int, Comparable {
        case plain
        /// Decimals, which elsewhere would be a group: `1.250`.
        case likeGroup
        /// A group, since her marks or the words of the line have it so.
        case byMarks
        /// Either.
        case unclear

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    let bytes: [UInt8]
    let marks: AmountMarks
    var position: Int
    var currency: Currency?
    /// The word for the currency is one for a weight, too.
    var isWeight = false
    private var hasUnit = false
    private var hasLetterUnit = false
    private var hasFraction = false
    private var decimalCount = 0
    private var grouping = Grouping.plain
    private var isSmall = true

    private init(_ bytes: [UInt8], at position: Int, _ marks: AmountMarks) {
        self.bytes = bytes
        self.position = position
        self.marks = marks
    }

    /// A sum that begins at a byte and ends where a word ends.
    static func scan(_ bytes: [UInt8], at start: Int, _ marks: AmountMarks) -> Result? {
        var scanner = AmountScanner(bytes, at: start, marks)
        var isIncoming = false
        if let sign = scanner.peek, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            isIncoming = sign == UInt8(ascii: "+")
            scanner.position += 1
        }
        guard let first = scanner.term() else { return nil }
        // Products are kept apart from the sum before them, so that 2 + 3 * 4 is 14.
        var (sum, product, sumSign) = (ExactNumber(0), first, UInt8(ascii: "+"))
        var operationCount = 0
        while let (sign, term) = scanner.operation() {
            operationCount += 1
            if sign == UInt8(ascii: "*") || sign == UInt8(ascii: "/") {
                guard let next = product.combined(term, by: sign) else { return nil }
                product = next
            } else {
                guard let next = sum.combined(product, by: sumSign) else { return nil }
                (sum, product, sumSign) = (next, term, sign)
            }
        }
        guard let total = sum.combined(product, by: sumSign), scanner.isAtWordEnd else { return nil }
        return scanner.result(total, operationCount, isIncoming: isIncoming)
    }

    private func result(_ number: ExactNumber, _ operationCount: Int, isIncoming: Bool) -> Result {
        let isShortSum = operationCount == 1 && isSmall && currency == nil
        return Result(
            number: number,
            currency: currency,
            end: position,
            hasUnit: hasUnit,
            isCalculated: operationCount > 0,
            isIncoming: isIncoming,
            hasFraction: hasFraction,
            isWeak: isWeight || isShortSum || hasLetterUnit && currency == nil,
            decimalCount: decimalCount,
            grouping: grouping
        )
    }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
    private var isAtWordEnd: Bool { peek.map { $0 <= 0x20 || TypedWord.isSeparator($0) } ?? true }

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
        guard let (plain, decimals, wanted) = number() else { return nil }
        var (number, count, grouping) = (plain, decimals, wanted)
        if let factor = unit() {
            hasUnit = true
            guard let scaled = number.times(factor) else { return nil }
            number = scaled
            var rest = factor
            while rest >= 10, count > 0 { (rest, count) = (rest / 10, count - 1) }
            // `1.200 Mio`: what the dot does is worth a thousand.
            grouping = wanted == .byMarks ? .unclear : wanted == .likeGroup ? .plain : wanted
        }
        decimalCount = max(decimalCount, count)
        self.grouping = max(self.grouping, grouping)
        isSmall = isSmall && number.denominator == 1 && number.numerator < 100
        currencyMark(isBehind: true)
        return number
    }

    /// Digits with grouping commas and a fraction, how many decimals they are, and how sure that is.
    ///
    /// A last comma before one or two digits is a decimal comma.
    private mutating func number() -> (ExactNumber, decimalCount: Int, Grouping)? {
        var digits: Int128 = 0
        var digitCount = 0
        var scale: Int128 = 1
        var (commaCount, decimals, grouping) = (0, 0, Grouping.plain)
        while let byte = peek {
            if byte >= 0x30, byte <= 0x39 {
                guard digitCount < 20 else { return nil }
                digits = digits * 10 + Int128(byte & 0x0F)
                digitCount += 1
                position += 1
            } else if byte == 0x2C, digits > 0, digitsAfter(position) >= 2,
                digitsAfter(position) != 2 || hasGroupAfter
            {
                commaCount += 1
                // `1,200` where a comma stands before decimals.
                let isDoubtful = marks.areContinental && commaCount == 1 && digitCount <= 3
                grouping = isDoubtful ? .unclear : .plain
                position += 1
            } else {
                break
            }
        }
        if digitCount > 0, digitCount <= 3, let groups = dotGroups(isZero: digits == 0) {
            grouping = groups
            while peek == 0x2E, digitsAfter(position) == 3, digitCount < 18 {
                for byte in bytes[(position + 1)...(position + 3)] { digits = digits * 10 + Int128(byte & 0x0F) }
                (position, digitCount) = (position + 4, digitCount + 3)
            }
        }
        let isFraction = peek == 0x2E || peek == 0x2C
        if isFraction, digitCount > 0 || peek == 0x2E, (1...6).contains(digitsAfter(position)) {
            decimals = digitsAfter(position)
            // `1.250` may be meant as a group; `0.250` may not, nor may what has groups already.
            let isLikeGroup = decimals == 3 && digits > 0 && digitCount <= 3
            grouping = isLikeGroup ? .likeGroup : .plain
            position += 1
            hasFraction = true
            while let byte = peek, byte >= 0x30, byte <= 0x39 {
                digits = digits * 10 + Int128(byte & 0x0F)
                scale *= 10
                digitCount += 1
                position += 1
            }
        }
        return digitCount > 0 ? (ExactNumber(digits, over: scale), decimals, grouping) : nil
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

    /// Dots group where a decimal comma or a second group says so (1.234,50 and 1.234.567), else only by the marks.
    private func dotGroups(isZero: Bool) -> Grouping? {
        var (place, groups) = (position, 0)
        while place < bytes.count, bytes[place] == 0x2E, digitsAfter(place) == 3, groups < 5 {
            (place, groups) = (place + 4, groups + 1)
        }
        let hasComma = place < bytes.count && bytes[place] == 0x2C && (1...2).contains(digitsAfter(place))
        if groups >= 2 || groups == 1 && hasComma { return .plain }
        return groups == 1 && marks.dotsGroup && !isZero ? .byMarks : nil
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
            hasLetterUnit = hasLetterUnit || word == "l" || word == "L" || word == "m" || word == "M"
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
}
