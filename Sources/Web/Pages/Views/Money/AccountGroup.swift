/// Accounts of one sort, with their total per currency.
package struct AccountGroup: Sendable {
    let name: String
    let totals: [MoneyText]
    let rows: [AccountRow]

    package init(name: String, totals: [MoneyText], rows: [AccountRow]) {
        self.name = name
        self.totals = totals
        self.rows = rows
    }
}
