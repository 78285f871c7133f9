/// The receipts of one entry, on a page of their own.
package struct ReceiptsPage: Page {
    package static let template = PageTemplate.receipts
    package var place: Place { .money(.transactions) }
    package let title = localized("Receipts")

    /// The entry in a line: what it was, and when.
    let entry: String
    let day: DayText
    let money: MoneyText
    /// The list it stands in.
    let listPath: String
    /// The form that edits it; nil where no form can show it.
    let editPath: String?
    let receipts: ReceiptList
    let problems: FormProblems

    package init(
        entry: String,
        day: DayText,
        money: MoneyText,
        listPath: String,
        editPath: String?,
        receipts: ReceiptList,
        problems: FormProblems = .none
    ) {
        self.entry = entry
        self.day = day
        self.money = money
        self.listPath = listPath
        self.editPath = editPath
        self.receipts = receipts
        self.problems = problems
    }
}
