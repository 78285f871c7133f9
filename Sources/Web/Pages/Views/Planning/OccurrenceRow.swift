/// One occurrence of a recurring entry: made and waiting for a look, or still to come.
package struct OccurrenceRow: Sendable {
    let path: String
    let id: String
    let icon: String
    let payee: String
    let detail: String
    let day: String
    let weekday: String
    let isVariable: Bool
    let isSkipped: Bool
    /// Due, and waiting to be made.
    let isLate: Bool
    let money: MoneyText
    /// Where the transaction that was made is edited; nil for what is to come.
    let editPath: String?
    /// The field for what it was; nil where the amount is fixed, or cannot be said in one number.
    let amount: TextField?

    init(
        id: String,
        icon: String,
        payee: String,
        detail: String,
        day: DayText,
        isVariable: Bool = false,
        isSkipped: Bool = false,
        isLate: Bool = false,
        money: MoneyText,
        editPath: String? = nil,
        amount: TextField? = nil
    ) {
        path = "/money/recurring/occurrences/\(id)"
        self.id = id
        self.icon = icon
        self.payee = payee
        self.detail = detail
        self.day = day.short
        weekday = day.weekday
        self.isVariable = isVariable
        self.isSkipped = isSkipped
        self.isLate = isLate
        self.money = money
        self.editPath = editPath
        self.amount = amount
    }
}
