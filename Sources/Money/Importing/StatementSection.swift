/// What a file says about one account.
package struct StatementSection: Sendable {
    package var account: StatementAccountHint
    package var rows: [StatementRow]
    package var balances: [StatementBalance]

    package init(account: StatementAccountHint, rows: [StatementRow] = [], balances: [StatementBalance] = []) {
        self.account = account
        self.rows = rows
        self.balances = balances
    }
}
