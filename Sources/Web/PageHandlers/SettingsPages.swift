import HTTPTypes
import Identity
import Money
import Primitives

/// How numbers, days and pages look.
struct SettingsPages: Sendable {
    private static let path = "/settings"

    let site: PageSite

    var endpoints: [Endpoint] { [show, numbers, browser] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0, problems: .none) }
    }

    private func answer(_ request: WebRequest, problems: FormProblems) async throws -> Answer {
        let handle = try await site.services.identity.handle(try request.sessionToken())
        let words = site.words(request)
        let sent = request.form
        let page = try await MoneyVault(request, site.services).read { book, _ in
            let settings = book.settings
            return SettingsPage(
                handle: handle,
                chosen: SettingsPage.Chosen(
                    grouping: sent["grouping"].flatMap { DigitGrouping(name: $0) } ?? settings.digitGrouping,
                    currency: sent["currency"] ?? settings.baseCurrency.code,
                    weekStart: sent["week"].flatMap { Int($0) } ?? settings.weekStart,
                    theme: Preferences.theme(request.fields),
                    coversAtOpening: Preferences.coversAtOpening(request.fields),
                    hasShortcuts: Preferences.hasShortcuts(request.fields)
                ),
                currencies: PageChoices.currencies(book),
                words: words,
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private var numbers: Endpoint {
        Endpoint(.post, Self.path + "/numbers", surface: .page, access: .unlocked) { request in
            let (form, words) = (request.form, site.words(request))
            guard let grouping = form["grouping"].flatMap({ DigitGrouping(name: $0) }),
                let week = form["week"].flatMap({ Int($0) }), (1...7).contains(week)
            else { throw Problem(.malformedBody) }
            guard let currency = form["currency"].flatMap({ Currency(code: $0) }) else {
                let message = words("Choose a currency.")
                let error = FieldError(field: "currency", label: words("Currency"), message: message)
                return try await answer(request, problems: FormProblems(errors: [error]))
            }
            let settings = MoneySettings(baseCurrency: currency, digitGrouping: grouping, weekStart: week)
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(MoneyError) in
                try MoneyCommands.changeSettings(settings, in: book, batchStart: start)
            }
            return .seeOther(Self.path, .settings, change: start)
        }.with { $0.body = .form() }
    }

    private var browser: Endpoint {
        Endpoint(.post, Self.path + "/browser", surface: .page, access: .session) { request in
            let form = request.form
            guard let theme = form["theme"].flatMap({ Theme(rawValue: $0) }),
                let locale = form["language"].flatMap({ PageLocale(rawValue: $0) })
            else { throw Problem(.malformedBody) }
            return Answer.seeOther(Self.path, .settings)
                .adding(.setCookie, Preferences.remembering(theme))
                .adding(.setCookie, Preferences.remembering(locale))
                .adding(.setCookie, Preferences.remembering(coversAtOpening: form["cover"] == "yes"))
                .adding(.setCookie, Preferences.remembering(hasShortcuts: form["shortcuts"] == "yes"))
        }.with { $0.body = .form() }
    }
}
