import Mustache

/// One transaction in a list.
///
/// It names its own children: lists are long, and reflection is not free.
package struct LedgerRow: Sendable, MustacheParent {
    let path: String
    let payee: String
    let note: String?
    let category: String?
    let account: String
    let money: MoneyText

    /// `category`: nil when it has none yet; a transfer says “Transfer”, a split names how many.
    ///
    /// `account`: where it moved; a transfer names both.
    package init(id: String, payee: String, note: String?, category: String?, account: String, money: MoneyText) {
        path = "/money/transactions/\(id)"
        self.payee = payee
        self.note = note
        self.category = category
        self.account = account
        self.money = money
    }

    package func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "payee": payee
        case "note": note
        case "category": category
        case "account": account
        case "money": money
        default: nil
        }
    }
}
