/// A page about money that is needed now and then: it stands on the page of those, and in the palette.
enum MorePlace: CaseIterable {
    case books
    case rules
    case matches
    case views
    case rates
    case names

    var label: String {
        switch self {
        case .books: localized("Shared books")
        case .rules: localized("Rules")
        case .matches: localized("Find transfers")
        case .views: localized("Kept views")
        case .rates: localized("Exchange rates")
        case .names: localized("Everything by name")
        }
    }

    /// What it is for.
    var sentence: String {
        switch self {
        case .books: localized("Books that you keep with others, and codes that let you in.")
        case .rules: localized("What is to be done with entries that look alike.")
        case .matches: localized("Pairs of entries that are money between your own accounts.")
        case .views: localized("Searches and reports under names of your own.")
        case .rates: localized("What one currency is worth in another, typed or imported by you.")
        case .names: localized("Every account, category and plan, and what belongs to it.")
        }
    }

    var path: String {
        switch self {
        case .books: BookPages.path
        case .rules: RulePages.path
        case .matches: MatchPages.path
        case .views: ViewPages.path
        case .rates: RatePages.path
        case .names: NamesPages.path
        }
    }

    var icon: String {
        switch self {
        case .books: "people"
        case .rules: "check"
        case .matches: "repeat"
        case .views: "eye"
        case .rates: "arrow-up"
        case .names: "search"
        }
    }
}
