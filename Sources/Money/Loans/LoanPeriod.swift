import Primitives

/// The time from one payment to the next.
///
/// Raw values are on disk: never renumber, never reuse.
package enum LoanPeriod: UInt8, Sendable, CaseIterable, Hashable {
    case week = 1
    case twoWeeks = 2
    case fourWeeks = 3
    case month = 4
    case threeMonths = 5
    case sixMonths = 6
    case year = 7

    /// The name in addresses and JSON.
    package var name: String {
        switch self {
        case .week: "week"
        case .twoWeeks: "two-weeks"
        case .fourWeeks: "four-weeks"
        case .month: "month"
        case .threeMonths: "three-months"
        case .sixMonths: "six-months"
        case .year: "year"
        }
    }

    package init?(name: some StringProtocol) {
        guard let period = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = period
    }

    enum Step {
        case weeks(Int)
        case months(Int)
    }

    var step: Step {
        switch self {
        case .week: .weeks(1)
        case .twoWeeks: .weeks(2)
        case .fourWeeks: .weeks(4)
        case .month: .months(1)
        case .threeMonths: .months(3)
        case .sixMonths: .months(6)
        case .year: .months(12)
        }
    }

    /// The part of a year that it is: a year has 12 months or 52 weeks.
    var share: (numerator: Int64, denominator: Int64) {
        switch step {
        case .weeks(let weeks): (Int64(weeks), 52)
        case .months(let months): (Int64(months), 12)
        }
    }

    /// The day so many periods after another; months are clipped at their end.
    func day(_ first: CalendarDay, after count: Int) -> CalendarDay {
        switch step {
        case .weeks(let weeks): first.adding(days: 7 * weeks * count)
        case .months(let months): first.adding(months: months * count)
        }
    }
}
