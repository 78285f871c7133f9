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
            let (today, words) = (site.today, site.words(request))
            return try await site.keptAnswer(at: .money(.accounts), request) { book throws(MoneyError) in
                try Self.page(book, draft: nil, problems: .none, today: today, words)
            }
        }
    }

    private var add: Endpoint {
        Endpoint.form(Self.path) { request in
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
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                return try await answer(request, draft: sent, problems: refusal.problems)
            }
        }
    }

    private static func content(
        _ draft: AccountsPage.Draft,
        _ grouping: DigitGrouping
    ) throws(FormRefusal) -> AccountContent {
        guard let kind = AccountKind(name: draft.kind) else {
            throw FormRefusal("kind", localized("Kind"), localized("Choose a kind."))
        }
        guard let currency = Currency(code: draft.currency) else {
            throw FormRefusal("currency", localized("Currency"), localized("Choose a currency."))
        }
        var opening: Int64 = 0
        if !draft.opening.isEmpty {
            do throws(MoneyError) {
                opening = try TypedAmount.read(draft.opening, currency, grouping).minorUnits
            } catch {
                throw FormRefusal("opening", localized("Balance to begin with"), Sentences.sentence(error))
            }
        }
        return AccountContent(name: draft.name, kind: kind, currency: currency, openingMinorUnits: opening)
    }

    private func answer(
        _ request: WebRequest,
        draft: AccountsPage.Draft,
        problems: FormProblems
    ) async throws -> Answer {
        let (today, words) = (site.today, site.words(request))
        let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
            try Self.page(book, draft: draft, problems: problems, today: today, words)
        }
        return try await site.answer(page, request, status: .unprocessableContent)
    }

    private static func page(
        _ book: MoneyBook,
        draft: AccountsPage.Draft?,
        problems: FormProblems,
        today: CalendarDay,
        _ words: Words
    ) throws(MoneyError) -> AccountsPage {
        let accounts = try AccountWords(book, today: today, words)
        return AccountsPage(
            worth: accounts.worth,
            others: accounts.others,
            later: accounts.later,
            groups: accounts.groups,
            currencies: PageChoices.currencies(book),
            draft: draft ?? AccountsPage.Draft(currency: book.settings.baseCurrency.code),
            problems: problems
        )
    }
}
