/// What a person may ask for, beside what she does herself; a closed list.
///
/// Raw values are in sealed records: never renumber, never reuse.
/// - Source: docs/spec/rights.md §2.
package enum RightsKind: UInt8, Sendable, CaseIterable, Hashable {
    /// Something wrong that she cannot change herself.
    case correction = 1
    /// To a purpose, which ends at once, or to something else that is done with her data.
    case objection = 2
    /// Kept and not used, for a time.
    case restriction = 3
    case grievance = 4
    /// Who may exercise her rights after her death, or when she no longer can.
    case nominee = 5
    /// Nothing is sold or shared; it is recorded and answered all the same.
    case doNotSell = 6
    /// Sensitive data for nothing but what she keeps it for.
    case limitUse = 7
    /// A copy on paper, where she cannot take one herself.
    case access = 8

    /// A name for JSON and addresses.
    package var name: String {
        switch self {
        case .correction: "correction"
        case .objection: "objection"
        case .restriction: "restriction"
        case .grievance: "grievance"
        case .nominee: "nominee"
        case .doNotSell: "do-not-sell"
        case .limitUse: "limit-use"
        case .access: "access"
        }
    }

    package init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// Whether it is done with the filing, so that nobody of the staff has anything to do.
    package var isHonouredAtOnce: Bool {
        switch self {
        case .nominee, .doNotSell, .limitUse: true
        case .correction, .objection, .restriction, .grievance, .access: false
        }
    }

    /// Whether it says nothing without words of hers.
    package var needsWords: Bool {
        switch self {
        case .correction, .objection, .restriction, .grievance, .nominee, .access: true
        case .doNotSell, .limitUse: false
        }
    }
}
