/// One line of a file, with what becomes of it and why.
package struct ImportRow: Sendable {
    package enum State: Sendable {
        case new, duplicate, rejected
        /// Understood, and not kept.
        case left
    }

    let row: Int
    let icon: String
    let isNew: Bool
    let isDuplicate: Bool
    let isRejected: Bool
    let isLeft: Bool
    let name: String
    let detail: String
    let money: MoneyText?
    let reason: String
    let isAdded: Bool
    /// The words beside the box that adds it; nil where there is no box.
    let choice: String?
    /// What rules make of it, with a box to take it without them; nil where none does.
    var ruling: String?

    /// `row`: its number among the rows, from 1; 0 where it is none that could be added.
    ///
    /// `line`: in the file, counted from 1.
    ///
    /// `entry`: which entry of the file, from 1, where its line does not tell.
    ///
    /// `name`: the payee, or for a line that was not read its number.
    ///
    /// `day`: nil when it was not read.
    ///
    /// `reason`: A sentence: why it is a duplicate, why it was refused, where its category comes from.
    ///
    /// `isAdded`: A duplicate that is to be added all the same.
    ///
    /// `choice`: what adding one that is known means; only duplicates have a box.
    package init(
        row: Int = 0,
        line: Int,
        entry: Int? = nil,
        state: State,
        name: String,
        day: DayText?,
        money: MoneyText?,
        reason: String,
        isAdded: Bool = false,
        choice: String? = localized("Add all the same")
    ) {
        self.row = row
        isNew = state == .new
        isDuplicate = state == .duplicate
        isRejected = state == .rejected
        isLeft = state == .left
        icon =
            switch state {
            case .new: "plus"
            case .duplicate: "copy"
            case .rejected: "warn"
            case .left: "minus"
            }
        self.name = name
        // A line that was not read has no day, and its number stands in the name's place.
        detail =
            switch (day, entry) {
            case (nil, _): ""
            case (let day?, let entry?):
                localized("{day}, entry {entry}", ["day": day.short, "entry": "\(entry)"])
            case (let day?, nil): localized("{day}, line {line}", ["day": day.short, "line": "\(line)"])
            }
        self.money = money
        self.reason = reason
        self.isAdded = isAdded
        self.choice = isDuplicate ? choice : nil
    }
}
