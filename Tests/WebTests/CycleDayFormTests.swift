import Cycle
import CycleSimulation
import Primitives
import Testing

@testable import Web

/// Between a day of the diary and its sheet.
///
/// If this fails, opening a day and saving it again loses or changes what was logged.
@Suite("The sheet of a day")
struct CycleDayFormTests {
    private static let day = CalendarDay(daysSinceEpoch: 20_777)

    private static func entries(_ count: Int) -> [DayEntry] {
        var random = RandomEntries(seed: 7)
        return (0..<count).map { _ in random.next() }
    }

    @Test("every entry comes back from its sheet as it was, in either unit of temperature")
    func roundTrip() throws {
        for units in [BodyUnits(), BodyUnits(isFahrenheit: true, isPounds: false)] {
            for entry in Self.entries(300) {
                let form = DayForm(entry, units)
                let read = try DayFormReader.entry(
                    form,
                    changing: Set(DayField.allCases),
                    of: DayEntry(),
                    units: units
                )
                #expect(read == entry, "\(entry)")
            }
        }
    }

    @Test("a sheet that nobody touched changes nothing, and one that was touched only that field")
    func seen() {
        for entry in Self.entries(100) {
            let kept = DayForm(entry, BodyUnits())
            #expect(kept.changed(since: kept.seen).isEmpty)
            var typed = kept
            typed["note"] = (entry.note ?? "") + "."
            #expect(typed.changed(since: kept.seen) == [.note])
        }
    }

    @Test("what a browser sends unasked is no change")
    func unasked() {
        let empty = DayForm()
        var sent = empty
        sent["s.1"] = "0"
        sent["f.5.effect"] = "1"
        sent["temp.method"] = "1"
        #expect(sent.changed(since: empty.seen).isEmpty)
    }

    @Test("a broken list of what was seen writes what is typed, and no more")
    func brokenSeen() {
        var form = DayForm()
        form["note"] = "Slept well."
        for seen in ["", "x", "16", "99:a", String(repeating: "16:a.", count: 200)] {
            #expect(form.changed(since: seen).contains(.note), "\(seen.prefix(20))")
        }
    }

    @Test(
        "what cannot be read is named, and nothing else is",
        arguments: [
            ("temp", "three"), ("temp", "33.99"), ("temp", "42.01"), ("temp", "36.625"), ("temp", "-36"),
            ("weight", "heavy"), ("weight", "19.9"), ("weight", "400.1"), ("sleep", "25:00"), ("sleep", "7:60"),
            ("product.2", "51"), ("product.2", "some"), ("note", String(repeating: "a", count: 2001)),
            ("lh.1.time", "24:00"), ("i.16777216.dose", "0"),
        ]
    )
    func refusals(_ name: String, _ value: String) throws {
        let base = ["flow": "2", "lh.1": "2", "i.16777216": "1", "energy": "3"]
        let form = DayForm(base.merging([name: value]) { $1 })
        let refusal = #expect(throws: FormRefusal.self) {
            try DayFormReader.entry(form, changing: Set(DayField.allCases), of: DayEntry(), units: BodyUnits())
        }
        #expect(refusal?.errors.map(\.field) == [name])
    }

    @Test("several things that are wrong are all named")
    func manyRefusals() {
        let form = DayForm([
            "temp": "x", "sleep": "x", "weight": "x", "sex.1": "2", "sex.1.none": "yes", "sex.1.p1": "yes",
        ])
        let refusal = #expect(throws: FormRefusal.self) {
            try DayFormReader.entry(form, changing: Set(DayField.allCases), of: DayEntry(), units: BodyUnits())
        }
        #expect(Set(refusal?.errors.map(\.field) ?? []) == ["temp", "sleep", "weight", "sex.1"])
    }

    @Test("products without a flow, and a quality without a sleep, are asked about")
    func halfSaid() {
        for (form, field) in [(["product.2": "3"], "flow"), (["sleep.quality": "4"], "sleep")] {
            let refusal = #expect(throws: FormRefusal.self) {
                try DayFormReader.entry(
                    DayForm(form),
                    changing: Set(DayField.allCases),
                    of: DayEntry(),
                    units: BodyUnits()
                )
            }
            #expect(refusal?.errors.map(\.field) == [field])
        }
    }

    @Test("units are of what is shown: what is kept comes back to the hundredth and the gram")
    func units() {
        let fahrenheit = BodyUnits(isFahrenheit: true, isPounds: true)
        for hundredths in BodyTemperature.range {
            let temperature = BodyTemperature(hundredths: hundredths)
            #expect(temperature.map { fahrenheit.hundredths(fahrenheit.typed($0)) } == hundredths)
        }
        for grams in stride(from: DayLimits.grams.lowerBound, through: DayLimits.grams.upperBound, by: 37) {
            #expect(BodyUnits().grams(BodyUnits().typed(grams: grams)) == grams)
            let back = fahrenheit.grams(fahrenheit.typed(grams: grams)) ?? 0
            #expect(abs(back - grams) <= 23, "a tenth of a pound is 45 g")
        }
        #expect(BodyUnits().hundredths("36,62") == 3662 && BodyUnits().hundredths("36.6") == 3660)
        #expect(BodyUnits.minutes("7:20") == 440 && BodyUnits.minutes("7,5") == 450 && BodyUnits.minutes("8") == 480)
    }

    @Test("each name of the sheet belongs to one field, and others to none")
    func names() {
        #expect(DayForm.field(of: "s.16777216") == .symptoms)
        #expect(DayForm.field(of: "temp.time") == .temperature)
        #expect(DayForm.field(of: "csrf") == nil && DayForm.field(of: "seen") == nil)
    }
}
