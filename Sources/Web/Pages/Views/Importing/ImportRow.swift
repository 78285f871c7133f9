/// One line of a file, with what becomes of it and why.
package struct ImportRow: Sendable {
    package enum State: Sendable { case new, duplicate, rejected }

    let line: Int
    let icon: String
    let isNew: Bool
    let isDuplicate: Bool
    let isRejected: Bool
    let name: String
    let detail: String
    let money: MoneyText?
    let reason: String
    let isAdded: Bool

    /// `line`: in the file, counted from 1.
    ///
    /// `name`: the payee, or for a line that was not read its number.
    ///
    /// `day`: nil when it was not read.
    ///
    /// `reason`: A sentence: why it is a duplicate, why it was refused, where its category comes from.
    ///
    /// `isAdded`: A duplicate that is to be added all the same.
    package init(
        line: Int,
        state: State,
        name: String,
        day: DayText?,
        money: MoneyText?,
        reason: String,
        isAdded: Bool = false
    ) {
        self.line = line
        isNew = state == .new
        isDuplicate = state == .duplicate
        isRejected = state == .rejected
        icon = state == .new ? "plus" : state == .duplicate ? "copy" : "warn"
        self.name = name
        // A line that was not read has no day, and its number stands in the name's place.
        detail = day.map { localized("{day}, line {line}", ["day": $0.short, "line": "\(line)"]) } ?? ""
        self.money = money
        self.reason = reason
        self.isAdded = isAdded
    }
}
