import Cycle
import Primitives

/// The signs of the body: temperature, mucus, cervix and tests.
extension DaySheetWords {
    func temperature() -> DaySection {
        let yesterday = reading.entry(day.adding(days: -1))?.temperature?.value
        let methods = TemperatureReading.Method.allCases.dropFirst().map {
            Choice(value: String($0.rawValue), label: $0.label)
        }
        let field = TextField(
            "temp",
            localized("Waking temperature"),
            kind: .amount,
            value: form["temp"],
            placeholder: reading.units.isFahrenheit ? "97.90" : "36.60",
            isRequired: false,
            maximumLength: 6,
            problems: problems
        )
        let reasons = Factor.Kind.allCases.map { Choice(value: String($0.rawValue), label: $0.label) }
        let method = form["temp"].isEmpty && form["temp.method"].isEmpty ? usualMethod : form["temp.method"]
        return DaySection(
            "temp-part",
            localized("Waking temperature"),
            hint: yesterday.map { localized("yesterday {value}", ["value": reading.units.text($0)]) },
            [
                .temperature(
                    TemperatureField(
                        field: field,
                        unit: localized("In {unit}, before getting up.", ["unit": reading.units.temperatureUnit]),
                        step: reading.units.isFahrenheit ? "0.1" : "0.05",
                        lower: localized("lower"),
                        higher: localized("higher")
                    )
                ),
                .more(
                    localized("Time, place and whether it counts"),
                    isOpen: ["temp.time", "temp.out"].contains { isOn($0) },
                    [
                        .fields(
                            [time("temp.time")],
                            selects: [
                                SelectField(
                                    "temp.method",
                                    localized("Where"),
                                    choices: Array(methods),
                                    chosen: method,
                                    empty: localized("Not said")
                                ),
                                SelectField(
                                    "temp.reason",
                                    localized("Why it is left out"),
                                    choices: reasons,
                                    chosen: form["temp.reason"],
                                    empty: localized("Not said")
                                ),
                            ]
                        ),
                        .checks(
                            [
                                CheckChip(
                                    "temp.out",
                                    localized("Leave it out of the chart"),
                                    isOn: isOn("temp.out")
                                )
                            ],
                            label: localized("Waking temperature")
                        ),
                    ]
                ),
            ]
        )
    }

    /// Where she measured last, proposed for a day without a reading.
    private var usualMethod: String {
        for back in 1...14 {
            if let method = reading.entry(day.adding(days: -back))?.temperature?.method, method != .notSaid {
                return String(method.rawValue)
            }
        }
        return ""
    }

    func mucus() -> DaySection {
        DaySection(
            "mucus",
            localized("Cervical mucus"),
            hint: localized("the most fertile of the day"),
            [
                .seg(
                    SegField(
                        "mucus.feeling",
                        localized("Felt"),
                        choices: CervicalMucus.Feeling.allCases.map { (String($0.rawValue), $0.label) },
                        chosen: form["mucus.feeling"]
                    )
                ),
                .seg(
                    SegField(
                        "mucus.texture",
                        localized("Seen"),
                        choices: CervicalMucus.Texture.allCases.map { (String($0.rawValue), $0.label) },
                        chosen: form["mucus.texture"]
                    )
                ),
                leaveOut("mucus.out", localized("Cervical mucus")),
            ]
        )
    }

    func cervix() -> DaySection {
        DaySection(
            "cervix",
            localized("Cervix"),
            [
                .seg(
                    SegField(
                        "cervix.opening",
                        localized("Opening"),
                        choices: Cervix.Opening.allCases.map { (String($0.rawValue), $0.label) },
                        chosen: form["cervix.opening"]
                    )
                ),
                .seg(
                    SegField(
                        "cervix.firmness",
                        localized("Firmness"),
                        choices: Cervix.Firmness.allCases.map { (String($0.rawValue), $0.label) },
                        chosen: form["cervix.firmness"]
                    )
                ),
                .seg(
                    SegField(
                        "cervix.position",
                        localized("Position"),
                        choices: Cervix.Position.allCases.map { (String($0.rawValue), $0.label) },
                        chosen: form["cervix.position"]
                    )
                ),
                leaveOut("cervix.out", localized("Cervix")),
            ]
        )
    }

    func lhTests() -> DaySection {
        let choices = LHTest.Result.allCases.map { (value: String($0.rawValue), label: $0.label) }
        return DaySection("lh", localized("LH test"), tests("lh", choices))
    }

    func pregnancyTests() -> DaySection {
        let choices = PregnancyTest.Result.allCases.map { (value: String($0.rawValue), label: $0.label) }
        return DaySection("preg", localized("Pregnancy test"), tests("preg", choices))
    }

    /// Those that are logged, with their times, and room for one more.
    private func tests(_ prefix: String, _ choices: [(value: String, label: String)]) -> [DayBlock] {
        let filled = (1...DayLimits.tests).filter { isOn("\(prefix).\($0)") }.count
        let row = { (place: Int) -> [DayBlock] in
            let name = "\(prefix).\(place)"
            return [
                .seg(
                    SegField(
                        name,
                        place == 1 ? nil : localized("Test {number}", ["number": "\(place)"]),
                        empty: localized("Not taken"),
                        choices: choices,
                        chosen: form[name]
                    )
                ),
                .fields([time(name + ".time")]),
            ]
        }
        let shown = max(1, filled)
        var blocks = (1...shown).flatMap { place in
            isOn("\(prefix).\(place)") ? row(place) : [row(place)[0]]
        }
        guard filled < DayLimits.tests else { return blocks }
        let rest = filled == 0 ? [DayBlock.fields([time("\(prefix).1.time")])] + row(2) : row(filled + 1)
        blocks.append(.more(filled == 0 ? localized("Time, or another test") : localized("Another test"), rest))
        return blocks
    }

    private func leaveOut(_ name: String, _ label: String) -> DayBlock {
        .more(
            localized("Whether it counts"),
            isOpen: isOn(name),
            [.checks([CheckChip(name, localized("Leave it out of the chart"), isOn: isOn(name))], label: label)]
        )
    }
}
