/// The order of the parts of a written date.
///
/// Raw values are in remembered mappings: never renumber, never reuse.
package enum DateOrder: UInt8, Sendable, CaseIterable, Hashable {
    case dayMonthYear = 1
    case monthDayYear = 2
    case yearMonthDay = 3

    /// The name in JSON and on the command line.
    package var name: String {
        switch self {
        case .dayMonthYear: "dmy"
        case .monthDayYear: "mdy"
        case .yearMonthDay: "ymd"
        }
    }

    package init?(name: some StringProtocol) {
        guard let order = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = order
    }
}
