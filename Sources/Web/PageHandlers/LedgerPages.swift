import HTTPTypes
import Money
import Primitives

/// A month of transactions, and search.
struct LedgerPages: Sendable {
    private static let pageCount = 100

    let site: PageSite

    var endpoints: [Endpoint] { [month, search] }

    private var month: Endpoint {
        Endpoint(.get, "/money", surface: .page, access: .unlocked) { request in
            let today = site.today
            let first = request.query["month"].flatMap { CalendarDay(iso: $0 + "-01") } ?? today.firstOfMonth
            let cursor = Self.cursor(request.query["cursor"])
            let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
                let last = first.adding(months: 1).adding(days: -1)
                let filter = TransactionFilter(from: first, to: last)
                let list = try book.list(filter, limit: Self.pageCount, after: cursor)
                let newest = try book.list(limit: 1).transactions.first?.content.day ?? today
                let words = EntryWords(book)
                let label = DayText(first, today: today).month
                return TransactionsPage(
                    pager: pager(first, newest: max(newest, today)),
                    figures: words.figures(list.totals),
                    filter: filterFields(FormFields([]), book),
                    days: words.days(list.transactions, today: today, showsMonth: false),
                    count: list.matchCount == 0
                        ? "" : "Showing \(list.transactions.count) of \(list.matchCount) in \(label)",
                    more: list.next.map { .month(String(first.iso.prefix(7)), cursor: $0.text) }
                )
            }
            return try await site.answer(page, request)
        }
    }

    private func pager(_ first: CalendarDay, newest: CalendarDay) -> MonthPager {
        func month(_ day: CalendarDay) -> (month: String, label: String) {
            (String(day.iso.prefix(7)), DayText(day, today: site.today).month)
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
            let form = request.form
            let today = site.today
            var errors: [FieldError] = []
            let (from, to) = (day("from", form, &errors), day("to", form, &errors))
            if let from, let to, from > to {
                errors.append(FieldError(field: "to", label: "To", message: "It must not be before the first day."))
            }
            let filter = TransactionFilter(
                from: from,
                to: to,
                account: form["account"].flatMap { AccountID(text: $0) },
                category: form["category"].flatMap { CategoryID(text: $0) },
                text: form["q"]
            )
            let cursor = Self.cursor(form["cursor"])
            let isUncategorised = form["uncategorised"] == "yes"
            let problems = FormProblems(errors: errors)
            let page = try await MoneyVault(request, site.services).read { book, _ throws(MoneyError) in
                let found: Found =
                    problems.isShown
                    ? ([], nil, 0) : try Self.found(filter, after: cursor, isUncategorised: isUncategorised, book)
                let words = EntryWords(book)
                return TransactionsPage(
                    pager: nil,
                    figures: [],
                    filter: filterFields(form, book, problems: problems),
                    days: words.days(found.transactions, today: today, showsMonth: true),
                    count: found.count == 0
                        ? "Searched \(book.transactionCount) transactions."
                        : "Showing \(found.transactions.count) of \(found.count)",
                    more: found.next.map { .search(cursor: $0.text) },
                    problems: problems
                )
            }
            return try await site.answer(page, request, status: errors.isEmpty ? .ok : .unprocessableContent)
        }.with { $0.body = .form() }
    }

    private typealias Found = (transactions: [MoneyTransaction], next: TransactionCursor?, count: Int)

    private static func found(
        _ filter: TransactionFilter,
        after cursor: TransactionCursor?,
        isUncategorised: Bool,
        _ book: MoneyBook
    ) throws(MoneyError) -> Found {
        guard isUncategorised, filter.category == nil else {
            let page = try book.list(filter, limit: pageCount, after: cursor)
            return (page.transactions, page.next, page.matchCount)
        }
        // Both built-in categories mean "none yet"; the newer of two lists goes first.
        var both: [MoneyTransaction] = []
        var next: [TransactionCursor] = []
        var count = 0
        for category in [CategoryID.uncategorisedExpense, .uncategorisedIncome] {
            var one = filter
            one.category = category
            let page = try book.list(one, limit: pageCount, after: cursor)
            both += page.transactions
            count += page.matchCount
            if let more = page.next { next.append(more) }
        }
        both.sort { ($0.content.day, $0.id) > ($1.content.day, $1.id) }
        return (both, next.isEmpty ? nil : next[0], count)
    }

    private static func cursor(_ text: String?) -> TransactionCursor? {
        guard let text else { return nil }
        do throws(MoneyError) {
            return try TransactionCursor(text: text)
        } catch {
            return nil  // an old or invented cursor shows the first page
        }
    }

    private func day(_ name: String, _ form: FormFields, _ errors: inout [FieldError]) -> CalendarDay? {
        guard let text = form[name], !text.isEmpty else { return nil }
        if let day = CalendarDay(iso: text) { return day }
        let label = name == "from" ? "From" : "To"
        errors.append(FieldError(field: name, label: label, message: "It must be a day such as 2026-11-20."))
        return nil
    }

    private func filterFields(_ form: FormFields, _ book: MoneyBook, problems: FormProblems = .none) -> LedgerFilter {
        LedgerFilter(
            query: form["q"] ?? "",
            account: form["account"] ?? "",
            category: form["category"] ?? "",
            from: form["from"] ?? "",
            to: form["to"] ?? "",
            isUncategorisedOnly: form["uncategorised"] == "yes",
            accounts: PageChoices.accounts(book),
            categories: PageChoices.categories(book),
            problems: problems
        )
    }
}
