import Money
import Primitives

/// In which currency a report page shows amounts, as it was chosen.
struct ReportUnit {
    let chosen: ReportCurrency

    init(_ fields: FormFields) { chosen = fields["in"].flatMap { ReportCurrency(rawValue: $0) } ?? .original }

    /// The form with this choice, where there is one, and what could not be converted.
    func period(_ period: ReportPeriod, _ book: MoneyBook, leftOut: [Currency]) -> ReportPeriod {
        guard book.hasForeignCurrency else { return period }
        var period = period
        let base = book.settings.baseCurrency.code
        period.unit = SelectField(
            "in",
            localized("Amounts"),
            choices: [
                Choice(value: ReportCurrency.original.rawValue, label: localized("As entered")),
                Choice(value: ReportCurrency.base.rawValue, label: Self.allIn(base)),
            ],
            chosen: chosen.rawValue
        )
        period.leftOut = Self.sentence(leftOut)
        return period
    }

    static func allIn(_ currency: String) -> String { localized("All in {currency}", ["currency": currency]) }

    /// Nil where nothing is left out.
    static func sentence(_ leftOut: [Currency]) -> String? {
        guard !leftOut.isEmpty else { return nil }
        return localized(
            "No rate is known for {currencies}, so nothing of it is in these figures.",
            ["currencies": leftOut.map(\.code).joined(separator: ", ")]
        )
    }
}
