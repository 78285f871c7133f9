/// One transaction in a list, or the form that edits it where it stands.
///
/// It names its own children: lists are long, and reflection is not free.
package struct LedgerRow: Sendable, NamedParts {
    let anchor: String
    let path: String
    let isEditable: Bool
    let payee: String
    let note: String?
    let category: String?
    let needsCategory: Bool
    let icon: String
    let account: String
    let money: MoneyText
    let hasReceipt: Bool
    let edit: LedgerEdit?
    let isReconciled: Bool

    /// `place`: the list that edits it in place; nil for an entry with more parts than a row has fields for, which has
    /// a page of its own.
    ///
    /// `category`: a transfer says “Transfer”, a split names how many; nil when it has none.
    ///
    /// `account`: where it moved; a transfer names both.
    package init(
        id: String,
        place: RowPlace?,
        payee: String,
        note: String?,
        category: String?,
        needsCategory: Bool,
        icon: String,
        account: String,
        money: MoneyText,
        hasReceipt: Bool = false,
        edit: LedgerEdit? = nil,
        isReconciled: Bool = false
    ) {
        anchor = RowPlace.anchor(id)
        path = place?.editing(id) ?? "/money/transactions/\(id)"
        isEditable = place != nil
        self.payee = payee
        self.note = note
        self.category = category
        self.needsCategory = needsCategory
        self.icon = needsCategory ? "info" : icon
        self.account = account
        self.money = money
        self.hasReceipt = hasReceipt
        self.edit = edit
        self.isReconciled = isReconciled
    }

    package func part(_ name: String) -> Any? {
        switch name {
        case "anchor": anchor
        case "path": path
        case "isEditable": isEditable
        case "payee": payee
        case "note": note
        case "category": category
        case "needsCategory": needsCategory
        case "icon": icon
        case "account": account
        case "money": money
        case "hasReceipt": hasReceipt
        case "edit": edit
        case "isReconciled": isReconciled
        default: nil
        }
    }
}
