package import Primitives
package import Vault

/// What a token lets its bearer do, chosen from this closed list.
///
/// Raw values are in sealed records: never renumber, never reuse.
/// - Source: docs/spec/api-tokens.md §3.
package enum TokenScope: UInt8, Sendable, CaseIterable, Hashable, Comparable {
    case moneyRead = 1
    case moneyAdd = 2
    case moneyWrite = 3
    case diaryRead = 4
    case diaryAdd = 5
    case diaryWrite = 6

    /// A name for addresses and JSON.
    package var name: String {
        switch self {
        case .moneyRead: "money-read"
        case .moneyAdd: "money-add"
        case .moneyWrite: "money-write"
        case .diaryRead: "diary-read"
        case .diaryAdd: "diary-add"
        case .diaryWrite: "diary-write"
        }
    }

    package init?(name: String) {
        guard let scope = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = scope
    }

    /// What the trackers are called on disk: they are modules above this one, and a test holds them together.
    package var tracker: TrackerID {
        switch self {
        case .moneyRead, .moneyAdd, .moneyWrite: TrackerID(rawValue: 1)
        case .diaryRead, .diaryAdd, .diaryWrite: TrackerID(rawValue: 2)
        }
    }

    package var purpose: Purpose {
        switch self {
        case .moneyRead, .moneyAdd, .moneyWrite: .moneyTracking
        case .diaryRead, .diaryAdd, .diaryWrite: .cycleDiary
        }
    }

    /// Whether its bearer needs the tracker's keys.
    package var reads: Bool {
        switch self {
        case .moneyRead, .moneyWrite, .diaryRead, .diaryWrite: true
        case .moneyAdd, .diaryAdd: false
        }
    }

    /// The scopes that let in where this one is asked for.
    private var grantedBy: Set<TokenScope> {
        switch self {
        case .moneyRead: [.moneyRead, .moneyWrite]
        case .moneyAdd: [.moneyAdd, .moneyWrite]
        case .moneyWrite: [.moneyWrite]
        case .diaryRead: [.diaryRead, .diaryWrite]
        case .diaryAdd: [.diaryAdd, .diaryWrite]
        case .diaryWrite: [.diaryWrite]
        }
    }

    package func isGranted(by scopes: Set<TokenScope>) -> Bool { !grantedBy.isDisjoint(with: scopes) }

    package static func < (left: TokenScope, right: TokenScope) -> Bool { left.rawValue < right.rawValue }
}

extension Set<TokenScope> {
    /// The trackers whose keys the token holds.
    var readTrackers: Set<TrackerID> { Set<TrackerID>(filter(\.reads).map(\.tracker)) }

    /// What goes through the inbox: added without a key that could read it.
    var inboxScopes: Set<TokenScope> {
        var scopes: Set<TokenScope> = []
        if contains(.moneyAdd), !contains(.moneyWrite) { scopes.insert(.moneyAdd) }
        if contains(.diaryAdd), !contains(.diaryWrite) { scopes.insert(.diaryAdd) }
        return scopes
    }
}

/// Why a token was not made.
package enum TokenProblem: Hashable, Sendable {
    case name
    case noScope
    case days
    case tooMany
}
