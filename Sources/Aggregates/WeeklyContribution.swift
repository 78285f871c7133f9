package import Primitives

/// What one account adds to a week's figures: a bounded number for each, of what its vault was opened for.
///
/// Nothing that is written in a vault comes into it.
package struct WeeklyContribution: Sendable, Hashable {
    /// One for each figure, in the order of the list.
    package private(set) var counts: [UInt8]

    package init() { counts = AggregateFigure.allCases.map { _ in 0 } }

    /// Nil where there are more or fewer figures, or one is above what an account may add.
    package init?(counts: [UInt8]) {
        guard counts.count == AggregateFigure.allCases.count else { return nil }
        for (figure, count) in zip(AggregateFigure.allCases, counts) where count > figure.maximumPerAccount {
            return nil
        }
        self.counts = counts
    }

    /// Notes that the vault was opened for a purpose of its owner.
    ///
    /// - Returns: whether that changed anything: not once every figure is at its most.
    package mutating func note(_ purpose: Purpose) -> Bool {
        let before = counts
        for figure in Self.figures(of: purpose) {
            let place = Int(figure.rawValue) - 1
            counts[place] = min(counts[place] + 1, figure.maximumPerAccount)
        }
        return counts != before
    }

    /// The figures that an opening counts for; none for what others do with a vault, and for work on its keys.
    package static func figures(of purpose: Purpose) -> [AggregateFigure] {
        switch purpose {
        case .moneyTracking: [.activeAccounts, .moneyAccounts, .openings]
        case .cycleDiary, .cyclePrediction: [.activeAccounts, .diaryAccounts, .openings]
        case .moneyImport: [.activeAccounts, .moneyAccounts, .openings, .imports]
        case .cycleImport: [.activeAccounts, .diaryAccounts, .openings, .imports]
        case .export: [.activeAccounts, .openings]
        case .keyMaintenance, .supportAccess, .aggregates: []
        }
    }
}

/// The sums of a week over all accounts that agreed: in memory while a week is closed, and nowhere else.
package struct FigureSums: Sendable, Hashable {
    private var sums = AggregateFigure.allCases.map { _ in Int64(0) }

    package init() {}

    package mutating func add(_ contribution: WeeklyContribution) {
        for (place, count) in contribution.counts.enumerated() { sums[place] += Int64(count) }
    }

    package subscript(figure: AggregateFigure) -> Int64 { sums[Int(figure.rawValue) - 1] }
}
