/// Where a page stands in the navigation; only places that exist have a case.
package enum Place: Hashable, Sendable {
    /// Outside: no navigation, nothing of a person's is open.
    case outside
    /// The door itself, signing in or unlocking: the bar offers no other.
    case door
    /// Shown once: the bar holds nothing that would lead away from it.
    case alone
    /// A page of the staff, on its own listener.
    case staff(StaffTab)
    /// Before the door of the staff.
    case staffDoor
    case today
    case money(MoneyTab)
    case cycle(CycleTab)
    case privacy(PrivacyTab)
    case settings

    package enum MoneyTab: String, Hashable, Sendable, CaseIterable {
        case transactions
        case month
        case budgets
        case recurring
        case forecast
        case goals
        case people
        case accounts
        case categories
        case reports
        case importing
        case exporting
        case more

        var label: String {
            switch self {
            case .transactions: localized("Transactions")
            case .month: localized("Month")
            case .budgets: localized("Budgets")
            case .recurring: localized("Recurring")
            case .forecast: localized("Forecast")
            case .goals: localized("Goals")
            case .people: localized("People")
            case .accounts: localized("Accounts")
            case .categories: localized("Categories")
            case .reports: localized("Reports")
            case .importing: localized("Import")
            case .exporting: localized("Export")
            case .more: localized("More")
            }
        }

        var path: String {
            switch self {
            case .transactions: "/money"
            case .month: MonthPages.path
            case .budgets: "/money/budgets"
            case .recurring: "/money/recurring"
            case .forecast: "/money/forecast"
            case .goals: "/money/goals"
            case .people: "/money/people"
            case .accounts: "/money/accounts"
            case .categories: "/money/categories"
            case .reports: "/money/reports/spending"
            case .importing: "/money/import"
            case .exporting: ExportPages.path
            case .more: MorePages.path
            }
        }

        var icon: String {
            switch self {
            case .transactions: "list"
            case .month: "chart"
            case .budgets: "filter"
            case .recurring: "repeat"
            case .forecast: "trend"
            case .goals: "goal"
            case .people: "people"
            case .accounts: "bank"
            case .categories: "split"
            case .reports: "note"
            case .importing: "upload"
            case .exporting: "download"
            case .more: "plus"
            }
        }
    }

    /// The diary of cycle and body.
    package enum CycleTab: String, Hashable, Sendable, CaseIterable {
        case overview
        case day
        case calendar
        case history
        case temperature
        case report
        case sharing
        case importing
        case exporting
        case settings

        var label: String {
            switch self {
            case .overview: localized("Overview")
            case .day: localized("Day log")
            case .calendar: localized("Calendar")
            case .history: localized("History")
            case .temperature: localized("Temperature")
            case .report: localized("For a doctor")
            case .sharing: localized("Sharing")
            case .importing: localized("Import")
            case .exporting: localized("Export")
            case .settings: localized("Diary settings")
            }
        }

        var path: String {
            switch self {
            case .overview: CyclePages.path
            case .day: CycleDayPages.path
            case .calendar: CycleCalendarPages.path
            case .history: CycleHistoryPages.path
            case .temperature: CycleHistoryPages.path + "#temperature"
            case .report: CycleReportPages.path
            case .sharing: CycleSharingPages.path
            case .importing: CycleImportPages.path
            case .exporting: CycleExportPages.path
            case .settings: CycleSettingsPages.path
            }
        }

        var icon: String {
            switch self {
            case .overview: "cycle"
            case .day: "note"
            case .calendar: "cal"
            case .history: "chart"
            case .temperature: "thermo"
            case .report: "print"
            case .sharing: "people"
            case .importing: "upload"
            case .exporting: "download"
            case .settings: "gear"
            }
        }
    }

    package enum PrivacyTab: String, Hashable, Sendable, CaseIterable {
        case access
        case consents
        case requests
        case security
        case support
        case shared
        case promises
        case archive
        case deletion

        var label: String {
            switch self {
            case .access: localized("Access history")
            case .consents: localized("Consents")
            case .requests: localized("Requests")
            case .security: localized("Sign-in and devices")
            case .support: localized("Help from staff")
            case .shared: localized("Shared with me")
            case .promises: localized("Public promises")
            case .archive: localized("Export")
            case .deletion: localized("Delete everything")
            }
        }

        var path: String {
            switch self {
            case .access: AccessPages.path
            case .consents: ConsentPages.path
            case .requests: RightsPages.path
            case .security: "/privacy/security"
            case .support: SupportPages.path
            case .shared: SharingPages.path
            case .promises: "/trust"
            case .archive: ArchivePages.path
            case .deletion: DeletionPages.path
            }
        }

        var icon: String {
            switch self {
            case .access: "key"
            case .consents: "check"
            case .requests: "note"
            case .security: "lock"
            case .support: "staff"
            case .shared: "people"
            case .promises: "seal"
            case .archive: "download"
            case .deletion: "x"
            }
        }
    }

    /// Whether navigation stands around the page.
    var isInside: Bool {
        switch self {
        case .outside, .door, .alone, .staff, .staffDoor: false
        case .today, .money, .cycle, .privacy, .settings: true
        }
    }

    /// Whether the page is one of the staff's, which lead nowhere else.
    var isStaffs: Bool {
        switch self {
        case .staff, .staffDoor: true
        default: false
        }
    }

    /// The value of `data-section`, which chooses the accent colour.
    var section: String {
        switch self {
        case .outside, .door, .alone: "outside"
        case .staff, .staffDoor: "staff"
        case .today: "today"
        case .money: "money"
        case .cycle: "cycle"
        case .privacy: "privacy"
        case .settings: "settings"
        }
    }
}
