package import Primitives

/// What was understood of one typed line about a day of the diary.
///
/// - Source: docs/spec/diary-quick-add.md.
package struct DiaryLineReading: Hashable, Sendable {
    /// Whose line it is, where one box takes lines of the diary and of money.
    package enum Kind: Hashable, Sendable {
        /// Every word is understood and one at least says nothing but a day of the diary.
        case diary
        /// It may be meant so: read it as money and offer the diary.
        case ambiguous
        case other
    }

    package let kind: Kind
    package let day: CalendarDay
    /// Every part of the line in its order.
    package let tokens: [DiaryToken]
    /// What stands in the way; empty exactly when there is an entry.
    package let problems: [DiaryProblem]
    /// The fields to set, and no others.
    package let entry: DayEntry?
}

/// One part of the line: what it means and why.
package struct DiaryToken: Hashable, Sendable {
    /// Bytes of the line's UTF-8.
    package let range: Range<Int>
    package var meaning: DiaryMeaning
    package var reason: DiaryReason
    /// The other day it may mean: show both.
    package var alternative: CalendarDay?

    init(_ range: Range<Int>, _ meaning: DiaryMeaning, _ reason: DiaryReason = .written) {
        self.range = range
        self.meaning = meaning
        self.reason = reason
    }
}

package enum DiaryMeaning: Hashable, Sendable {
    case day(CalendarDay)
    case bleeding(Bleeding.Level)
    case mark(Bleeding.Mark)
    case clots(BleedingEntry.Clots)
    case product(BleedingEntry.Product, Int)
    case temperature(BodyTemperature)
    case method(TemperatureReading.Method)
    /// Minutes since midnight.
    case time(Int)
    /// The reading before it is left out.
    case excluded
    case feeling(CervicalMucus.Feeling)
    case texture(CervicalMucus.Texture)
    /// Felt nothing and saw nothing.
    case noMucus
    case opening(Cervix.Opening)
    case firmness(Cervix.Firmness)
    case position(Cervix.Position)
    case lh(LHTest.Result)
    case pregnancyTest(PregnancyTest.Result)
    case symptom(SymptomID, Intensity)
    case mood(MoodID, Intensity)
    case sex(SexEntry.Kind)
    case protection(SexEntry.Protection)
    case unprotected
    case desire(Desire)
    /// Grams.
    case weight(Int)
    /// Minutes.
    case sleep(Int)
    /// 1 to 5.
    case sleepQuality(Int)
    /// 1 to 5.
    case energy(Int)
    case factor(Factor.Kind)
    case note(String)
    /// A word that only names what follows, or ties others together: `temp`, `at`.
    case link
    /// A part that a problem is about.
    case unclear
}

package enum DiaryReason: Hashable, Sendable {
    /// It stands there as it is.
    case written
    /// How heavy or how strong is not said: the middle.
    case assumed
    /// Worked out from degrees Fahrenheit, pounds, hours.
    case converted
    case day(DayReason)
}

/// Why a line is not an entry yet.
///
/// None carries what was written: the places say where.
package enum DiaryProblem: Hashable, Sendable {
    case tooLong(maximum: Int)
    case unknown(Range<Int>)
    /// No number that the field takes: 66.2 °C.
    case outOfRange(DayField, Range<Int>)
    /// Said twice: light and heavy.
    case twice(DayField, Range<Int>)
    /// Named without a value: `temp`.
    case missing(DayField, Range<Int>)
    /// Clots or products, and not how heavy the bleeding was.
    case howHeavy(Range<Int>)
    case twoDays(Range<Int>)
    /// Later than tomorrow.
    case dayAhead(Range<Int>)
    case refused(DayEntryError)
}
