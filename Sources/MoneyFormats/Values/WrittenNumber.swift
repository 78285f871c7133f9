import Money
import Primitives

/// A number as a file writes it, before its decimal mark is known.
///
/// Source: statement-import §6.
struct WrittenNumber {
    enum Reading {
        case empty
        case number(WrittenNumber)
        case notANumber
        case tooLarge
    }

    private(set) var magnitude: UInt64 = 0
    private(set) var isNegative = false
    /// From a `Cr` or `Dr` beside the number.
    private(set) var isCredit: Bool?
    private(set) var currency: Currency?
    private(set) var digitCount = 0
    private var dotCount = 0
    private var commaCount = 0
    private var groupMarkCount = 0
    private var lastMark: UInt8 = 0
    private var firstGroup = 0
    private var groupBeforeLast = 0
    private var lastGroup = 0
    private var middleGroupsFit = true
    private var startsWithZero = false
    /// Two digits between two marks: only lakh grouping writes that.
    private(set) var hasPairGroup = false

    var markCount: Int { dotCount + commaCount + groupMarkCount }

    /// What one number says about the decimal mark of its column.
    var evidence: DecimalEvidence {
        guard dotCount + commaCount > 0 else { return .none }
        if dotCount > 0, commaCount > 0 {
            if lastMark == 0x2E, dotCount == 1 { return .dot }
            if lastMark == 0x2C, commaCount == 1 { return .comma }
            return .none
        }
        if dotCount > 1 { return .comma }
        if commaCount > 1 { return .dot }
        let isFraction = lastGroup != 3 || firstGroup > 3 || firstGroup == 0 || startsWithZero || groupMarkCount > 0
        if isFraction { return dotCount == 1 ? .dot : .comma }
        return dotCount == 1 ? .dotBeforeThree : .commaBeforeThree
    }

    /// The number read with a decimal mark; nil when its marks do not stand where that mark puts them.
    func amount(mark: DecimalMark) -> StatementAmount? {
        let (byte, count): (UInt8, Int) = mark == .dot ? (0x2E, dotCount) : (0x2C, commaCount)
        var scale = 0
        if count == 1, lastMark == byte {
            scale = lastGroup
            if markCount > 1 {
                guard (1...3).contains(firstGroup), middleGroupsFit, groupBeforeLast == 3 else { return nil }
            }
        } else if count == 0 {
            if markCount > 0 {
                guard (1...3).contains(firstGroup), middleGroupsFit, lastGroup == 3 else { return nil }
                guard markCount == 1 || groupBeforeLast == 2 || groupBeforeLast == 3 else { return nil }
            }
        } else {
            return nil
        }
        guard let units = Int64(exactly: magnitude) else { return nil }
        return StatementAmount(units: isNegative ? -units : units, scale: scale)
    }

    /// Reads a cell: digits with marks; before or after them a sign, parentheses, a currency, `Cr` or `Dr`.
    static func read(_ bytes: [UInt8], _ range: Range<Int>) -> Reading {
        var number = WrittenNumber()
        var scanner = NumberScanner(bytes: bytes, range: range)
        while let token = scanner.next() {
            switch token {
            case .digit(let digit):
                guard number.append(digit) else { return .tooLarge }
            case .mark(let byte):
                number.endGroup(mark: byte)
            case .minus:
                number.isNegative = true
            case .neutral:
                break
            case .word(let start, let end):
                guard number.take(word: bytes, start..<end) else { return .notANumber }
            case .symbol(let currency):
                if let currency { number.currency = currency }
            case .invalid:
                return .notANumber
            }
        }
        guard number.digitCount > 0 else { return scanner.isBlank ? .empty : .notANumber }
        if let isCredit = number.isCredit, !isCredit { number.isNegative = true }
        return .number(number)
    }

    private mutating func append(_ digit: UInt8) -> Bool {
        if digitCount == 0 { startsWithZero = digit == 0 }
        digitCount += 1
        lastGroup += 1
        if markCount == 0 { firstGroup += 1 }
        let (scaled, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, overflowed) = scaled.addingReportingOverflow(UInt64(digit))
        magnitude = sum
        return !overflow && !overflowed && sum <= UInt64(Int64.max)
    }

    private mutating func endGroup(mark: UInt8) {
        if markCount > 1, groupBeforeLast != 2, groupBeforeLast != 3 { middleGroupsFit = false }
        if markCount > 0, lastGroup == 2 { hasPairGroup = true }
        groupBeforeLast = lastGroup
        lastGroup = 0
        switch mark {
        case 0x2E: dotCount += 1
        case 0x2C: commaCount += 1
        default: groupMarkCount += 1
        }
        lastMark = mark
    }

    private mutating func take(word bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var packed: UInt32 = 0
        guard range.count <= 4 else { return false }
        for byte in bytes[range] { packed = packed << 8 | UInt32(byte & 0xDF) }
        switch packed {
        case 0x4352, 0x43, 0x48: isCredit = true  // CR, C, and H for Haben
        case 0x4452, 0x44, 0x53: isCredit = false  // DR, D, and S for Soll
        case 0x5253: currency = .inr  // Rs
        default:
            guard let found = Currency(packed: packed) else { return false }
            currency = found
        }
        return true
    }
}

/// What one number says about the decimal mark.
enum DecimalEvidence {
    case none
    case dot
    case comma
    /// One dot before exactly three digits: a fraction or a group.
    case dotBeforeThree
    case commaBeforeThree
}
