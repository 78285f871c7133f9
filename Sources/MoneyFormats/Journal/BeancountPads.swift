import Money
import Primitives

/// Makes the transactions that `pad` asks for: what an account lacks for the next balance that is stated of it.
///
/// - Source: docs/spec/journal-formats.md §6; beancount's `pad` and `balance` directives.
struct BeancountPads {
    private struct Pad {
        let day: CalendarDay
        let line: Int
        let account: Int
        let source: Int
    }

    private struct Balance {
        let day: CalendarDay
        let account: Int
        let currency: Currency
        let minorUnits: Int64
    }

    /// Each looks at every transaction.
    private static let padLimit = 200

    private var pads: [Pad] = []
    private var balances: [Balance] = []

    /// False when there are too many.
    mutating func addPad(day: CalendarDay, line: Int, account: Int, source: Int) -> Bool {
        guard pads.count < Self.padLimit else { return false }
        pads.append(Pad(day: day, line: line, account: account, source: source))
        return true
    }

    mutating func addBalance(day: CalendarDay, account: Int, _ amount: JournalPosting.Quantity) {
        guard balances.count < StatementLimits.rowCount, let currency = Currency(code: amount.commodity) else { return }
        // A balance finer than the currency is none that money can have.
        guard let units = try? amount.number.minorUnits(in: currency) else { return }
        balances.append(Balance(day: day, account: account, currency: currency, minorUnits: units))
    }

    func fill(_ document: inout JournalDocument) {
        if pads.isEmpty { return }
        var stated: [Int: [Balance]] = [:]
        for balance in balances { stated[balance.account, default: []].append(balance) }
        for (account, balances) in stated { stated[account] = balances.sorted { $0.day < $1.day } }
        for pad in pads.sorted(by: { ($0.day, $0.line) < ($1.day, $1.line) }) {
            let next = pads.filter { $0.account == pad.account && $0.day > pad.day }.map(\.day).min()
            var wanted: [Currency: Balance] = [:]
            for balance in stated[pad.account] ?? [] where balance.day > pad.day {
                if let next, balance.day > next { break }
                if wanted[balance.currency] == nil { wanted[balance.currency] = balance }
            }
            fill(pad, wanted, &document)
        }
    }

    /// Makes the first balance of each currency after the pad.
    private func fill(_ pad: Pad, _ wanted: [Currency: Balance], _ document: inout JournalDocument) {
        let sums = sums(of: pad.account, until: wanted, document)
        for (currency, balance) in wanted.sorted(by: { ($0.value.day, $0.key.code) < ($1.value.day, $1.key.code) }) {
            let (missing, overflow) = balance.minorUnits.subtractingReportingOverflow(sums[currency] ?? 0)
            guard !overflow, missing.magnitude <= UInt64(MoneyLimits.minorUnits) else {
                document.reject(line: pad.line, .amountTooLarge)
                continue
            }
            guard missing != 0 else { continue }
            var transaction = JournalTransaction(line: pad.line, day: pad.day)
            transaction.lines = [
                .init(account: pad.account, amount: Amount(minorUnits: missing, currency: currency)),
                .init(account: pad.source, amount: Amount(minorUnits: -missing, currency: currency)),
            ]
            document.transactions.append(transaction)
        }
    }

    /// With the accounts under it, each currency at the beginning of the day of its balance; all in one pass.
    private func sums(
        of account: Int,
        until wanted: [Currency: Balance],
        _ document: JournalDocument
    ) -> [Currency: Int64] {
        guard let last = wanted.values.map(\.day).max() else { return [:] }
        let name = document.accounts[account].name
        let isUnder = document.accounts.map { $0.name == name || $0.name.hasPrefix(name + ":") }
        var sums: [Currency: Int64] = [:]
        for transaction in document.transactions where transaction.day < last {
            for line in transaction.lines where isUnder[line.account] {
                guard let balance = wanted[line.amount.currency], transaction.day < balance.day else { continue }
                // Wraps only beyond what the balance may be, where the pad is refused.
                sums[line.amount.currency, default: 0] &+= line.amount.minorUnits
            }
        }
        return sums
    }
}
