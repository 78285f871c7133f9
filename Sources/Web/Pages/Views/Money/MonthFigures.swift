/// What came in, went out and was kept in a month, each with what it is measured by.
struct MonthFigures: Sendable {
    let incoming: MoneyText
    let outgoing: MoneyText
    /// The month before, in full.
    let outgoingNote: String?
    let kept: MoneyText
    /// The share of what came in; nil where nothing did or more went out.
    let keptNote: String?
}
