import Cycle
import Primitives

/// What of a diary is shared, in words.
enum SharingWords {
    static func label(_ part: SharedDiaryPart) -> String {
        switch part {
        case .nextPeriod: localized("When the next period may start")
        case .today: localized("The day of the cycle, and its phase")
        case .fertileDays: localized("Fertile days, as an estimate")
        }
    }

    static func list(_ parts: Set<SharedDiaryPart>) -> String {
        parts.sorted().map { label($0) }.joined(separator: " · ")
    }

    private static func phase(_ phase: DayPhase) -> String {
        switch phase {
        case .period: localized("during the period")
        case .follicular: localized("before ovulation")
        case .ovulation: localized("around ovulation")
        case .luteal: localized("after ovulation")
        case .beforePeriod: localized("in the days before the period")
        }
    }

    /// What a projection says, one line for each part.
    ///
    /// - `today`: of the reader; what was said of another day is said as of that.
    static func lines(_ shown: DiaryProjection, _ parts: Set<SharedDiaryPart>, today: CalendarDay) -> [SharingPage.Line]
    {
        var lines: [SharingPage.Line] = []
        func add(_ part: SharedDiaryPart, _ text: String?) {
            guard parts.contains(part) else { return }
            let nothing = localized("Nothing is estimated at the moment.")
            lines.append(SharingPage.Line(label: label(part), text: text ?? nothing))
        }
        add(
            .nextPeriod,
            shown.nextPeriod.map {
                localized("{days}, in 8 of 10 cycles like the last ones.", ["days": DaySpanText($0, today: today).long])
            }
        )
        add(.today, shown.today.map { day($0, shown.madeOn, today) })
        add(
            .fertileDays,
            shown.fertileDays.map {
                localized("{days}. Other days may be fertile, too.", ["days": DaySpanText($0, today: today).long])
            }
        )
        return lines
    }

    private static func day(_ shown: DiaryProjection.Today, _ madeOn: CalendarDay, _ today: CalendarDay) -> String {
        let values = ["day": "\(shown.cycleDay)", "on": DayText(madeOn, today: today).medium]
        let day = madeOn == today ? localized("Day {day} today", values) : localized("Day {day} on {on}", values)
        guard let phase = shown.phase else { return day + "." }
        return "\(day), \(self.phase(phase))."
    }
}
