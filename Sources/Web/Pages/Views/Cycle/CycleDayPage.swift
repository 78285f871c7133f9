/// The sheet of one day: everything that can be logged, with what is logged filled in.
package struct CycleDayPage: Page {
    package static let template = PageTemplate.cycleDay
    package var place: Place { .cycle(.day) }
    package let title = localized("Diary")

    /// Such as `Today`, or the day in words.
    let heading: String
    /// Such as `Friday 20 November 2026, day 17`.
    let subheading: String
    let action: String
    let before: Neighbour
    let after: Neighbour
    let problems: FormProblems
    /// What is kept and asked about.
    let doubts: [String]
    let hasDoubts: Bool
    let sections: [DaySection]
    /// Hidden by the person, or seldom used: folded, never gone.
    let folded: [DaySection]
    /// What is said of a day that cannot be logged yet; nil for others.
    let ahead: String?
    let isOpen: Bool
    /// What the day holds, in words; nil for nothing.
    let holds: String?
    /// What the form was filled with, opaque: a field that was not touched is not written.
    let seen: String
    let ring: CycleRing?
    let month: MonthGrid?

    package struct Neighbour: Sendable {
        let path: String
        let label: String

        package init(path: String, label: String) {
            self.path = path
            self.label = label
        }
    }

    init(
        heading: String,
        subheading: String,
        action: String,
        before: Neighbour,
        after: Neighbour,
        problems: FormProblems = .none,
        doubts: [String] = [],
        sections: [DaySection],
        folded: [DaySection],
        ahead: String? = nil,
        holds: String?,
        seen: String,
        ring: CycleRing? = nil,
        month: MonthGrid? = nil
    ) {
        self.heading = heading
        self.subheading = subheading
        self.action = action
        self.before = before
        self.after = after
        self.problems = problems
        self.doubts = doubts
        hasDoubts = !doubts.isEmpty
        self.sections = sections
        self.folded = folded
        self.ahead = ahead
        isOpen = ahead == nil
        self.holds = holds
        self.seen = seen
        self.ring = ring
        self.month = month
    }
}
