package import Primitives

/// What counts as the two sides of a transfer.
///
/// - Source: docs/spec/money-rules.md §7.
package struct TransferQuestion: Hashable, Sendable {
    package static let dayRange = 0...30
    /// In hundredths of a percent: up to a fifth.
    package static let toleranceRange = 0...2000
    package static let limitMaximum = 200

    /// How far apart the two days may be.
    package var days = 4
    /// How far an amount in another currency may be from what the rate says, in hundredths of a percent.
    package var tolerance = 200
    /// Typed for this question; they win over what the book knows.
    package var rates: [TransferRate] = []
    /// Only pairs of which one side came with this import.
    package var importID: ImportID?
    /// Also pairs of which both sides have a category of their own.
    package var includesCategorised = false

    package init() {}

    func checked(in book: MoneyBook) throws(MoneyError) -> TransferQuestion {
        guard Self.dayRange.contains(days) else { throw .invalid(.days) }
        guard Self.toleranceRange.contains(tolerance) else { throw .invalid(.tolerance) }
        if let importID, book.importRecord(importID) == nil { throw .notFound(.id) }
        return self
    }
}

/// What one currency is worth in another: so many minor units of `to` for so many of `from`.
package struct TransferRate: Hashable, Sendable {
    package let from: Currency
    package let to: Currency
    let numerator: Int64
    let denominator: Int64

    /// Nil for amounts that are no rate: of one currency, or not above zero.
    package init?(_ given: Amount, is worth: Amount) {
        guard given.currency != worth.currency, given.minorUnits > 0, worth.minorUnits > 0,
            max(given.minorUnits, worth.minorUnits) <= MoneyLimits.minorUnits
        else { return nil }
        (from, to) = (given.currency, worth.currency)
        (numerator, denominator) = (worth.minorUnits, given.minorUnits)
    }

    /// A rate as it is written, `83.2` for one of a currency: at most six decimals.
    ///
    /// - Throws: ``MoneyError`` `.invalid(.rate)`, `.overflow(.rate)`.
    package init(decimal text: some StringProtocol, from: Currency, to: Currency) throws(MoneyError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.joined()
        let decimals = parts.count == 2 ? parts[1].count : 0
        guard from != to, (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), decimals <= 6,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.count <= 15, let number = Int64(digits),
            number > 0
        else { throw .invalid(.rate) }
        // One whole unit of each, in minor units, and the decimals of the rate.
        var scale: Int64 = 1
        for _ in 0..<decimals { scale *= 10 }
        let (top, isTooLarge) = number.multipliedReportingOverflow(by: to.minorUnitsPerMajor)
        guard !isTooLarge, top <= MoneyLimits.minorUnits else { throw .overflow(.rate) }
        (self.from, self.to) = (from, to)
        (numerator, denominator) = (top, scale * from.minorUnitsPerMajor)
    }

    var inverted: TransferRate { TransferRate(from: to, to: from, numerator: denominator, denominator: numerator) }

    /// A rate of the book; nil where one of the two is nothing beside the other.
    init?(_ ratio: RateRatio, from: Currency, to: Currency) {
        let inMinorUnits = ratio.inMinorUnits(from: from, to: to)
        let width = 64 - min(inMinorUnits.numerator.leadingZeroBitCount, inMinorUnits.denominator.leadingZeroBitCount)
        // To the 49 bits that the amounts of an exchange have.
        let shift = UInt64(max(0, width - 49))
        let (top, bottom) = (Int64(inMinorUnits.numerator >> shift), Int64(inMinorUnits.denominator >> shift))
        guard top > 0, bottom > 0 else { return nil }
        self.init(from: from, to: to, numerator: top, denominator: bottom)
    }

    private init(from: Currency, to: Currency, numerator: Int64, denominator: Int64) {
        (self.from, self.to, self.numerator, self.denominator) = (from, to, numerator, denominator)
    }

    static func isLess(_ left: TransferRate, _ right: TransferRate) -> Bool {
        Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
    }

    /// How far an amount is from what the rate says, in millionths of that.
    func distance(_ given: Int64, _ arrived: Int64) -> Int64 {
        // Both factors are below 2^50, so that three of them fit.
        let expected = Int128(given) * Int128(numerator)
        let found = Int128(arrived) * Int128(denominator)
        guard expected > 0 else { return .max }
        let difference = (expected > found ? expected - found : found - expected) * 1_000_000
        return Int64(clamping: difference / expected)
    }
}
