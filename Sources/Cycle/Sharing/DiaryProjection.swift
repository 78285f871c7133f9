package import Primitives

/// What a partner is shown of a diary: a few estimates, and nothing that was logged.
///
/// - Shape: docs/spec/sharing.md §9; one encoding for each value.
/// - Units: whole calendar days.
package struct DiaryProjection: Hashable, Sendable {
    /// The day of the running cycle, 1 on its start, and the part of it.
    package struct Today: Hashable, Sendable {
        package let cycleDay: Int
        /// Nil where nothing says it.
        package let phase: DayPhase?

        package init(cycleDay: Int, phase: DayPhase?) {
            self.cycleDay = cycleDay
            self.phase = phase
        }
    }

    package let madeOn: CalendarDay
    /// Between which days the next period starts in 8 of 10 cycles like the last ones.
    package let nextPeriod: ClosedRange<CalendarDay>?
    package let today: Today?
    package let fertileDays: ClosedRange<CalendarDay>?

    package init(
        madeOn: CalendarDay,
        nextPeriod: ClosedRange<CalendarDay>? = nil,
        today: Today? = nil,
        fertileDays: ClosedRange<CalendarDay>? = nil
    ) {
        self.madeOn = madeOn
        self.nextPeriod = nextPeriod
        self.today = today
        self.fertileDays = fertileDays
    }

    /// Takes the chosen parts out of what is estimated; of a part that is not chosen nothing is in it.
    ///
    /// - `isPaused`: she gave no consent to estimates, or paused them: then there are none.
    package init(_ parts: Set<SharedDiaryPart>, of facts: DiaryFacts, today: CalendarDay, isPaused: Bool) {
        let list = CycleList(facts)
        let prediction = isPaused ? nil : Self.prediction(facts, list, today)
        let isPeriod = prediction?.basis.mode != .hormonalContraception
        self.init(
            madeOn: today,
            nextPeriod: parts.contains(.nextPeriod) && isPeriod ? prediction?.starts.first?.interval(0.8) : nil,
            today: parts.contains(.today)
                ? prediction.map { Today(cycleDay: $0.cycleDay, phase: Self.phase($0, facts, list, today)) } : nil,
            fertileDays: parts.contains(.fertileDays) ? prediction?.ovulation?.window : nil
        )
    }

    private static func prediction(
        _ facts: DiaryFacts,
        _ list: CycleList,
        _ today: CalendarDay
    ) -> CyclePrediction? {
        try? CyclePredictor(facts, list, today: today).predict()  // refused: then nothing is said
    }

    /// As the log says it; else where the estimates put the day.
    private static func phase(
        _ prediction: CyclePrediction,
        _ facts: DiaryFacts,
        _ list: CycleList,
        _ today: CalendarDay
    ) -> DayPhase? {
        let known = CyclePhases(FigureCycles(facts, list, today: today)).span(on: today)
        if let known { return known.phase }
        guard let ovulation = prediction.ovulation?.day.median, let next = prediction.starts.first?.median else {
            return nil
        }
        if today >= next.adding(days: -CyclePhases.lastDays) { return .beforePeriod }
        if today < ovulation.adding(days: -CyclePhases.aroundOvulation) { return .follicular }
        return today <= ovulation.adding(days: CyclePhases.aroundOvulation) ? .ovulation : .luteal
    }
}

extension DiaryProjection {
    private static let version: UInt8 = 1

    /// - Shape: version, made on, a byte that says which of the parts follow, the parts.
    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.version)
        writer.append(Self.number(madeOn))
        var present: UInt8 = 0
        if nextPeriod != nil { present |= 1 }
        if today != nil { present |= 2 }
        if fertileDays != nil { present |= 4 }
        writer.append(present)
        if let nextPeriod { Self.append(nextPeriod, to: &writer) }
        if let today {
            writer.append(UInt32(clamping: today.cycleDay))
            writer.append(today.phase?.rawValue ?? 0)
        }
        if let fertileDays { Self.append(fertileDays, to: &writer) }
        return writer.bytes
    }

    /// Nil for bytes that are none; what follows the parts is padding.
    package init?(decoding bytes: [UInt8]) {
        do {
            var reader = ByteReader(bytes)
            guard try reader.read(UInt8.self) == Self.version else { return nil }
            let madeOn = Self.day(try reader.read())
            let present = try reader.read(UInt8.self)
            guard present < 8 else { return nil }
            var (nextPeriod, fertileDays): (ClosedRange<CalendarDay>?, ClosedRange<CalendarDay>?)
            if present & 1 != 0 {
                guard let days = Self.days(try reader.read(), try reader.read()) else { return nil }
                nextPeriod = days
            }
            var today: Today?
            if present & 2 != 0 {
                let (cycleDay, phase) = (Int(try reader.read(UInt32.self)), try reader.read(UInt8.self))
                guard cycleDay <= 10_000, phase == 0 || DayPhase(rawValue: phase) != nil else { return nil }
                today = Today(cycleDay: cycleDay, phase: DayPhase(rawValue: phase))
            }
            if present & 4 != 0 {
                guard let days = Self.days(try reader.read(), try reader.read()) else { return nil }
                fertileDays = days
            }
            self.init(madeOn: madeOn, nextPeriod: nextPeriod, today: today, fertileDays: fertileDays)
        } catch {
            return nil
        }
    }

    private static func append(_ days: ClosedRange<CalendarDay>, to writer: inout ByteWriter) {
        writer.append(number(days.lowerBound))
        writer.append(number(days.upperBound))
    }

    private static func number(_ day: CalendarDay) -> UInt32 { UInt32(bitPattern: day.daysSinceEpoch) }

    private static func day(_ number: UInt32) -> CalendarDay {
        CalendarDay(daysSinceEpoch: Int32(bitPattern: number))
    }

    private static func days(_ first: UInt32, _ last: UInt32) -> ClosedRange<CalendarDay>? {
        let (first, last) = (day(first), day(last))
        return first <= last ? first...last : nil
    }
}
