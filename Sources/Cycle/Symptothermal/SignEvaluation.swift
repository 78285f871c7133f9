package import Primitives

/// The second sign of the double check.
package enum SecondSign: String, Hashable, Sendable, CaseIterable {
    case mucus, cervix
}

/// Why mucus or cervix have no peak that counts.
package enum SignLack: Hashable, Sendable {
    case noReadings
    /// Nothing fertile was recorded.
    case nothingFertile
    /// Three recorded days after the latest candidate are needed: so many are there.
    case waiting(peak: CalendarDay, recorded: Int)
    /// The sign became fertile again before the temperatures were complete.
    case returned(CalendarDay)
    /// The peak came after the temperatures were complete, which counts for nothing.
    case afterTemperatures(CalendarDay)
    /// No peak can be final before the temperatures are complete; the one so far, if any.
    case temperaturesIncomplete(peakSoFar: CalendarDay?)
}

/// One step of reading mucus or cervix.
package enum SignStep: Hashable, Sendable {
    /// Left out: excluded, or on a day whose readings are.
    case dropped(CalendarDay)
    /// A day that could be the peak.
    case candidate(CalendarDay)
    /// One of the three recorded days after the candidate is not lower.
    case notLower(CalendarDay, candidate: CalendarDay)
    /// As fertile as the candidate again, before the temperatures were complete.
    case returned(CalendarDay, candidate: CalendarDay)
    case complete(CalendarDay)
}

/// Mucus or cervix of a cycle, read by the rules.
///
/// - Source: docs/spec/cycle-evaluation.md §3 and §4.
package struct SignEvaluation: Hashable, Sendable {
    package struct Peak: Hashable, Sendable {
        package let day: CalendarDay
        /// Of mucus.
        package let quality: CervicalMucus.Quality?
        /// The three recorded days that follow.
        package let following: [CalendarDay]

        package var completeOn: CalendarDay { following[following.count - 1] }
    }

    package let sign: SecondSign
    /// Exactly one of the two is there.
    package let peak: Peak?
    package let lack: SignLack?
    package let steps: [SignStep]

    static let followingDays = 3

    /// Reads one sign; nil reads mucus where any is recorded, otherwise cervix.
    ///
    /// - `temperaturesComplete`: The day the temperature evaluation completes.
    package init(_ chart: CycleChart, _ sign: SecondSign? = nil, temperaturesComplete: CalendarDay?) {
        let chosen = sign ?? (chart.mucus.isEmpty && !chart.cervix.isEmpty ? .cervix : .mucus)
        let days =
            chosen == .mucus
            ? chart.mucus.map { SignDay(day: $0.day, level: Int($0.quality.rawValue), quality: $0.quality) }
            : chart.cervix.map { SignDay(day: $0.day, level: $0.isClosedAndHard ? 0 : 2, quality: nil) }
        let search = PeakSearch(days, end: temperaturesComplete, keepsBest: chosen == .mucus)
        self.sign = chosen
        peak = search.peak
        lack = search.lack
        steps = Self.dropped(chart, chosen) + search.steps
    }

    private static func dropped(_ chart: CycleChart, _ sign: SecondSign) -> [SignStep] {
        chart.days.compactMap { facts in
            let isDropped =
                sign == .mucus
                ? facts.mucus != nil && facts.countedMucus == nil : facts.cervix != nil && facts.countedCervix == nil
            return isDropped ? .dropped(facts.day) : nil
        }
    }
}

/// A recorded day of the second sign: fertile from level 2 on.
private struct SignDay {
    let day: CalendarDay
    let level: Int
    let quality: CervicalMucus.Quality?

    var isFertile: Bool { level >= 2 }
}

/// The search for the peak, the same for both signs.
private struct PeakSearch {
    private(set) var peak: SignEvaluation.Peak?
    private(set) var lack: SignLack?

    private(set) var steps: [SignStep] = []

    private enum Verdict {
        case found(SignEvaluation.Peak)
        case missed(SignLack, SignStep?)
        case notLower(SignStep)
    }

    /// Searches the recorded days, rising.
    ///
    /// - `end`: The day the temperature evaluation completes.
    /// - `keepsBest`: Only a day of the best level so far can be a peak.
    init(_ days: [SignDay], end: CalendarDay?, keepsBest: Bool) {
        lack = days.isEmpty ? .noReadings : .nothingFertile
        var best = 0
        for (place, day) in days.enumerated() where day.isFertile && !(keepsBest && day.level < best) {
            best = day.level
            if let end, day.day > end {
                lack = .afterTemperatures(day.day)
                return
            }
            steps.append(.candidate(day.day))
            switch Self.verdict(days[place...], end) {
            case .found(let found):
                peak = found
                lack = nil
                steps.append(.complete(found.completeOn))
                return
            case .missed(let reason, let step):
                lack = reason
                if let step { steps.append(step) }
            case .notLower(let step): steps.append(step)
            }
        }
    }

    /// - `days`: The candidate and all that follow it.
    private static func verdict(_ days: ArraySlice<SignDay>, _ end: CalendarDay?) -> Verdict {
        let day = days[days.startIndex]
        let following = days.dropFirst().prefix(SignEvaluation.followingDays)
        if let high = following.first(where: { $0.level >= day.level }) {
            return .notLower(.notLower(high.day, candidate: day.day))
        }
        guard following.count == SignEvaluation.followingDays else {
            return .missed(.waiting(peak: day.day, recorded: following.count), nil)
        }
        guard let end else { return .missed(.temperaturesIncomplete(peakSoFar: day.day), nil) }
        let later = days.dropFirst(1 + SignEvaluation.followingDays).prefix { $0.day <= end }
        if let back = later.first(where: { $0.level >= day.level }) {
            return .missed(.returned(back.day), .returned(back.day, candidate: day.day))
        }
        return .found(
            SignEvaluation.Peak(day: day.day, quality: day.quality, following: following.map(\.day))
        )
    }
}
