import Cycle
import Primitives

/// What else a day holds: sex, pills, sleep, weight, what may have disturbed it, and a note.
extension DaySheetWords {
    private static let sexMaximum = 20

    func sex() -> DaySection {
        let filled = (1...Self.sexMaximum).filter { isOn("sex.\($0)") }.count
        var blocks = (1...max(1, filled)).flatMap { sexRow($0) }
        if filled > 0, filled < Self.sexMaximum { blocks.append(.more(localized("Once more"), sexRow(filled + 1))) }
        blocks.append(
            .seg(
                SegField(
                    "desire",
                    localized("Desire"),
                    choices: Desire.allCases.map { (String($0.rawValue), $0.label) },
                    chosen: form["desire"]
                )
            )
        )
        return DaySection(
            "sex",
            localized("Sex and protection"),
            hint: localized("never part of any total"),
            error: message(.sex),
            blocks
        )
    }

    private func sexRow(_ place: Int) -> [DayBlock] {
        let name = "sex.\(place)"
        let shown: Set<SexEntry.Protection> = [.condom, .withdrawal, .pill, .diaphragm]
        func chips(_ methods: [SexEntry.Protection]) -> [CheckChip] {
            methods.map { CheckChip("\(name).p\($0.rawValue)", $0.label, isOn: isOn("\(name).p\($0.rawValue)")) }
        }
        let first = SexEntry.Protection.allCases.filter { shown.contains($0) || isOn("\(name).p\($0.rawValue)") }
        let rest = SexEntry.Protection.allCases.filter { !first.contains($0) }
        let none = CheckChip(name + ".none", localized("Unprotected"), isOn: isOn(name + ".none"))
        return [
            .seg(
                SegField(
                    name,
                    place == 1 ? nil : localized("Number {number}", ["number": "\(place)"]),
                    choices: SexEntry.Kind.allCases.reversed().map { (String($0.rawValue), $0.label) },
                    chosen: form[name]
                )
            ),
            .checks([none] + chips(first), label: localized("Protection")),
            .more(
                localized("Other protection, and the time"),
                isOpen: isOn(name + ".time"),
                [.checks(chips(rest), label: localized("Protection")), .fields([time(name + ".time")])]
            ),
        ]
    }

    /// Nil where she uses no pill and takes no medicine.
    func intakes() -> DaySection? {
        let items = reading.intakes(day)
        guard !items.isEmpty else { return nil }
        let blocks = items.flatMap { item -> [DayBlock] in
            let name = "i.\(item.id)"
            let dose = TextField(
                name + ".dose",
                item.unit.isEmpty ? localized("Dose") : localized("Dose, {unit}", ["unit": item.unit]),
                kind: .amount,
                value: form[name + ".dose"],
                placeholder: "1",
                isRequired: false,
                maximumLength: 6,
                problems: problems
            )
            return [
                .seg(
                    SegField(
                        name,
                        item.name,
                        choices: IntakeEntry.State.allCases.map { (String($0.rawValue), $0.label) },
                        chosen: form[name]
                    )
                ),
                .more(
                    localized("Dose and time"),
                    isOpen: [".dose", ".time"].contains { isOn(name + $0) },
                    [.fields([dose, time(name + ".time")])]
                ),
            ]
        }
        return DaySection("intakes", localized("Pills and medicines"), error: nil, blocks)
    }

    /// Sleep, weight and energy.
    func rest() -> DaySection {
        let sleep = TextField(
            "sleep",
            localized("Sleep"),
            value: form["sleep"],
            placeholder: "7:20",
            isRequired: false,
            maximumLength: 6,
            problems: problems
        )
        let weight = TextField(
            "weight",
            localized("Weight"),
            value: form["weight"],
            placeholder: lastWeight,
            isRequired: false,
            maximumLength: 8,
            problems: problems
        )
        let five = (1...5).map { (value: String($0), label: String($0)) }
        return DaySection(
            "rest",
            localized("Sleep, weight and energy"),
            [
                .units(
                    [UnitField(field: sleep, unit: localized("h:min"))]
                        // Hidden by itself; what is kept, or wrong, still shows.
                        + (isLeftOut(.weight) ? [] : [UnitField(field: weight, unit: reading.units.weightUnit)])
                ),
                .more(
                    localized("How it was, from 1 to 5"),
                    isOpen: ["sleep.quality", "energy"].contains { isOn($0) },
                    [
                        .seg(
                            SegField(
                                "sleep.quality",
                                localized("Quality of sleep"),
                                choices: five,
                                chosen: form["sleep.quality"]
                            )
                        )
                    ]
                        + (isLeftOut(.energy)
                            ? []
                            : [.seg(SegField("energy", localized("Energy"), choices: five, chosen: form["energy"]))])
                ),
            ]
        )
    }

    private var lastWeight: String? {
        for back in 1...60 {
            guard let grams = reading.entry(day.adding(days: -back))?.weight else { continue }
            return localized("{value} last", ["value": reading.units.typed(grams: grams)])
        }
        return nil
    }

    func factors() -> DaySection {
        let effects = Factor.Effect.allCases.map { Choice(value: String($0.rawValue), label: $0.label) }
        let fields = Factor.Kind.allCases.map { kind in
            let name = "f.\(kind.rawValue)"
            let effect = form[name + ".effect"]
            return FactorField(
                name: name,
                label: kind.label,
                isOn: isOn(name),
                effect: SelectField(
                    name + ".effect",
                    localized("{factor}: what it leaves out", ["factor": kind.label]),
                    choices: effects,
                    chosen: effect.isEmpty ? String(kind.proposedEffect.rawValue) : effect
                )
            )
        }
        return DaySection("factors", localized("What may have disturbed it"), [.factors(fields)])
    }

    func note() -> DaySection {
        let field = TextField(
            "note",
            localized("Notes"),
            kind: .area,
            value: form["note"],
            isRequired: false,
            maximumLength: DayLimits.noteCharacters,
            problems: problems
        )
        return DaySection(
            "note-part",
            localized("Notes"),
            hint: localized("sealed like everything else"),
            [.area(field)]
        )
    }
}
