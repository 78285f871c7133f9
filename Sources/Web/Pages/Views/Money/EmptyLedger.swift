/// Why a list of transactions is empty, and what to do about it.
package struct EmptyLedger: Sendable {
    let heading: String
    let sentence: String
    let isNoMatch: Bool
    /// Nothing was ever added: there is nothing to search either.
    let isFirst: Bool

    /// Nothing was added or imported yet.
    package static func first(_ words: Words) -> EmptyLedger {
        EmptyLedger(
            heading: words("Nothing here yet"),
            sentence: words(
                "What you add or import stands here, by day, newest first. Most people begin with one line."
            ),
            isNoMatch: false,
            isFirst: true
        )
    }

    /// `month`: its name, with the year.
    package static func month(_ month: String, isAhead: Bool, _ words: Words) -> EmptyLedger {
        let sentence =
            isAhead
            ? words("The month has not started. Entries for later days appear here as soon as you add them.")
            : words("Entries of this month appear here as soon as you add or import them.")
        return EmptyLedger(
            heading: words("No transactions in {month}", ["month": month]),
            sentence: sentence,
            isNoMatch: false,
            isFirst: false
        )
    }

    /// `query`: the words searched for; empty when only choices were made.
    package static func noMatch(_ query: String, searched: Int, _ words: Words) -> EmptyLedger {
        EmptyLedger(
            heading: query.isEmpty ? words("No match") : words("No match for “{query}”", ["query": query]),
            sentence: words.count(
                searched,
                one: "Searched payee, note, tags, category and account of {count} transaction.",
                other: "Searched payee, note, tags, category and account of {count} transactions."
            ),
            isNoMatch: true,
            isFirst: false
        )
    }
}
