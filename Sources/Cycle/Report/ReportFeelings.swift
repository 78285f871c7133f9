/// Symptoms, or moods, and on how many days each was logged.
///
/// - Source: docs/spec/doctor-report.md §4.
package struct ReportFeelings<ID: Hashable & Comparable & Sendable>: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let id: ID
        package let days: Int
        package let mild: Int
        package let moderate: Int
        package let strong: Int
        /// Cycles with such a day, of those of the span.
        package let cycles: Int
    }

    /// By days, most first.
    package let rows: [Row]
    /// Days with any of them: what the counts are of.
    package let loggedDays: Int
    /// How many were logged on too few days to be listed.
    package let left: Int
    package let minimum: Int

    /// Nil where none was logged.
    init?(_ scope: ReportScope, minimum: Int, _ feelings: (DayEntry) -> [ID: Intensity]?) {
        var counts: [ID: FeelingTally] = [:]
        var loggedDays = 0
        for day in scope.days {
            guard let noted = feelings(day.entry), !noted.isEmpty else { continue }
            loggedDays += 1
            let cycle = scope.list.cycles.lastIndex { $0.start <= day.day }
            for (id, intensity) in noted { counts[id, default: FeelingTally()].add(intensity, cycle) }
        }
        guard loggedDays > 0 else { return nil }
        let listed = counts.filter { $0.value.days >= minimum }
        rows = listed.map { id, tally in
            Row(
                id: id,
                days: tally.days,
                mild: tally.intensities[.mild] ?? 0,
                moderate: tally.intensities[.moderate] ?? 0,
                strong: tally.intensities[.strong] ?? 0,
                cycles: tally.cycles.count
            )
        }.sorted { ($1.days, $0.id) < ($0.days, $1.id) }
        self.loggedDays = loggedDays
        left = counts.count - listed.count
        self.minimum = minimum
    }
}

private struct FeelingTally {
    var days = 0
    var intensities: [Intensity: Int] = [:]
    var cycles: Set<Int> = []

    mutating func add(_ intensity: Intensity, _ cycle: Int?) {
        days += 1
        intensities[intensity, default: 0] += 1
        if let cycle { cycles.insert(cycle) }
    }
}
