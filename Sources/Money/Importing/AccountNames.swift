/// The open accounts of a book by name, compared without case; for the other side of transfers in a file.
struct AccountNames {
    private var accounts: [String: LedgerAccount] = [:]

    init(_ book: MoneyBook) {
        // Names are not unique: the first is meant.
        for account in book.liveAccounts where !account.content.isArchived {
            let key = TextCheck.key(account.name)
            if accounts[key] == nil { accounts[key] = account }
        }
    }

    subscript(name: String) -> LedgerAccount? { name.isEmpty ? nil : accounts[TextCheck.key(name)] }
}
