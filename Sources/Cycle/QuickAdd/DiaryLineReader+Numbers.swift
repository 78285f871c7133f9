import Primitives

extension DiaryLineReader {
    /// A figure, by its unit or by what it stands behind.
    mutating func readNumber() -> Bool {
        guard let key = key(place) else { return false }
        if isIn(.sleep), open?.subject == .sleep { return readSleep() }
        guard let number = DiaryNumber(key) else { return false }
        if readDegrees(number) || readWeight(number) || readCount(number) { return true }
        if feelingToken != nil { return readIntensity(number) }
        if isIn(.energy), open?.subject == .energy {
            return readStep(number) { $0.set(\.energy, $1, .energy, 1, .energy($1)) }
        }
        if isIn(.quality), open?.subject == .quality {
            return readStep(number) { reader, step in
                reader.setPart(\.quality, step, .sleep, 1, .sleepQuality(step))
                return true
            }
        }
        return false
    }

    // MARK: Temperature

    private mutating func readDegrees(_ number: DiaryNumber) -> Bool {
        var (unit, count) = (number.unit, 1)
        if unit.isEmpty || DiaryUnit.degrees.contains(unit), let next = key(place + 1) {
            if DiaryUnit.degrees.contains(next) {
                (unit, count) = (next, 2)
                if let after = key(place + 2), DiaryUnit.celsius.union(DiaryUnit.fahrenheit).contains(after) {
                    (unit, count) = (after, 3)
                }
            } else if DiaryUnit.celsius.union(DiaryUnit.fahrenheit).contains(next) {
                (unit, count) = (next, 2)
            }
        }
        if DiaryUnit.celsius.contains(unit) {
            setTemperature(number.scaled(1, over: 10), count, .written, isSure: true)
            return true
        }
        if DiaryUnit.fahrenheit.contains(unit) {
            setTemperature(Self.celsius(number), count, .converted, isSure: true)
            return true
        }
        guard unit.isEmpty || DiaryUnit.degrees.contains(unit) else { return false }
        return open?.subject == .temperature || !unit.isEmpty
            ? readNamedDegrees(number, count) : readBareDegrees(number)
    }

    /// Hundredths of °C, half up; far outside of what is taken below 32 °F.
    private static func celsius(_ number: DiaryNumber) -> Int {
        let above = number.thousandths - 32_000
        return above < 0 ? 0 : (above * 10 + 90) / 180
    }

    /// Behind `temp`: a whole number that is far from any temperature is none.
    private mutating func readNamedDegrees(_ number: DiaryNumber, _ count: Int) -> Bool {
        let degrees = number.thousandths / 1000
        if (86...113).contains(degrees) {
            let isSure = number.decimals > 0 || count > 1
            setTemperature(Self.celsius(number), count, .converted, isSure: isSure)
            return true
        }
        guard number.decimals > 0 || (30...45).contains(degrees) else { return false }
        setTemperature(number.scaled(1, over: 10), count, .written, isSure: true)
        return true
    }

    /// `36,62` and nothing else may be a sum of money too.
    private mutating func readBareDegrees(_ number: DiaryNumber) -> Bool {
        let hundredths = number.scaled(1, over: 10)
        guard context == nil, number.decimals > 0, BodyTemperature.usualRange.contains(hundredths),
            draft.entry.temperature == nil
        else { return false }
        setTemperature(hundredths, 1, .written, isSure: false)
        return true
    }

    // MARK: Weight and counts

    private mutating func readWeight(_ number: DiaryNumber) -> Bool {
        var (unit, count) = (number.unit, 1)
        if unit.isEmpty, let next = key(place + 1), DiaryUnit.kilograms.union(DiaryUnit.pounds).contains(next) {
            (unit, count) = (next, 2)
        }
        let isNamed = open?.subject == .weight
        let isPounds = DiaryUnit.pounds.contains(unit)
        guard isPounds || DiaryUnit.kilograms.contains(unit) || unit.isEmpty && isNamed else { return false }
        let grams = isPounds ? number.scaled(45_359_237, over: 100_000_000) : number.thousandths
        guard DayLimits.grams.contains(grams) else {
            guard isNamed, !unit.isEmpty else { return false }
            open = nil
            isSure = true
            refuse(count) { .outOfRange(.weight, $0) }
            return true
        }
        guard draft.entry.weight == nil else {
            refuse(count) { .twice(.weight, $0) }
            return true
        }
        draft.entry.weight = grams
        claim(count, .weight(grams), isPounds ? .converted : .written)
        settle(isSure: isNamed && !unit.isEmpty)
        return true
    }

    /// `3 tampons`.
    private mutating func readCount(_ number: DiaryNumber) -> Bool {
        guard let count = number.whole, place + 1 < end, !isUsed[place + 1] else { return false }
        for phrase in phrases.phrases(words, at: place + 1, before: end) {
            for case .product(let product) in phrase.terms {
                guard DayLimits.productCount.contains(count) else { return false }
                return readProduct(product, count, 1 + phrase.words.count)
            }
        }
        return false
    }

    // MARK: Steps

    private mutating func readIntensity(_ number: DiaryNumber) -> Bool {
        guard let token = feelingToken, let step = number.whole else { return false }
        guard (1...3).contains(step) else {
            guard (0...10).contains(step) else { return false }
            let isMood = { if case .mood = tokens[token].meaning { true } else { false } }()
            refuse(1) { .outOfRange(isMood ? .moods : .symptoms, $0) }
            return true
        }
        setIntensity(step, token: token)
        claimBehind(token, 1)
        return true
    }

    /// Steps of 1 to 5.
    private mutating func readStep(_ number: DiaryNumber, _ body: (inout DiaryLineReader, Int) -> Bool) -> Bool {
        guard let subject = open?.subject, let step = number.whole, (0...10).contains(step) else { return false }
        guard DayLimits.fiveSteps.contains(step) else {
            open = nil
            isSure = true
            refuse(1) { .outOfRange(subject.field, $0) }
            return true
        }
        return body(&self, step)
    }

    // MARK: Sleep and times

    /// `7h 30`, `7h30`, `7:30`, `7.5 hours`, `450 min`, `8`.
    private mutating func readSleep() -> Bool {
        guard let (minutes, count, isNamed) = duration() else { return false }
        guard DayLimits.sleepMinutes.contains(minutes) else {
            guard isNamed else { return false }
            open = nil
            isSure = true
            refuse(count) { .outOfRange(.sleep, $0) }
            return true
        }
        setPart(\.sleep, minutes, .sleep, count, .sleep(minutes))
        return true
    }

    /// Minutes, words, and whether a unit says that they are a time.
    private func duration() -> (minutes: Int, count: Int, isNamed: Bool)? {
        guard let first = key(place) else { return nil }
        let parts = first.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, let hours = DiaryNumber(String(parts[0]))?.whole,
            let minutes = DiaryNumber(String(parts[1]))?.whole, parts[1].utf8.count == 2, minutes < 60
        {
            return (hours * 60 + minutes, 1, true)
        }
        guard let number = DiaryNumber(first) else { return nil }
        var (unit, count) = (number.unit, 1)
        if unit.isEmpty, let next = key(place + 1), DiaryUnit.hours.union(DiaryUnit.minutes).contains(next) {
            (unit, count) = (next, 2)
        }
        if DiaryUnit.minutes.contains(unit) { return (number.scaled(1, over: 1000), count, true) }
        let hours = number.scaled(60, over: 1000)
        if unit.isEmpty { return number.thousandths <= 24_000 ? (hours, count, false) : nil }
        if DiaryUnit.hours.contains(unit) {
            guard number.decimals == 0, let rest = minutes(place + count) else { return (hours, count, true) }
            return (hours + rest.minutes, count + rest.count, true)
        }
        // `7h30`, `7h30m`.
        guard number.decimals == 0, unit.hasPrefix("h"), let rest = DiaryNumber(String(unit.dropFirst())),
            rest.unit.isEmpty || DiaryUnit.minutes.contains(rest.unit), rest.decimals == 0, rest.thousandths < 60_000
        else { return nil }
        return (hours + rest.thousandths / 1000, count, true)
    }

    /// `30`, `30m`, `30 min` behind hours.
    private func minutes(_ place: Int) -> (minutes: Int, count: Int)? {
        guard let number = key(place).flatMap({ DiaryNumber($0) }), number.decimals == 0, number.thousandths < 60_000
        else { return nil }
        let minutes = number.thousandths / 1000
        if DiaryUnit.minutes.contains(number.unit) { return (minutes, 1) }
        guard number.unit.isEmpty else { return nil }
        return (minutes, key(place + 1).map { DiaryUnit.minutes.contains($0) } ?? false ? 2 : 1)
    }

    /// `6:40`, `6:40 pm`, `6:40 uhr`.
    mutating func readTime() -> Bool {
        guard let timed, open?.subject != .sleep, let key = key(place), var minute = DiaryNumber.time(key) else {
            return false
        }
        var count = 1
        if let next = self.key(place + 1) {
            let isPM = DiaryUnit.pm.contains(next)
            if isPM || DiaryUnit.am.contains(next), (60..<780).contains(minute) {
                minute = minute % 720 + (isPM ? 720 : 0)
                count = 2
            } else if DiaryUnit.clock.contains(next) {
                count = 2
            }
        }
        guard set(minute: minute, of: timed) else {
            refuse(count) { .twice(Self.field(timed), $0) }
            return true
        }
        claim(count, .time(minute))
        return true
    }

    private static func field(_ timed: Timed) -> DayField {
        switch timed {
        case .temperature: .temperature
        case .lh: .lhTests
        case .pregnancyTest: .pregnancyTests
        case .sex: .sex
        }
    }

    /// False where a time was said already.
    private mutating func set(minute: Int, of timed: Timed) -> Bool {
        switch timed {
        case .temperature:
            guard draft.entry.temperature?.minuteOfDay == nil else { return false }
            draft.entry.temperature?.minuteOfDay = minute
        case .lh:
            guard let last = draft.entry.lhTests?.indices.last, draft.entry.lhTests?[last].minuteOfDay == nil else {
                return false
            }
            draft.entry.lhTests?[last].minuteOfDay = minute
        case .pregnancyTest:
            guard let last = draft.entry.pregnancyTests?.indices.last,
                draft.entry.pregnancyTests?[last].minuteOfDay == nil
            else { return false }
            draft.entry.pregnancyTests?[last].minuteOfDay = minute
        case .sex:
            guard let last = draft.entry.sex?.indices.last, draft.entry.sex?[last].minuteOfDay == nil else {
                return false
            }
            draft.entry.sex?[last].minuteOfDay = minute
        }
        return true
    }
}
