import Cycle
import Primitives

/// Builds the sheet of a day: every field with its name, its choices and what is typed in it.
struct DaySheetWords {
    let reading: DiaryReading
    let day: CalendarDay
    let form: DayForm
    let problems: FormProblems

    private static let shownSymptoms = 9
    private static let shownMoods = 6

    private var entry: DayEntry? { reading.entry(day) }

    /// Parts of the sheet in their order, hidden ones and those of a part that is seldom used folded.
    func sections() -> (shown: [DaySection], folded: [DaySection]) {
        let all: [(DayField, DaySection?, isSeldom: Bool)] = [
            (.bleeding, bleeding(), false), (.symptoms, symptoms(), false), (.moods, moods(), false),
            (.temperature, temperature(), false), (.mucus, mucus(), false), (.lhTests, lhTests(), false),
            (.sex, sex(), false), (.intakes, intakes(), false), (.sleep, rest(), false), (.note, note(), false),
            (.cervix, cervix(), true), (.pregnancyTests, pregnancyTests(), true), (.factors, factors(), true),
        ]
        var (shown, folded): ([DaySection], [DaySection]) = ([], [])
        for (field, section, isSeldom) in all {
            guard var section else { continue }
            guard reading.hidden.contains(field) || isSeldom else {
                shown.append(section)
                continue
            }
            section.summary = isFilled(field) ? localized("logged") : nil
            section.isOpen = isFilled(field) || hasProblem(field)
            folded.append(section)
        }
        return (shown, folded)
    }

    /// She does not want to be asked, and there is nothing to show.
    func isLeftOut(_ field: DayField) -> Bool {
        reading.hidden.contains(field) && !isFilled(field) && !hasProblem(field)
    }

    private func isFilled(_ field: DayField) -> Bool {
        form.normalised.values.keys.contains { DayForm.field(of: $0) == field }
    }

    private func hasProblem(_ field: DayField) -> Bool {
        problems.errors.contains { DayForm.field(of: $0.field) == field }
    }

    // MARK: Bleeding

    private func bleeding() -> DaySection {
        let levels = Bleeding.Level.allCases.map { (value: String($0.rawValue), label: $0.label) }
        let products = BleedingEntry.Product.allCases.map {
            CountField("product.\($0.rawValue)", $0.label, value: form["product.\($0.rawValue)"])
        }
        let isDetailed =
            ["clots", "mark", "flow.out"].contains { !form[$0].isEmpty } || products.contains { !$0.value.isEmpty }
        let marks = [
            Choice(value: "1", label: localized("A cycle begins on this day")),
            Choice(value: "2", label: localized("No cycle begins with this bleeding")),
        ]
        return DaySection(
            "flow",
            localized("Flow"),
            error: message(.bleeding),
            [
                .seg(SegField("flow", choices: levels, chosen: form["flow"], icons: (0...5).map { "drop\($0)" })),
                .more(
                    localized("Clots, products and what it counts as"),
                    isOpen: isDetailed,
                    [
                        .seg(
                            SegField(
                                "clots",
                                localized("Clots"),
                                choices: BleedingEntry.Clots.allCases.map { (String($0.rawValue), $0.label) },
                                chosen: form["clots"]
                            )
                        ),
                        .counts(products),
                        .fields(
                            [],
                            selects: [
                                SelectField(
                                    "mark",
                                    localized("What it counts as"),
                                    choices: marks,
                                    chosen: form["mark"],
                                    empty: localized("What the entries say")
                                )
                            ]
                        ),
                        .checks(
                            [
                                CheckChip(
                                    "flow.out",
                                    localized("Not a period: after an examination, for instance"),
                                    isOn: isOn("flow.out")
                                )
                            ],
                            label: localized("Flow")
                        ),
                    ]
                ),
            ]
        )
    }

    // MARK: Symptoms and moods

    private func symptoms() -> DaySection {
        let first = reading.usualSymptoms().map(\.rawValue)
        return feelings(
            "s",
            localized("Symptoms"),
            reading.symptoms,
            first: first,
            shown: Self.shownSymptoms,
            own: localized("A symptom of your own")
        )
    }

    private func moods() -> DaySection {
        let first = reading.usualMoods().map(\.rawValue)
        return feelings(
            "m",
            localized("Mood"),
            reading.moods,
            first: first,
            shown: Self.shownMoods,
            own: localized("A mood of your own")
        )
    }

    /// What is logged and what she logs most come first, the rest is behind a line.
    private func feelings(
        _ prefix: String,
        _ title: String,
        _ all: [DiaryReading.Feeling],
        first: [UInt64],
        shown: Int,
        own: String
    ) -> DaySection {
        let known = Set(all.map(\.id))
        let logged = form.values.keys.filter { $0.hasPrefix(prefix + ".") }
            .compactMap { UInt64($0.dropFirst(2)) }.sorted()
        let hidden = logged.filter { !known.contains($0) }.compactMap { id in
            name(prefix, id).map { DiaryReading.Feeling(id: id, name: $0, icon: "plus") }
        }
        let order = Dictionary((logged + first).enumerated().map { ($1, $0) }, uniquingKeysWith: { min($0, $1) })
        let sorted = (all + hidden).enumerated().sorted {
            (order[$0.element.id] ?? .max, $0.offset) < (order[$1.element.id] ?? .max, $1.offset)
        }.map(\.element)
        let chips = sorted.map { LevelChip("\(prefix).\($0.id)", $0.name, level: form["\(prefix).\($0.id)"]) }
        let count = max(shown, logged.count)
        let field = TextField(
            "own-" + prefix,
            own,
            value: form["own-" + prefix],
            hint: localized("Logged as moderate; tap it afterwards for more or less."),
            isRequired: false,
            maximumLength: 100,
            problems: problems
        )
        return DaySection(
            prefix,
            title,
            hint: localized("tap again for stronger"),
            [
                .levels(Array(chips.prefix(count))),
                .more(
                    localized("All of them, and your own"),
                    isOpen: !form["own-" + prefix].isEmpty,
                    (chips.count > count ? [.levels(Array(chips.dropFirst(count)))] : []) + [.fields([field])]
                ),
            ]
        )
    }

    private func name(_ prefix: String, _ id: UInt64) -> String? {
        prefix == "s"
            ? SymptomID(rawValue: id).flatMap { reading.name(.symptom($0)) }
            : MoodID(rawValue: id).flatMap { reading.name(.mood($0)) }
    }

    // MARK: Parts

    func isOn(_ name: String) -> Bool { !form[name].isEmpty }

    /// What is wrong with a part that has no field of its own to say it beside.
    func message(_ field: DayField) -> String? {
        problems.errors.first { DayForm.field(of: $0.field) == field }?.message
    }

    func time(_ name: String, _ label: String = localized("At")) -> TextField {
        TextField(
            name,
            label,
            kind: .time,
            value: form[name],
            isRequired: false,
            maximumLength: 8,
            problems: problems
        )
    }
}
