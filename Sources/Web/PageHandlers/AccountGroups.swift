import Money
import Primitives

/// Accounts by what they are for, each group with its totals.
struct AccountGroups {
    /// An account with what is in it, and how it came to that where that is known.
    struct Entry {
        let account: LedgerAccount
        let minorUnits: Int64
        var course: [Int64] = []
        var detail: String?
        var reconciled: AccountRow.Reconciled?
    }

    private enum Sort: CaseIterable {
        case everyday, putAside, owed, people, archived

        /// A card that holds money is spent from like a purse; one that does not is a debt, or may become one today.
        init(_ entry: Entry) {
            guard !entry.account.content.isArchived else {
                self = .archived
                return
            }
            self =
                switch entry.account.content.kind {
                case .cash, .bank, .wallet: .everyday
                case .card: entry.minorUnits > 0 ? .everyday : .owed
                case .investment: .putAside
                case .loan: .owed
                case .person: .people
                }
        }

        func name(_ words: Words) -> String {
            switch self {
            case .everyday: words("Everyday")
            case .putAside: words("Put aside")
            case .owed: words("Owed")
            case .people: words("People")
            case .archived: words("Archived")
            }
        }
    }

    let words: Words
    let grouping: DigitGrouping

    func groups(_ entries: [Entry]) -> [AccountGroup] {
        Sort.allCases.compactMap { sort in
            let members = entries.filter { Sort($0) == sort }
            guard !members.isEmpty else { return nil }
            // Most archived accounts are empty: sums of nothing say nothing.
            let counted = sort == .archived ? members.filter { $0.minorUnits != 0 } : members
            return AccountGroup(name: sort.name(words), totals: totals(counted), rows: members.map(row))
        }
    }

    /// The report has refused sums of all accounts that do not fit, so these cannot overflow in the same direction; a
    /// mixed sum that would is left out.
    private func totals(_ entries: [Entry]) -> [MoneyText] {
        var sums: [(currency: Currency, minorUnits: Int64?)] = []
        for entry in entries {
            let place = sums.firstIndex { $0.currency == entry.account.currency } ?? sums.count
            if place == sums.count { sums.append((entry.account.currency, 0)) }
            sums[place].minorUnits = sums[place].minorUnits.flatMap { sum in
                let (next, overflow) = sum.addingReportingOverflow(entry.minorUnits)
                return overflow ? nil : next
            }
        }
        return sums.compactMap { sum in sum.minorUnits.map { money($0, sum.currency) } }
    }

    private func row(_ entry: Entry) -> AccountRow {
        let kind = AccountKindText(rawValue: entry.account.content.kind.name) ?? .bank
        return AccountRow(
            id: entry.account.id.text,
            name: entry.account.name,
            kind: kind,
            detail: entry.detail ?? "\(words(kind.label)), \(entry.account.currency.code)",
            money: money(entry.minorUnits, entry.account.currency),
            course: Sparkline(entry.course),
            reconciled: entry.reconciled,
            isArchived: entry.account.content.isArchived
        )
    }

    private func money(_ minorUnits: Int64, _ currency: Currency) -> MoneyText {
        MoneyText(Amount(minorUnits: minorUnits, currency: currency), grouping: grouping)
    }
}
