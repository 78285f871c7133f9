package import Primitives

/// How a person wants her money shown.
package struct MoneySettings: Hashable, Sendable {
    package var baseCurrency: Currency
    package var digitGrouping: DigitGrouping
    /// ISO 8601 weekday the week starts on: 1 Monday … 7 Sunday.
    package var weekStart: Int

    package init(baseCurrency: Currency, digitGrouping: DigitGrouping, weekStart: Int = 1) {
        self.baseCurrency = baseCurrency
        self.digitGrouping = digitGrouping
        self.weekStart = weekStart
    }

    /// Of a book in which nobody has chosen yet.
    package static let initial = MoneySettings(baseCurrency: .inr, digitGrouping: .indian)
}

/// A remembered column mapping of an import; opaque here.
package struct ImportMapping: Hashable, Sendable {
    /// What the file looks like (its header line), as the importer sees it.
    package let signature: [UInt8]
    package let mapping: [UInt8]

    package init(signature: [UInt8], mapping: [UInt8]) {
        self.signature = signature
        self.mapping = mapping
    }
}
