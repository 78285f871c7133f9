import Money
import Primitives

/// One statement of an OFX file as its elements arrive.
struct OFXSection {
    var kind: StatementAccountKind
    var currency: Currency?
    var bank = ""
    var number: AccountNumber?
    var rows: [StatementRow] = []
    var balances: [StatementBalance] = []
    var balanceAmount: Range<Int>?
    var balanceDay: Range<Int>?

    init(kind: StatementAccountKind) { self.kind = kind }

    mutating func take(accountType: String) {
        guard kind == .bank else { return }
        switch accountType {
        case "CREDITLINE": kind = .loan
        case "MONEYMRKT", "CD": kind = .investment
        default: break
        }
    }

    /// A balance that cannot be read is left out: it is a hint, and no row depends on it.
    mutating func endBalance(_ name: String, _ bytes: [UInt8]) {
        defer { (balanceAmount, balanceDay) = (nil, nil) }
        guard let range = balanceAmount else { return }
        do throws(RejectedLine.Reason) {
            let amount = try OFXValues.amount(bytes, range, decimals: currency?.decimals)
            let day = balanceDay.flatMap { OFXValues.day(bytes, $0) }
            balances.append(
                StatementBalance(kind: name == "LEDGERBAL" ? .closing : .available, day: day, amount: amount)
            )
        } catch {
            return
        }
    }

    var finished: StatementSection {
        let hint = StatementAccountHint(
            lastFour: number?.lastFour,
            kind: kind,
            currency: currency,
            identity: number?.identity(bank: bank)
        )
        return StatementSection(account: hint, rows: rows, balances: balances)
    }
}
