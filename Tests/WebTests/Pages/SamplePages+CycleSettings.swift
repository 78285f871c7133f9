import Cycle
import Primitives
import Vault

@testable import Web

extension SamplePages {
    func cycleSettings() -> [(String, any Page)] {
        let refused = problems("due", "Due on", "It must be within 300 days.")
        var mode = ModeForm(from: "2026-11-20")
        mode.mode = "pregnancy"
        mode.due = text("2028-01-01")
        let settings = CycleSettingsWords(book: ownBook(), text: bodyText)
        let refusedWords = CycleSettingsWords(book: CycleBook(), text: bodyText, problems: refused)
        return [
            ("cycle-settings", settings.page(settingsExtras())),
            ("cycle-settings-refused", refusedWords.page(sent: mode)),
            ("cycle-feelings", feelings()), ("cycle-plans", CyclePlanWords(book: ownBook(), text: bodyText).page()),
            ("cycle-plans-empty", CyclePlanWords(book: CycleBook(), text: bodyText).page()),
            ("cycle-plan", plan("ring", id: nil)), ("cycle-plan-medicine", plan("medicine", id: text("m1"))),
            ("cycle-plan-appointment", plan("appointment", id: nil)),
            ("cycle-unlock", CycleUnlockPage()),
            (
                "cycle-unlock-refused",
                CycleUnlockPage(problems: problems("passphrase", "Its passphrase", "That is not the passphrase."))
            ),
        ]
    }

    var bodyText: BodyText { BodyText(words: .english, today: today) }

    /// A book with one of everything a person adds.
    func ownBook() -> CycleBook {
        // A name takes a hundred characters, and hostile ones are longer.
        func name(_ plain: String) -> String { String(text(plain).prefix(100)) }
        var plan = CyclePlan(CycleBook(), batchStart: 9)
        try? plan.setMode(ModeChange(from: today.adding(days: -400), .hormonalContraception))
        try? plan.setMode(ModeChange(from: today.adding(days: -90), .avoiding))
        _ = try? plan.addFeeling(.symptom, FeelingDefinition(name: name("Jaw ache")), builtInNames: [])
        _ = try? plan.addItem(
            .method(MethodContent(.ring, name: name("Ring"), from: today.adding(days: -40), minuteOfDay: 420))
        )
        _ = try? plan.addItem(.method(MethodContent(.copperIUD, name: name("Copper"), from: today.adding(days: -9))))
        _ = try? plan.addItem(
            .medicine(
                MedicineContent(name: name("Iron"), from: today, unit: "mg", minutesOfDay: [480, 1200])
            )
        )
        _ = try? plan.addItem(
            .appointment(AppointmentContent(day: today.adding(days: 3), minuteOfDay: 630, title: name("Dr Rao")))
        )
        _ = try? plan.addItem(
            .appointment(AppointmentContent(day: today.adding(days: -30), title: name("Check-up")))
        )
        return plan.book
    }

    private func settingsExtras() -> CycleSettingsWords.Extras {
        CycleSettingsWords.Extras(
            lock: .init(
                isOn: true,
                current: TextField("current", "Its passphrase now", kind: .currentPassphrase),
                passphrase: TextField("passphrase", "A new one", kind: .newPassphrase, isRequired: false),
                idle: SelectField(
                    "minutes",
                    "Locks again after",
                    choices: [Choice(value: "5", label: "5 minutes")],
                    chosen: "5"
                )
            ),
            consents: [
                .init(
                    id: "cycle-tracking",
                    heading: "The diary",
                    sentence: "Keeping your diary and showing it to you.",
                    meta: text("On since 2 January 2026."),
                    isOn: true,
                    isFixed: false
                )
            ],
            feeds: .init(
                rows: [
                    .init(
                        name: text("Phone"),
                        note: text("Made 2 November"),
                        removePath: "/cycle/settings/calendars/" + text("f1") + "/remove"
                    )
                ],
                hasRows: true,
                name: TextField("name", "Which program", value: text("Phone")),
                title: TextField("title", "What every event is called", value: text("Reminder")),
                contents: [.init(value: "periods", label: "Next periods", isChosen: true)],
                made: text("https://diary.example/feed/k7"),
                proofPath: nil
            )
        )
    }

    private func feelings() -> CycleFeelingsPage {
        CycleFeelingsWords(
            book: ownBook(),
            words: .english,
            problems: problems("name.symptom", "A symptom of your own", "There is one of this name already."),
            sent: ("name.symptom", text("Cramps"))
        ).page()
    }

    private func plan(_ kind: String, id: String?) -> CyclePlanPage {
        var form = CyclePlanFormReader.form(new: kind, today: today) ?? CyclePlanForm()
        form.name = text("Name")
        form.note = text("With food.")
        form.times = text("8 o'clock")
        let problems = id == nil ? FormProblems.none : problems("times", "Times of day", "They must be times.")
        return CyclePlanPageWords(words: .english, problems: problems).page(form, id: id)
    }
}
