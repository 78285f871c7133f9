/// One account with its balance.
package struct AccountRow: Sendable {
    let icon: String
    let name: String
    /// Where its entries are.
    let entriesPath: String
    /// Where it is changed.
    let changePath: String
    /// Where a button brings it back; nil unless it is archived.
    let backPath: String?
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
        id: String,
        name: String,
        kind: AccountKindText,
        detail: String,
        money: MoneyText,
        course: Sparkline? = nil,
        reconciled: Reconciled? = nil,
        isArchived: Bool = false
    ) {
        entriesPath = "/money/search?account=" + id
        changePath = "/money/accounts/" + id
        backPath = isArchived ? "/money/accounts/\(id)/back" : nil
        icon = kind.icon
        self.name = name
        self.detail = detail
        self.money = money
        self.course = course
        self.reconciled = reconciled
    }
}
