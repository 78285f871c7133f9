/// One account with its balance.
package struct AccountRow: Sendable {
    let icon: String
    let name: String
    let detail: String
    let money: MoneyText
    /// Its balances over the last year; nil where only one is known.
    let course: Sparkline?
    /// Nil where accounts are only shown.
    let reconciled: Reconciled?

    /// How far it agrees with statements, and the way to compare it with the next.
    package struct Reconciled: Sendable {
        let path: String
        let words: String
        /// Whether something of it has changed since.
        let isChanged: Bool

        package init(path: String, words: String, isChanged: Bool = false) {
            self.path = path
            self.words = words
            self.isChanged = isChanged
        }
    }

    init(
        name: String,
        kind: AccountKindText,
        detail: String,
        money: MoneyText,
        course: Sparkline? = nil,
        reconciled: Reconciled? = nil
    ) {
        icon = kind.icon
        self.name = name
        self.detail = detail
        self.money = money
        self.course = course
        self.reconciled = reconciled
    }
}
