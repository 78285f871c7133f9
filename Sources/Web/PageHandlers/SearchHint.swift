import Money

/// What of a search says nothing in this book, as a sentence.
enum SearchHint {
    static func sentence(_ problem: SearchProblem, _ words: Words) -> String {
        switch problem {
        case .unreadableDay(let part):
            words(
                "“{part}” names no day. A day is 2026-03-05, 2026-03, 2026 or a word such as last-month.",
                ["part": part]
            )
        case .unreadableAmount(let part):
            words("“{part}” names no amount. Write 250, 100..500 or >500.", ["part": part])
        case .unknownTrait(let part):
            words("“{part}” is not known. Look at what you can type, below the search field.", ["part": part])
        case .noAccount(let name): words("No account has “{name}” in its name.", ["name": name])
        case .noPerson(let name): words("Nobody has “{name}” in their name.", ["name": name])
        case .noCategory(let name): words("No category has “{name}” in its name.", ["name": name])
        case .tooManyParts(let part):
            words("“{part}” and what follows it is not looked for: a search has at most 16 parts.", ["part": part])
        }
    }
}
