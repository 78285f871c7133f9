/// The links around a private page, with the current one marked.
struct Navigation: Sendable {
    let isToday: Bool
    let isMoney: Bool
    let isCycle: Bool
    let isPrivacy: Bool
    let tabs: [Tab]
    /// Every place there is, for going to one by its name.
    let places: [Tab]
    /// The first of the kept views, as chips; the others stand on a page of their own.
    let views: [Tab]
    let hasViews: Bool

    private static let viewMaximum = 12

    struct Tab: Sendable {
        let path: String
        /// Of the element that leads there: its path without slashes.
        let id: String
        let label: String
        let icon: String
        let isCurrent: Bool

        init(path: String, label: String, icon: String, isCurrent: Bool) {
            self.path = path
            id = String(path.dropFirst()).replacing("/", with: "-")
            self.label = label
            self.icon = icon
            self.isCurrent = isCurrent
        }
    }

    /// - `views`: The kept ones, where the page shows them.
    /// - `path`: Of the page itself.
    init(at place: Place, views: [KeptView] = [], path: String = "") {
        self.views = views.prefix(Self.viewMaximum).map {
            Tab(path: $0.path, label: $0.label, icon: $0.icon, isCurrent: $0.path == path)
        }
        hasViews = !views.isEmpty
        isToday = place == .today
        tabs = Self.tabs(around: place)
        if case .money = place { isMoney = true } else { isMoney = false }
        if case .cycle = place { isCycle = true } else { isCycle = false }
        if case .privacy = place { isPrivacy = true } else { isPrivacy = false }
        places =
            [Tab(path: "/today", label: localized("Today"), icon: "today", isCurrent: isToday)]
            + Place.MoneyTab.allCases.map { Tab(path: $0.path, label: $0.label, icon: $0.icon, isCurrent: false) }
            + MorePlace.allCases.map { Tab(path: $0.path, label: $0.label, icon: $0.icon, isCurrent: false) }
            + Place.CycleTab.allCases.map { Tab(path: $0.path, label: $0.label, icon: $0.icon, isCurrent: false) }
            + Place.PrivacyTab.allCases.map { Tab(path: $0.path, label: $0.label, icon: $0.icon, isCurrent: false) }
            + [
                Tab(path: "/settings", label: localized("Settings"), icon: "gear", isCurrent: place == .settings)
            ]
    }

    /// The pages of the section, the current one marked.
    private static func tabs(around place: Place) -> [Tab] {
        switch place {
        case .money(let current):
            Place.MoneyTab.allCases.map {
                Tab(path: $0.path, label: $0.label, icon: $0.icon, isCurrent: $0 == current)
            }
        case .cycle(let current):
            Place.CycleTab.allCases.map {
                Tab(path: $0.path, label: $0.label, icon: $0.icon, isCurrent: $0 == current)
            }
        case .privacy(let current):
            Place.PrivacyTab.allCases.map {
                Tab(path: $0.path, label: $0.label, icon: $0.icon, isCurrent: $0 == current)
            }
        default: []
        }
    }
}
