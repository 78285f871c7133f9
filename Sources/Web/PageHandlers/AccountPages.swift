import HTTPTypes
import Money
import Primitives
import Vault

/// The accounts and what is in them.
struct AccountPages: Sendable {
    private static let path = "/money/accounts"

    let site: PageSite

    var endpoints: [Endpoint] { [show, add] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await answer(request, draft: nil, problems: .none)
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            let form = request.form
            var draft = AccountsPage.Draft(currency: form["currency"] ?? "")
            draft.name = form["name"] ?? ""
            draft.kind = form["kind"] ?? ""
            draft.opening = form["opening"] ?? ""
            let sent = draft
            do {
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(FormRefusal) in
                    let content = try Self.content(sent, book.settings.digitGrouping)
                    do throws(MoneyError) {
                        return try MoneyCommands.addAccount(content, to: book, batchStart: start)
                    } catch {
                        throw FormRefusal(error)
                    }
                }
                return .seeOther(Self.path, .account, change: start)
            } catch let refusal as FormRefusal {
                return try await answer(request, draft: sent, problems: refusal.problems)
            } catch let error as CommitError<FormRefusal> {
                guard case .refused(let refusal) = error else { throw error }
                return try await answer(request, draft: sent, problems: refusal.problems)
            }
        }.with { $0.body = .form() }
    }

    private static func content(
        _ draft: AccountsPage.Draft,
        _ grouping: DigitGrouping
    ) throws(FormRefusal) -> AccountContent {
        guard let kind = AccountKind(name: draft.kind) else { throw FormRefusal("kind", "Kind", "Choose a kind.") }
        guard let currency = Currency(code: draft.currency) else {
            throw FormRefusal("currency", "Currency", "Choose a currency.")
        }
        var opening: Int64 = 0
        if !draft.opening.isEmpty {
            do throws(MoneyError) {
                opening = try TypedAmount.read(draft.opening, currency, grouping).minorUnits
            } catch {
                throw FormRefusal("opening", "Balance to begin with", Sentences.sentence(error))
            }
        }
        return AccountContent(name: draft.name, kind: kind, currency: currency, openingMinorUnits: opening)
    }

    private func answer(
        _ request: WebRequest,
        draft: AccountsPage.Draft?,
        problems: FormProblems
    ) async throws -> Answer {
        let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
            let balances = try book.balances()
            let words = EntryWords(book)
            return AccountsPage(
                netWorth: balances.totals.map { total in
                    let count = balances.rows.count { $0.account.currency == total.currency }
                    let note = count == 1 ? "1 account" : "\(count) accounts"
                    return FigureGroup(
                        currency: total.currency.code,
                        isNamed: balances.totals.count > 1,
                        figures: [Figure("Net worth", words.money(total.minorUnits, total.currency), note: note)]
                    )
                },
                groups: AccountGroups.groups(balances.rows, words),
                currencies: PageChoices.currencies(book),
                draft: draft ?? AccountsPage.Draft(currency: book.settings.baseCurrency.code),
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }
}

/// Accounts by what they are for, each group with its totals.
enum AccountGroups {
    private static let sorts: [(name: String, kinds: Set<AccountKind>)] = [
        ("Everyday", [.cash, .bank, .wallet]), ("Cards", [.card]), ("Set aside", [.investment]), ("Owed", [.loan]),
    ]

    static func groups(_ rows: [BalancesReport.Row], _ words: EntryWords) -> [AccountGroup] {
        sorts.compactMap { sort in
            let members = rows.filter { sort.kinds.contains($0.account.content.kind) }
            guard !members.isEmpty else { return nil }
            return AccountGroup(name: sort.name, totals: totals(members, words), rows: members.map { row($0, words) })
        }
    }

    /// The report has refused sums of all accounts that do not fit, so these cannot overflow in the same direction; a
    /// mixed sum that would is left out.
    private static func totals(_ rows: [BalancesReport.Row], _ words: EntryWords) -> [MoneyText] {
        var sums: [(currency: Currency, minorUnits: Int64?)] = []
        for row in rows {
            let place = sums.firstIndex { $0.currency == row.account.currency } ?? sums.count
            if place == sums.count { sums.append((row.account.currency, 0)) }
            sums[place].minorUnits = sums[place].minorUnits.flatMap { sum in
                let (next, overflow) = sum.addingReportingOverflow(row.minorUnits)
                return overflow ? nil : next
            }
        }
        return sums.compactMap { sum in sum.minorUnits.map { words.money($0, sum.currency) } }
    }

    private static func row(_ row: BalancesReport.Row, _ words: EntryWords) -> AccountRow {
        AccountRow(
            name: row.account.name,
            kind: AccountKindText(rawValue: row.account.content.kind.name) ?? .bank,
            currency: row.account.currency.code,
            money: words.money(row.minorUnits, row.account.currency)
        )
    }
}
