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
        for pad in pads.sorted(by: { ($0.day, $0.line) < ($1.day, $1.line) }) {
            let until = pads.filter { $0.account == pad.account && $0.day > pad.day }.map(\.day).min()
            var seen: Set<Currency> = []
            let next = balances.filter { $0.account == pad.account && $0.day > pad.day }.sorted { $0.day < $1.day }
            for balance in next where until.map({ balance.day <= $0 }) ?? true {
                guard seen.insert(balance.currency).inserted else { continue }
                let sum = sum(of: pad.account, in: balance.currency, before: balance.day, document)
                let (missing, overflow) = balance.minorUnits.subtractingReportingOverflow(sum)
                guard !overflow, missing.magnitude <= UInt64(MoneyLimits.minorUnits) else {
                    document.reject(line: pad.line, .amountTooLarge)
                    continue
                }
                guard missing != 0 else { continue }
                var transaction = JournalTransaction(line: pad.line, day: pad.day)
                transaction.lines = [
                    .init(account: pad.account, amount: Amount(minorUnits: missing, currency: balance.currency)),
                    .init(account: pad.source, amount: Amount(minorUnits: -missing, currency: balance.currency)),
                ]
                document.transactions.append(transaction)
            }
        }
    }

    /// With the accounts under it, at the beginning of a day.
    private func sum(
        of account: Int,
        in currency: Currency,
        before day: CalendarDay,
        _ document: JournalDocument
    ) -> Int64 {
        let name = document.accounts[account].name
        let under = Set(
            document.accounts.indices.filter {
                document.accounts[$0].name == name || document.accounts[$0].name.hasPrefix(name + ":")
            }
        )
        var sum: Int64 = 0
        for transaction in document.transactions where transaction.day < day {
            for line in transaction.lines where line.amount.currency == currency && under.contains(line.account) {
                // Wraps only beyond what the balance may be, where the pad is refused.
                sum &+= line.amount.minorUnits
            }
        }
        return sum
    }
}
