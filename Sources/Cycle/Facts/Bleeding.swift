/// What a person says about bleeding on one day.
///
/// - Source: docs/spec/cycle-diary.md §3, field 1; products and clots carry no weight here.
package struct Bleeding: Hashable, Sendable {
    /// How much.
    ///
    /// Raw values are on disk: never renumber, never reuse.
    package enum Level: UInt8, Hashable, Sendable, CaseIterable, Comparable {
        /// A statement, "no bleeding today"; a day without an entry says nothing.
        case none = 0
        case spotting = 1
        case light = 2
        case medium = 3
        case heavy = 4
        case veryHeavy = 5

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// What she says about whether the day starts a cycle.
    ///
    /// Raw values are on disk: never renumber, never reuse.
    package enum Mark: UInt8, Hashable, Sendable, CaseIterable {
        case none = 0
        case start = 1
        case noStart = 2
    }

    package var level: Level
    package var mark: Mark
    /// It happened, and is no period: after an examination, for instance.
    package var isExcluded: Bool

    package init(_ level: Level, mark: Mark = .none, isExcluded: Bool = false) {
        self.level = level
        self.mark = mark
        self.isExcluded = isExcluded
    }

    /// Spotting or more, and not excluded.
    var isBleeding: Bool { level >= .spotting && !isExcluded }

    /// Light or more, and not excluded: what a period is made of.
    var isFlow: Bool { level >= .light && !isExcluded }
}
