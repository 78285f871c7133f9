import Money
import Primitives

/// The query parameters that narrow lists and reports.
enum QueryFilter {
    static let days: [Endpoint.Parameter] = [
        .init("from", .day, "The first day that counts."), .init("to", .day, "The last day that counts."),
    ]

    static let parameters: [Endpoint.Parameter] =
        days + [
            .init("account", .id, "Only what touches this account."),
            .init("category", .id, "Only this category and those under it."),
            .init("tag", .string(.line, length: 1...MoneyLimits.nameCharacters), "Only what has this tag."),
            .init(
                "q",
                .string(.line, length: 1...200),
                "A search: words that all occur in payee, note, tags, category or account, and operators such as "
                    + "`>500`, `#trip`, `category:food`, `from:2026-03` or `-is:transfer`; see docs/spec/search.md. "
                    + "Numbers are written as everywhere in this API: `1500.25`."
            ),
        ]

    /// What of the search says nothing in this book, in sentences.
    static func hints(_ query: FormFields, today: CalendarDay, _ book: MoneyBook) -> [String] {
        guard let text = query["q"] else { return [] }
        let words = Words.english
        return book.problems(of: SearchQuery(text, today: today)).map { SearchHint.sentence($0, words) }
    }

    /// `today`: what `last-month` in a search counts from.
    static func filter(_ query: FormFields, today: CalendarDay) throws(Problem) -> TransactionFilter {
        let tag = query["tag"].map { [SearchTerm(.tag($0))] } ?? []
        return TransactionFilter(
            from: query["from"].flatMap { CalendarDay(iso: $0) },
            to: query["to"].flatMap { CalendarDay(iso: $0) },
            account: try id("account", query) { AccountID(text: $0) },
            category: try id("category", query) { CategoryID(text: $0) },
            terms: tag + SearchQuery(query["q"] ?? "", today: today).terms
        )
    }

    private static func id<ID>(_ name: String, _ query: FormFields, _ read: (String) -> ID?) throws(Problem) -> ID? {
        guard let text = query[name] else { return nil }
        guard let id = read(text) else { throw Problem(.invalid, fields: [.init(name, "It does not exist.")]) }
        return id
    }
}
