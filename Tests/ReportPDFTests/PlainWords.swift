import Cycle
import Primitives

/// English words without any polish, for tests.
struct PlainWords: ReportWords {
    func label(_ label: ReportLabel) -> String { label.rawValue }
    func day(_ day: CalendarDay) -> String { day.iso }
    func number(_ value: Double, decimals: Int) -> String {
        HundredthsText.text(Int((value * 100).rounded()))
    }
    func days(_ count: Int) -> String { "\(count) d" }
    func cycles(_ count: Int) -> String { "\(count) c" }
    func name(_ symptom: SymptomID) -> String { symptom.text }
    func name(_ mood: MoodID) -> String { mood.text }
    func name(_ level: Bleeding.Level) -> String { level.codeName }
    func name(_ kind: MethodContent.Kind) -> String { kind.codeName }
    func name(_ result: PregnancyTest.Result) -> String { result.codeName }
    func name(_ reason: FigureLeftOut) -> String { "\(reason)" }
    func temperature(_ value: BodyTemperature) -> String { HundredthsText.text(value.hundredths) + " °C" }
    func weight(_ grams: Int) -> String { "\(grams) g" }
    func page(_ number: Int, of count: Int) -> String { "\(number)/\(count)" }
}
