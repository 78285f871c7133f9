/// A page about money that is needed now and then: it stands on the page of those, and in the palette.
enum MorePlace: CaseIterable {
    case views
    case rates
    case names

    var label: String {
        switch self {
        case .views: localized("Kept views")
        case .rates: localized("Exchange rates")
        case .names: localized("Everything by name")
        }
    }

    /// What it is for.
    var sentence: String {
        switch self {
        case .views: localized("Searches and reports under names of your own.")
        case .rates: localized("What one currency is worth in another, typed or imported by you.")
        case .names: localized("Every account, category and plan, and what belongs to it.")
        }
    }

    var path: String {
        switch self {
        case .views: ViewPages.path
        case .rates: RatePages.path
        case .names: NamesPages.path
        }
    }

    var icon: String {
        switch self {
        case .views: "eye"
        case .rates: "arrow-up"
        case .names: "search"
        }
    }
}
