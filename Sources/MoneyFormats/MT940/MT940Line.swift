import Money
import Primitives

/// Field 61: one movement.
///
/// `YYMMDD [MMDD] [R]C|D [letter] amount N|F|S code reference [//reference of the bank]`.
/// - Source: SWIFT MT940, field 61.
struct MT940Line {
    let day: CalendarDay
    let amount: StatementAmount
    let reference: String
    let bankReference: String

    init(_ bytes: [UInt8], _ range: Range<Int>) throws(RejectedLine.Reason) {
        var position = range.lowerBound
        guard let valueDay = MT940Values.day(bytes, position, range.upperBound) else { throw .notADate }
        position += 6
        var booked = valueDay
        let hasEntryDay =
            position + 4 <= range.upperBound && bytes[position..<(position + 4)].allSatisfy(MT940Values.isDigit)
        if hasEntryDay {
            guard let day = MT940Values.day(month: bytes, position, near: valueDay) else { throw .notADate }
            booked = day
            position += 4
        }
        day = booked
        var isCredit: Bool?
        var isReversal = false
        if position < range.upperBound, bytes[position] == 0x52 {
            isReversal = true
            position += 1
        }
        if position < range.upperBound {
            isCredit = bytes[position] == 0x43 ? true : bytes[position] == 0x44 ? false : nil
            position += 1
        }
        guard let isCredit else { throw .unclearDirection }
        // The third letter of the currency's code may stand here.
        if position < range.upperBound, !MT940Values.isDigit(bytes[position]) { position += 1 }
        let start = position
        while position < range.upperBound, MT940Values.isDigit(bytes[position]) || bytes[position] == 0x2C {
            position += 1
        }
        let value = try WrittenDecimal.read(bytes, start..<position, mark: 0x2C)
        guard !value.isZero else { throw .zeroAmount }
        amount = isCredit != isReversal ? value : value.negated
        // Four characters say the kind of movement.
        position = min(position + 4, range.upperBound)
        let rest = bytes[position..<range.upperBound]
        var slashes = rest.endIndex
        for index in rest.indices.dropLast() where bytes[index] == 0x2F && bytes[index + 1] == 0x2F {
            slashes = index
            break
        }
        reference = MT940Values.reference(rest[..<slashes])
        bankReference = slashes < rest.endIndex ? MT940Values.reference(rest[(slashes + 2)...]) : ""
    }
}

/// Days, balances and references as MT940 writes them.
enum MT940Values {
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// `YYMMDD`; years 70 to 99 are of the last century.
    static func day(_ bytes: [UInt8], _ start: Int, _ end: Int) -> CalendarDay? {
        guard start + 6 <= end, bytes[start..<(start + 6)].allSatisfy(isDigit) else { return nil }
        let numbers = (0..<3).map { Int(bytes[start + $0 * 2] & 0x0F) * 10 + Int(bytes[start + $0 * 2 + 1] & 0x0F) }
        return CalendarDay(year: numbers[0] + (numbers[0] < 70 ? 2000 : 1900), month: numbers[1], day: numbers[2])
    }

    /// `MMDD` in the year that brings it closest to another day.
    static func day(month bytes: [UInt8], _ start: Int, near other: CalendarDay) -> CalendarDay? {
        let numbers = (0..<2).map { Int(bytes[start + $0 * 2] & 0x0F) * 10 + Int(bytes[start + $0 * 2 + 1] & 0x0F) }
        let year = other.parts.year
        let days = [year, year - 1, year + 1].compactMap { CalendarDay(year: $0, month: numbers[0], day: numbers[1]) }
        return days.min {
            abs($0.daysSinceEpoch - other.daysSinceEpoch) < abs($1.daysSinceEpoch - other.daysSinceEpoch)
        }
    }

    /// Words that say that there is no reference, or that field 86 has it.
    private static let noReference: Set<String> = ["NONREF", "NOREF", "EREF", "KREF", "MREF", "PREF", "MARF"]

    static func reference(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self).trimmingSpaces
        if noReference.contains(text) { return "" }
        // `KREF+` is of field 86's words; what follows it is the reference.
        guard text.dropFirst(4).first == "+", noReference.contains(String(text.prefix(4))) else { return text }
        return String(text.dropFirst(5)).trimmingSpaces
    }

    /// `C260113EUR1234,56`.
    static func balance(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ kind: StatementBalance.Kind
    ) -> (balance: StatementBalance, currency: Currency)? {
        guard range.count > 10, let day = day(bytes, range.lowerBound + 1, range.upperBound) else { return nil }
        let isCredit = bytes[range.lowerBound] == 0x43
        guard isCredit || bytes[range.lowerBound] == 0x44 else { return nil }
        let code = String(decoding: bytes[(range.lowerBound + 7)..<(range.lowerBound + 10)], as: UTF8.self)
        guard let currency = Currency(code: code) else { return nil }
        do throws(RejectedLine.Reason) {
            let value = try WrittenDecimal.read(bytes, (range.lowerBound + 10)..<range.upperBound, mark: 0x2C)
            let balance = StatementBalance(kind: kind, day: day, amount: isCredit ? value : value.negated)
            return (balance, currency)
        } catch {
            return nil
        }
    }
}
