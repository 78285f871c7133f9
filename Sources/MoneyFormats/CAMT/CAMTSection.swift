import Money
import Primitives

/// One `Stmt` of CAMT.053 as its elements arrive.
struct CAMTSection {
    var number: AccountNumber?
    var currency: Currency?
    var name = ""
    var bank = ""
    var rows: [StatementRow] = []
    var balances: [StatementBalance] = []

    /// The rows say their currency only where it is not the account's.
    var finished: StatementSection {
        let own = currency ?? rows.first?.currency
        let hint = StatementAccountHint(
            name: name.isEmpty ? nil : name,
            lastFour: number?.lastFour,
            kind: .bank,
            currency: own,
            identity: number?.identity(bank: bank)
        )
        var rows = rows
        for place in rows.indices where rows[place].currency == own { rows[place].currency = nil }
        return StatementSection(account: hint, rows: rows, balances: balances)
    }
}

/// One `Bal`.
struct CAMTBalance {
    var code = ""
    var amount: Range<Int>?
    var currency: Currency?
    var isCredit: Bool?
    var day: Range<Int>?

    /// Nil for kinds that are neither opening, closing nor available, and for what cannot be read: a balance is a hint.
    func finished(_ bytes: [UInt8]) -> StatementBalance? {
        let kind: StatementBalance.Kind
        switch code {
        case "OPBD", "PRCD": kind = .opening
        case "CLBD": kind = .closing
        case "CLAV": kind = .available
        default: return nil
        }
        guard let amount, let isCredit else { return nil }
        do throws(RejectedLine.Reason) {
            let value = try WrittenDecimal.read(bytes, amount, mark: 0x2E)
            let written = day.map { String(decoding: bytes[$0].prefix(10), as: UTF8.self) }
            let day = written.flatMap { CalendarDay(iso: $0) }
            return StatementBalance(kind: kind, day: day, amount: isCredit ? value : value.negated)
        } catch {
            return nil
        }
    }
}
