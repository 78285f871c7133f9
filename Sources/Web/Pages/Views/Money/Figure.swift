/// One labelled figure of a row of figures.
package struct Figure: Sendable {
    let label: String
    let money: MoneyText
    let note: String?

    package init(_ label: String, _ money: MoneyText, note: String? = nil) {
        self.label = label
        self.money = money
        self.note = note
    }
}
