/// A page about money that is needed now and then: it stands on the page of those, and in the palette.
enum MorePlace: CaseIterable {
    case views
    case names

    var label: String {
        switch self {
        case .views: localized("Kept views")
        case .names: localized("Everything by name")
        }
    }

    /// What it is for.
    var sentence: String {
        switch self {
        case .views: localized("Searches and reports under names of your own.")
        case .names: localized("Every account, category and plan, and what belongs to it.")
        }
    }

    var path: String {
        switch self {
        case .views: ViewPages.path
        case .names: NamesPages.path
        }
    }

    var icon: String {
        switch self {
        case .views: "eye"
        case .names: "search"
        }
    }
}
