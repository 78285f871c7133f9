import HTTPTypes
import Money
import Primitives
import Vault

/// Rates between currencies: the list, one by hand, many from a file.
struct RatePages: Sendable {
    static let path = "/money/rates"
    private static let shownMaximum = 60
    private static let limitMegabytes = 20

    let site: PageSite

    var endpoints: [Endpoint] { [show, put, remove] + RateFilePages(site: site, rates: self).endpoints }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            try await answer(request, draft: nil, problems: .none)
        }
    }

    private var put: Endpoint {
        Endpoint.form(Self.path) { request in
            let form = request.form
            var draft = RatesPage.Draft(day: form["date"] ?? "", from: form["from"] ?? "", to: form["to"] ?? "")
            let typed = form["rate"] ?? ""
            draft.rate = typed
            do {
                let id = try Self.id(draft)
                let (_, start) = try await MoneyVault(request, site.services).change(request) {
                    book,
                    start throws(FormRefusal) in
                    let rate = try TypedRate.read(typed, book.settings.digitGrouping)
                    return try Self.plan(RateStep(id, rate), book, start)
                }
                return .seeOther(Self.path(of: id.pair), .rate, change: start)
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                return try await answer(request, draft: draft, problems: refusal.problems)
            }
        }
    }

    private var remove: Endpoint {
        Endpoint(.post, Self.path + "/remove", surface: .page, access: .unlocked) { request in
            let form = request.form
            guard let day = CalendarDay(iso: form["date"] ?? ""), let from = Currency(code: form["from"] ?? ""),
                let to = Currency(code: form["to"] ?? ""), let pair = RatePair(from: from, to: to)
            else { throw Problem(.notFound) }
            let (_, start) = try await MoneyVault(request, site.services).change(request) {
                book,
                start throws(Problem) in
                try RateDesk.removal(of: RateID(pair, day), book, start)
            }
            return .seeOther(Self.path(of: pair), .deleted, change: start)
        }.with { $0.body = .form() }
    }

    private static func plan(
        _ step: RateStep,
        _ book: MoneyBook,
        _ start: JournalIndex
    ) throws(FormRefusal) -> Money.Planned<Void> {
        do throws(MoneyError) {
            return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                _ = try plan.putRates([step])
            }
        } catch {
            throw FormRefusal("rate", localized("Rate"), Sentences.sentence(error))
        }
    }

    /// The pair and the day that were typed.
    private static func id(_ draft: RatesPage.Draft) throws(FormRefusal) -> RateID {
        guard let day = CalendarDay(iso: draft.day) else {
            throw FormRefusal("date", localized("Date"), Sentences.sentence(MoneyError.invalid(.date)))
        }
        guard let from = Currency(code: draft.from) else {
            throw FormRefusal("from", localized("One unit of"), localized("Choose a currency."))
        }
        guard let to = Currency(code: draft.to) else {
            throw FormRefusal("to", localized("Is worth, in"), localized("Choose a currency."))
        }
        guard let pair = RatePair(from: from, to: to) else {
            throw FormRefusal("to", localized("Is worth, in"), Sentences.sentence(MoneyError.sameCurrency(.to)))
        }
        return RateID(pair, day)
    }

    static func path(of pair: RatePair) -> String { "\(path)?pair=\(pair.from.code)\(pair.to.code)" }

    func answer(_ request: WebRequest, draft: RatesPage.Draft?, problems: FormProblems) async throws -> Answer {
        let query = request.method == .get ? request.query : FormFields([])
        let before = query["before"].flatMap { CalendarDay(iso: $0) }
        let page = try await MoneyVault(request, site.services).read { book, _ in
            let shown = Self.pair(query["pair"] ?? "").flatMap { self.shown($0, before: before, book) }
            return RatesPage(
                draft: draft ?? self.draft(Self.pair(query["pair"] ?? ""), book),
                currencies: PageChoices.currencies(book),
                limitMegabytes: Self.limitMegabytes,
                pairs: book.ratePairs.compactMap { pair($0, isCurrent: $0 == Self.pair(query["pair"] ?? ""), book) },
                shown: shown,
                problems: problems
            )
        }
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private static func pair(_ text: String) -> RatePair? {
        guard text.utf8.count == 6, let from = Currency(code: text.prefix(3)), let to = Currency(code: text.suffix(3))
        else { return nil }
        return RatePair(from: from, to: to)
    }

    /// An empty form: about the pair that is shown, else the first currency that is not the base.
    private func draft(_ pair: RatePair?, _ book: MoneyBook) -> RatesPage.Draft {
        let base = book.settings.baseCurrency
        let other = book.usedCurrencies.filter { $0 != base }.min { $0.packed < $1.packed }
        let guess = other ?? (base == .usd ? .eur : .usd)
        return RatesPage.Draft(
            day: site.today.iso,
            from: pair?.from.code ?? guess.code,
            to: pair?.to.code ?? base.code
        )
    }

    static func label(_ pair: RatePair) -> String {
        localized("{from} in {to}", ["from": pair.from.code, "to": pair.to.code])
    }

    private func pair(_ pair: RatePair, isCurrent: Bool, _ book: MoneyBook) -> RatesPage.Pair? {
        guard let newest = book.rates(of: pair, limit: 1).first else { return nil }
        return RatesPage.Pair(
            label: Self.label(pair),
            rate: newest.rate.text,
            day: site.dayText(newest.id.day).short,
            count: String(book.rateCount(of: pair)),
            path: Self.path(of: pair),
            isCurrent: isCurrent
        )
    }

    private func shown(_ pair: RatePair, before: CalendarDay?, _ book: MoneyBook) -> RatesPage.Shown? {
        let rates = book.rates(of: pair, before: before, limit: Self.shownMaximum + 1)
        guard !rates.isEmpty else { return nil }
        let page = rates.prefix(Self.shownMaximum)
        let more = rates.count > page.count ? page.last.map { Self.path(of: pair) + "&before=" + $0.id.day.iso } : nil
        return RatesPage.Shown(
            label: Self.label(pair),
            rows: page.map { dated in
                RatesPage.Row(
                    day: site.dayText(dated.id.day).medium,
                    rate: dated.rate.text,
                    iso: dated.id.day.iso,
                    from: pair.from.code,
                    to: pair.to.code
                )
            },
            morePath: more
        )
    }
}
