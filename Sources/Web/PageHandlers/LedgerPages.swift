import HTTPTypes
import Money
import Primitives

/// A month of transactions, and search.
struct LedgerPages: Sendable {
    /// Entries on one page of a month, and of a search: most months stand on one, and what is searched for is among the
    /// newest.
    private static let (shown, found) = (100, 50)

    let site: PageSite

    var endpoints: [Endpoint] { [month, search, entries] }

    private var month: Endpoint {
        Endpoint(.get, "/money", surface: .page, access: .unlocked) { request in
            let place = RowPlace(request.query, today: site.today)
            let edited = request.query["edit"].flatMap { TransactionID(text: $0) }
            guard let shown = edited ?? request.query["at"].flatMap({ TransactionID(text: $0) }) else {
                let words = site.words(request)
                return try await site.keptAnswer(at: .money(.transactions), request) { book throws(MoneyError) in
                    page(try month(place, at: nil, book), editing: nil, book, words)
                }
            }
            let answer = try await answer(request, place, at: shown, editing: edited.map { .init(id: $0) })
            // What has more parts than a row has fields for has a page of its own.
            return answer ?? .seeOther("/money/transactions/" + (edited?.text ?? "new"))
        }
    }

    /// The month list.
    ///
    /// `shown`: an entry that is to be on the page, wherever in the month it stands.
    ///
    /// - Returns: Nil when the entry to edit does not fit a row of this list, or is gone.
    func answer(
        _ request: WebRequest,
        _ place: RowPlace,
        at shown: TransactionID?,
        editing: LedgerWords.Editing? = nil
    ) async throws -> Answer? {
        let words = site.words(request)
        let left = FlashCookie.read(request)
        let read = try await MoneyVault(request, site.services).read {
            book,
            _ throws(MoneyError) -> (page: TransactionsPage, flash: Flash?)? in
            let month = try month(place, at: shown, book)
            if let editing {
                let edited = month.list.transactions.first { $0.id == editing.id }
                guard let edited, LedgerWords.fitsRow(edited) else { return nil }
            }
            let ledger = LedgerWords(book, words: words, today: site.today)
            return (page(month, editing: editing, book, words), ledger.flash(left))
        }
        guard let read else { return nil }
        let isRefused = editing?.problems.isShown == true
        return try await site.answer(
            read.page,
            request,
            status: isRefused ? .unprocessableContent : .ok,
            flash: read.flash
        )
    }

    /// The entries of a month that one page shows.
    private struct Month {
        let place: RowPlace
        let first: CalendarDay
        let list: Money.TransactionPage
        /// Of the running month up to today.
        let totals: [FlowTotals]
        /// Entries dated after today, which the totals leave out.
        let laterCount: Int
    }

    private func month(_ place: RowPlace, at shown: TransactionID?, _ book: MoneyBook) throws(MoneyError) -> Month {
        let first = place.first ?? site.today.firstOfMonth
        let last = first.lastOfMonth
        let filter = TransactionFilter(from: first, to: last)
        var (list, totals) = try book.listing(filter, limit: Self.shown, after: Self.cursor(place.cursor))
        var laterCount = 0
        if (first..<last).contains(site.today) {
            let later = TransactionFilter(from: site.today.adding(days: 1), to: last)
            laterCount = try book.list(later, limit: 1).matchCount
            if laterCount > 0 { totals = try book.totals(TransactionFilter(from: first, to: site.today)) }
        }
        guard let shown, let transaction = book.transaction(shown), (first...last).contains(transaction.content.day),
            !list.transactions.contains(where: { $0.id == shown })
        else { return Month(place: place, first: first, list: list, totals: totals, laterCount: laterCount) }
        let start = TransactionCursor(beginningAt: transaction)
        list = try book.list(filter, limit: Self.shown, after: start)
        return Month(
            place: RowPlace(month: place.month, cursor: start.text),
            first: first,
            list: list,
            totals: totals,
            laterCount: laterCount
        )
    }

    private func page(
        _ month: Month,
        editing: LedgerWords.Editing?,
        _ book: MoneyBook,
        _ words: Words
    ) -> TransactionsPage {
        let today = site.today
        let (first, list) = (month.first, month.list)
        let newest = book.newest(1).first?.content.day ?? today
        let label = DayText(first, today: today, locale: words.locale).month
        let shownCount = words.number(list.transactions.count)
        return TransactionsPage(
            pager: pager(first, newest: max(newest, today), words),
            figures: EntryWords(book, words: words)
                .figures(month.totals, isRunning: first == today.firstOfMonth, month: first),
            filter: fields(LedgerFilter.Sending(), book, words),
            days: LedgerWords(book, words: words, today: today)
                .days(list.transactions, in: month.place, editing: editing),
            count: words(
                "Showing {shown} of {total} in {month}",
                ["shown": shownCount, "total": words.number(list.matchCount), "month": label]
            ) + later(month.laterCount, words),
            more: list.next.map { .month(month.place.month, cursor: $0.text) },
            empty: book.transactionCount == 0
                ? .first(words) : .month(label, isAhead: first > today, words)
        )
    }

    private func later(_ count: Int, _ words: Words) -> String {
        guard count > 0 else { return "" }
        return ". "
            + words.count(
                count,
                one: "{count} entry is dated after today and is not in the sums.",
                other: "{count} entries are dated after today and are not in the sums."
            )
    }

    private func pager(_ first: CalendarDay, newest: CalendarDay, _ words: Words) -> MonthPager {
        func month(_ day: CalendarDay) -> (month: String, label: String) {
            (RowPlace(day).month, DayText(day, today: site.today, locale: words.locale).month)
        }
        let next = first.adding(months: 1)
        return MonthPager(
            label: month(first).label,
            previous: month(first.adding(months: -1)),
            next: next <= newest ? month(next) : nil
        )
    }

    /// Words of a search never stand in an address: the answer to the form is the list itself.
    private var search: Endpoint {
        Endpoint(.post, "/money/search", surface: .page, access: .unlocked) { request in
            try await found(LedgerFilter.Sending(request.form), cursor: request.form["cursor"], request)
        }.with { $0.body = .form() }
    }

    /// The entries of an account or category, which an address can name without a word about it.
    private var entries: Endpoint {
        Endpoint(.get, "/money/search", surface: .page, access: .unlocked) { request in
            var sending = LedgerFilter.Sending()
            (sending.account, sending.category) = (request.query["account"] ?? "", request.query["category"] ?? "")
            return try await found(sending, cursor: nil, request)
        }
    }

    func found(
        _ sending: LedgerFilter.Sending,
        cursor: String?,
        _ request: WebRequest
    ) async throws -> Answer {
        let words = site.words(request)
        var errors: [FieldError] = []
        let chosen = filter(sending, words, &errors)
        let cursor = Self.cursor(cursor)
        let problems = FormProblems(errors: errors)
        let keep = errors.isEmpty ? sending.keepForm(site) : nil
        let status: Answer.Status = errors.isEmpty ? .ok : .unprocessableContent
        return try await site.keptAnswer(at: .money(.transactions), request, status: status, of: sending.fields) {
            book throws(MoneyError) in
            var filter = chosen
            let search = SearchQuery(sending.query, today: site.today, book.settings.digitGrouping)
            filter.terms = search.terms
            // Totals are of what matches, wherever it stands in the list.
            let found = problems.isShown ? nil : try book.listing(filter, limit: Self.found, after: cursor)
            let (list, totals) = (found?.list, found?.totals ?? [])
            let transactions = list?.transactions ?? []
            let count = ["shown": words.number(transactions.count), "total": words.number(list?.matchCount ?? 0)]
            return TransactionsPage(
                pager: nil,
                figures: EntryWords(book, words: words).figures(totals),
                filter: fields(sending, book, words, problems: problems),
                hints: book.problems(of: search).map { SearchHint.sentence($0, words) },
                days: LedgerWords(book, words: words, today: site.today).days(transactions, in: nil),
                count: words("Showing {shown} of {total}", count),
                more: list?.next.map { .search(cursor: $0.text) },
                empty: list.map { _ in .noMatch(sending.query, searched: book.transactionCount, words) },
                keep: keep,
                problems: problems
            )
        }
    }

    func filter(
        _ sending: LedgerFilter.Sending,
        _ words: Words,
        _ errors: inout [FieldError]
    ) -> TransactionFilter {
        let from = day("from", words("From"), sending.from, words, &errors)
        let to = day("to", words("Until"), sending.to, words, &errors)
        if let from, let to, from > to {
            let message = words("It must not be before the first day.")
            errors.append(FieldError(field: "to", label: words("Until"), message: message, in: .filter))
        }
        return TransactionFilter(
            from: from,
            to: to,
            account: AccountID(text: sending.account),
            category: CategoryID(text: sending.category),
            isUncategorised: sending.isUncategorised && sending.category.isEmpty
        )
    }

    private func day(
        _ name: String,
        _ label: String,
        _ text: String,
        _ words: Words,
        _ errors: inout [FieldError]
    ) -> CalendarDay? {
        guard !text.isEmpty else { return nil }
        if let day = CalendarDay(iso: text) { return day }
        let message = words("It must be a day such as 2026-11-20.")
        errors.append(FieldError(field: name, label: label, message: message, in: .filter))
        return nil
    }

    private static func cursor(_ text: String?) -> TransactionCursor? {
        guard let text else { return nil }
        do throws(MoneyError) {
            return try TransactionCursor(text: text)
        } catch {
            return nil  // an old or invented cursor shows the first page
        }
    }

    private func fields(
        _ sending: LedgerFilter.Sending,
        _ book: MoneyBook,
        _ words: Words,
        problems: FormProblems = .none
    ) -> LedgerFilter {
        LedgerFilter(
            sending,
            days: days(sending, words),
            uncategorisedCount: book.uncategorisedCount,
            accounts: PageChoices.accounts(book, including: AccountID(text: sending.account)),
            categories: PageChoices.categories(book),
            words: words,
            problems: problems
        )
    }

    private func days(_ sending: LedgerFilter.Sending, _ words: Words) -> String? {
        func short(_ iso: String) -> String? {
            CalendarDay(iso: iso).map { DayText($0, today: site.today, locale: words.locale).short }
        }
        let (from, to) = (short(sending.from), short(sending.to))
        return switch (from, to) {
        case (let from?, let to?): words("{from} to {to}", ["from": from, "to": to])
        case (let from?, nil): words("From {day}", ["day": from])
        case (nil, let to?): words("Until {day}", ["day": to])
        case (nil, nil): nil
        }
    }
}

extension LedgerFilter.Sending {
    /// Those that say something.
    var fields: FormFields {
        let fields = [
            ("q", query), ("account", account), ("category", category), ("from", from), ("to", to),
            ("uncategorised", isUncategorised ? "yes" : ""),
        ]
        return FormFields(fields.filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) })
    }

    /// Nil while nothing is searched for.
    func keepForm(_ site: PageSite) -> KeepForm? {
        let fields = fields
        return fields.names.isEmpty ? nil : site.keepForm(.transactions, fields)
    }

    init(_ form: FormFields) {
        self.init()
        query = form["q"] ?? ""
        account = form["account"] ?? ""
        category = form["category"] ?? ""
        from = form["from"] ?? ""
        to = form["to"] ?? ""
        // The chip turns it on and off; any other button leaves it as it was.
        switch form["do"] {
        case "uncategorised": isUncategorised = true
        case "all": isUncategorised = false
        default: isUncategorised = form["uncategorised"] == "yes"
        }
    }
}

extension RowPlace {
    /// The list that an address or a form of a row names; this month where it names none.
    init(_ fields: FormFields, today: CalendarDay) {
        let first = fields["month"].flatMap { CalendarDay(iso: $0 + "-01") } ?? today.firstOfMonth
        self.init(month: RowPlace(first).month, cursor: fields["cursor"].flatMap { $0.isEmpty ? nil : $0 })
    }
}
