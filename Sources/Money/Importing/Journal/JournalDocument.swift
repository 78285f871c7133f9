package import Primitives

/// What a double-entry journal says, before anything is decided about it.
///
/// - Source: docs/spec/journal-formats.md §4.
package struct JournalDocument: Sendable {
    package var format: JournalFormat
    package var encoding: TextEncoding
    /// Set when Flowkeep wrote the file.
    package var origin: JournalOrigin?
    /// Declared or used, in the order they first appear; transactions name them by place.
    package var accounts: [JournalAccount] = []
    package var transactions: [JournalTransaction] = []
    /// Prices of the file, those that are rates between currencies with the others; no transaction depends on them.
    package var prices: [JournalPrice] = []
    /// Lines that were to say something and cannot be used, in the order of the file.
    package private(set) var rejected: [RejectedLine] = []
    package private(set) var rejectedCount = 0
    /// Lines that are understood and that a book has no place for.
    package private(set) var leftOut: [JournalLeftOut] = []
    package private(set) var leftOutCount = 0

    package init(format: JournalFormat, encoding: TextEncoding) {
        self.format = format
        self.encoding = encoding
    }

    /// Lists a line that cannot be used; beyond the limit it is only counted.
    package mutating func reject(line: Int, _ reason: RejectedLine.Reason) {
        rejectedCount += 1
        guard rejected.count < StatementLimits.rejectedLineCount else { return }
        rejected.append(RejectedLine(line: line, reason: reason))
    }

    /// Lists a line that a book has no place for; beyond the limit it is only counted.
    package mutating func leaveOut(line: Int, _ what: JournalLeftOut.What) {
        leftOutCount += 1
        guard leftOut.count < StatementLimits.rejectedLineCount else { return }
        leftOut.append(JournalLeftOut(line: line, what: what))
    }
}

/// What the first line of our own exports says.
package struct JournalOrigin: Hashable, Sendable {
    /// Names the book the ids are of; 0 where the export did not say.
    package var book: UInt64
    package var settings: MoneySettings?

    package init(book: UInt64, settings: MoneySettings? = nil) {
        self.book = book
        self.settings = settings
    }
}

/// A price of the file: one unit of a commodity, in a currency, on a day.
package struct JournalPrice: Hashable, Sendable {
    package var day: CalendarDay
    package var commodity: String
    package var rate: StatementAmount
    package var currency: Currency

    package init(day: CalendarDay, commodity: String, rate: StatementAmount, currency: Currency) {
        self.day = day
        self.commodity = commodity
        self.rate = rate
        self.currency = currency
    }

    /// As a book keeps it; nil for what is no currency, or has more decimals than a rate.
    package var dated: DatedRate? {
        guard let from = Currency(code: commodity), let pair = RatePair(from: from, to: currency),
            let kept = Rate(mantissa: rate.units, decimals: rate.scale)
        else { return nil }
        return DatedRate(RateID(pair, day), kept)
    }
}
