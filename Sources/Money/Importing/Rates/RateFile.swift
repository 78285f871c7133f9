package import Primitives

/// What a file of rates says.
package struct RateFile: Hashable, Sendable {
    /// In the order of the file; later ones hold.
    package var rates: [DatedRate] = []
    /// Lines that cannot be read, at most ``StatementLimits/rejectedLineCount``; ``rejectedCount`` counts all.
    package private(set) var rejected: [RejectedRate] = []
    package private(set) var rejectedCount = 0
    /// The headings are currencies, and nothing says of which the rates are; without it there are no rates.
    package var needsBase = false
    /// Nothing says whether marks before exactly three digits are of groups or of decimals; lines with such rates are
    /// among the rejected ones.
    package var needsMark = false
    /// Columns whose heading is neither a currency nor a pair.
    package var ignoredColumnCount = 0

    package init() {}

    package mutating func reject(line: Int, _ reason: RejectedRate.Reason) {
        rejectedCount += 1
        guard rejected.count < StatementLimits.rejectedLineCount else { return }
        rejected.append(RejectedRate(line: line, reason: reason))
    }
}

/// A line of a file of rates that cannot be read, and why.
package struct RejectedRate: Hashable, Sendable {
    /// From 1.
    package let line: Int
    package let reason: Reason

    package init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }

    /// No case carries text of the file.
    package enum Reason: String, Error, Hashable, Sendable, CaseIterable {
        case notADate = "not-a-date"
        case notARate = "not-a-rate"
        case notAboveZero = "not-above-zero"
        case tooPrecise = "too-many-decimals"
        case unknownCurrency = "unknown-currency"
        case sameCurrency = "same-currency"
        case columnCount = "column-count"
        case notReadable = "not-readable"
        /// `16,250` is 16250 or 16.25, and nothing in the file says which.
        case unclearMark = "unclear-decimal-mark"
    }
}

/// Reads the bytes of a file of rates.
///
/// One conforming type exists, in MoneyFormats.
package protocol RateReader: Sendable {
    /// Reads a whole file; pure, and total.
    ///
    /// - `bytes`: Untrusted, any encoding, at most ``StatementLimits/fileByteCount``.
    /// - `base`: Of what one unit is expressed under headings of one currency.
    /// - `mark`: The decimal mark, where the person said it; it counts where the file leaves it open.
    /// - Errors: ``StatementError`` when nothing of the file can be used.
    /// - Source: docs/spec/money-rates.md §6.
    func read(_ bytes: [UInt8], base: Currency?, mark: DecimalMark?) throws(StatementError) -> RateFile
}
