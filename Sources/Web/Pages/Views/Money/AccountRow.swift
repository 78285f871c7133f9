/// One account with its balance.
package struct AccountRow: Sendable {
    let icon: String
    let name: String
    let detail: String
    let money: MoneyText

    package init(name: String, kind: AccountKindText, currency: String, money: MoneyText) {
        icon = kind.icon
        self.name = name
        detail = "\(kind.label), \(currency)"
        self.money = money
    }
}
