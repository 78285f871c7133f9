/// What is counted over all who agreed, from this closed list.
///
/// Raw values are in sealed records and the order of the list is that of the pages: never renumber, never reuse.
///
/// - Source: the table of docs/spec/aggregates.md §3; a test compares the two.
package enum AggregateFigure: UInt8, Sendable, CaseIterable, Hashable {
    /// Accounts that were opened at all.
    case activeAccounts = 1
    /// Accounts whose money book was opened.
    case moneyAccounts = 2
    /// Accounts whose diary was opened.
    case diaryAccounts = 3
    /// How often vaults were opened, for whatever the person wanted.
    case openings = 4
    /// How often files were read in.
    case imports = 5

    /// A name for JSON, lower case with hyphens.
    package var name: String {
        switch self {
        case .activeAccounts: "active-accounts"
        case .moneyAccounts: "money-accounts"
        case .diaryAccounts: "diary-accounts"
        case .openings: "openings"
        case .imports: "imports"
        }
    }

    /// The most that one account adds in a week, whatever it does: the figure's sensitivity.
    package var maximumPerAccount: UInt8 {
        switch self {
        case .activeAccounts, .moneyAccounts, .diaryAccounts: 1
        case .openings: 50
        case .imports: 5
        }
    }

    /// What one release of it tells of one account at most.
    package var epsilon: Epsilon {
        switch self {
        case .activeAccounts: Epsilon(thousandths: 200)
        case .moneyAccounts, .diaryAccounts: Epsilon(thousandths: 100)
        case .openings, .imports: Epsilon(thousandths: 50)
        }
    }

    package var noise: DiscreteLaplace {
        DiscreteLaplace(sensitivity: UInt64(maximumPerAccount), epsilon: epsilon)
    }

    /// The count that says how many people a figure is about; its own for counts of accounts.
    package var group: AggregateFigure {
        switch self {
        case .activeAccounts, .moneyAccounts, .diaryAccounts: self
        case .openings, .imports: .activeAccounts
        }
    }

    /// The fewest people that a figure that is shown is about, but for once in a thousand releases.
    package static let smallestGroup: Int64 = 20

    /// From which noisy count on a group is shown: ``smallestGroup``, and as much again as noise adds to one of 19 only
    /// once in a thousand times.
    ///
    /// The noisy count is compared and never the count, so that whether a figure is shown tells nothing more.
    package var shownFrom: Int64 {
        switch group {
        case .activeAccounts: 51
        default: 82
        }
    }

    /// All of one week's release.
    package static let epsilonPerWeek = allCases.reduce(Epsilon.zero) { $0 + $1.epsilon }
}
