package import Primitives

/// Raw values are on disk: never renumber, never reuse.
package enum BudgetStyle: UInt8, Sendable, CaseIterable, Hashable {
    /// A line is the most that is to be spent.
    case limit = 1
    /// A line is money put aside, taken from what is there to assign.
    case envelope = 2
}

/// What is meant for one category in each period.
package struct BudgetLine: Hashable, Sendable {
    package var category: CategoryID
    /// With everything under it that has no line of its own.
    package var includesSubtree: Bool
    /// For a period to which nothing else was assigned; 0 or more.
    package var minorUnits: Int64
    package var rollover: BudgetRollover

    package init(
        _ category: CategoryID,
        minorUnits: Int64,
        includesSubtree: Bool = true,
        rollover: BudgetRollover = .none
    ) {
        self.category = category
        self.includesSubtree = includesSubtree
        self.minorUnits = minorUnits
        self.rollover = rollover
    }
}

/// What is known of a budget.
///
/// - Source: docs/spec/money-planning.md §4.
package struct BudgetContent: Hashable, Sendable {
    package var name: String
    package var style: BudgetStyle
    package var currency: Currency
    package var span: BudgetSpan
    /// The first period is the one this day is in.
    package var starts: CalendarDay
    package var ends: CalendarDay?
    /// Envelopes: what there was to assign when it began.
    package var openingMinorUnits: Int64
    package var lines: [BudgetLine]

    package init(
        name: String,
        style: BudgetStyle,
        currency: Currency,
        span: BudgetSpan,
        starts: CalendarDay,
        ends: CalendarDay? = nil,
        openingMinorUnits: Int64 = 0,
        lines: [BudgetLine]
    ) {
        self.name = name
        self.style = style
        self.currency = currency
        self.span = span
        self.starts = starts
        self.ends = ends
        self.openingMinorUnits = openingMinorUnits
        self.lines = lines
    }
}

/// A budget of the book.
package struct Budget: Hashable, Sendable, Identifiable {
    package let id: BudgetID
    package internal(set) var content: BudgetContent
    package internal(set) var isRemoved = false

    package var name: String { content.name }
}

/// Names what is assigned to one line in one period: a period is named by its first day.
package struct AssignmentID: Hashable, Comparable, Sendable {
    package let budget: BudgetID
    package let category: CategoryID
    package let firstDay: CalendarDay

    package init(_ budget: BudgetID, _ category: CategoryID, _ firstDay: CalendarDay) {
        self.budget = budget
        self.category = category
        self.firstDay = firstDay
    }

    package static func < (left: AssignmentID, right: AssignmentID) -> Bool {
        (left.budget, left.category, left.firstDay) < (right.budget, right.category, right.firstDay)
    }
}
