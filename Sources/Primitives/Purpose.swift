/// Why a vault is opened, chosen from this closed list.
///
/// An opening without a consent for its purpose is refused.
///
/// Raw values are in sealed consent records: never renumber, never reuse.
package enum Purpose: UInt8, Sendable, CaseIterable, Hashable {
    /// Keep a person's own money entries and show them to her.
    case moneyTracking = 1
    /// Read statement files she uploads.
    case moneyImport = 2
    /// Hand her a copy of everything.
    case export = 3
    /// Key work that a vault needs: new slots, new epochs, compaction. Part of keeping the account, never refused.
    case keyMaintenance = 4
    /// Keep a person's diary of her body and show it to her.
    case cycleDiary = 5
    /// Work out from the diary what is likely: next periods, fertile days.
    case cyclePrediction = 6
    /// Read files of other diaries she uploads.
    case cycleImport = 7
    /// Let the staff see a part of it, once, when she asked for help and two officers agreed. Off until she allows it.
    case supportAccess = 8
    /// Count its openings, bounded, in the week's figures over all accounts. Off until she allows it; opens nothing.
    case aggregates = 9

    /// The purpose of that name.
    package init?(name: String) {
        guard let purpose = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = purpose
    }

    /// A name for addresses and JSON, lower case with hyphens.
    package var name: String {
        switch self {
        case .moneyTracking: "money-tracking"
        case .moneyImport: "money-import"
        case .export: "export"
        case .keyMaintenance: "key-maintenance"
        case .cycleDiary: "cycle-diary"
        case .cyclePrediction: "cycle-prediction"
        case .cycleImport: "cycle-import"
        case .supportAccess: "support-access"
        case .aggregates: "aggregates"
        }
    }
}
