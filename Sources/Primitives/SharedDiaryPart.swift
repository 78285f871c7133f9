/// A part of a diary that may be shared with a partner's account, each by itself.
///
/// Raw values are in sealed records: never renumber, never reuse.
/// - Source: docs/spec/sharing.md §8.
package enum SharedDiaryPart: UInt8, Sendable, CaseIterable, Hashable, Comparable {
    case nextPeriod = 1
    case today = 2
    case fertileDays = 3

    /// A name for forms and JSON.
    package var name: String {
        switch self {
        case .nextPeriod: "next-period"
        case .today: "today"
        case .fertileDays: "fertile-days"
        }
    }

    package init?(name: String) {
        guard let part = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = part
    }

    package static func < (left: SharedDiaryPart, right: SharedDiaryPart) -> Bool { left.rawValue < right.rawValue }
}
