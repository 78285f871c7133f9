/// One account with its balance.
package struct AccountRow: Sendable {
    let icon: String
    let name: String
    let detail: String
    let money: MoneyText
    /// Its balances over the last year; nil where only one is known.
    let course: Sparkline?

    init(name: String, kind: AccountKindText, detail: String, money: MoneyText, course: Sparkline? = nil) {
        icon = kind.icon
        self.name = name
        self.detail = detail
        self.money = money
        self.course = course
    }
}
