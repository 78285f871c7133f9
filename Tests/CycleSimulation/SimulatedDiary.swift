package import Cycle
package import Primitives

/// A diary with an entry on every day.
package enum SimulatedDiary {
    /// So many years that end today.
    package static func daily(years: Int, until today: CalendarDay, seed: UInt64) -> DiaryFacts {
        var random = Chance(seed: seed)
        var day = today.adding(days: -365 * years)
        var days: [DayFacts] = []
        while day <= today {
            let ovulation = Int(random.normal(16, 2).rounded())
            let length = max(20, ovulation + Int(random.normal(13, 1).rounded()))
            for cycleDay in 1...length where day <= today {
                days.append(entry(day, cycleDay, ovulation, &random))
                day = day.adding(days: 1)
            }
        }
        return DiaryFacts(days: days)
    }

    private static func entry(
        _ day: CalendarDay,
        _ cycleDay: Int,
        _ ovulation: Int,
        _ random: inout Chance
    ) -> DayFacts {
        let level: Bleeding.Level = cycleDay <= 2 ? .heavy : cycleDay <= 5 ? .light : .none
        let degrees = (cycleDay > ovulation ? 36.75 : 36.4) + random.normal(0, 0.06)
        let distance = ovulation - cycleDay
        let feeling: CervicalMucus.Feeling = (0...3).contains(distance) ? .slippery : distance == 4 ? .wet : .nothing
        return DayFacts(
            day,
            bleeding: Bleeding(level),
            temperature: BodyTemperature(hundredths: Int((degrees * 100).rounded())).map { TemperatureReading($0) },
            mucus: CervicalMucus(feeling: feeling, texture: nil),
            lhTests: distance == 1 ? [LHTest(.positive)] : []
        )
    }
}
