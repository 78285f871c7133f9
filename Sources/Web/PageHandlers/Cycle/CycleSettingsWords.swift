import Cycle
import Primitives

/// Makes the page of the diary's settings.
struct CycleSettingsWords {
    let book: CycleBook
    let text: BodyText
    var problems = FormProblems.none

    private var words: Words { text.words }
    static let path = CycleSettingsPages.path

    /// What the diary's lock, consents and calendars add to it.
    struct Extras {
        var lock: CycleSettingsPage.LockView?
        var consents: [CycleSettingsPage.Consent] = []
        var feeds: CycleSettingsPage.FeedsView?
    }

    /// - `sent`: A form of a mode that was refused.
    func page(sent: ModeForm? = nil, _ extras: Extras = Extras()) -> CycleSettingsPage {
        let form = sent ?? modeForm
        let make = FieldMaker(problems: problems)
        let settings = book.settings
        let changes = modeRows
        return CycleSettingsPage(
            problems: problems,
            modes: CycleMode.allCases.map { mode in
                .init(
                    value: mode.codeName,
                    label: mode.label,
                    note: note(mode),
                    isChosen: mode.codeName == form.mode
                )
            },
            from: TextField("from", words("From"), kind: .day, value: form.from, problems: problems),
            due: make.day(
                "due",
                words("Due on"),
                form.due,
                hint: words("The weeks are counted from it; without it, from the last period.")
            ),
            breastfeeding: SelectField(
                "breastfeeding",
                words("Breastfeeding"),
                choices: [Choice(value: "yes", label: words("Yes")), Choice(value: "no", label: words("No"))],
                chosen: form.breastfeeding,
                empty: words("Not said"),
                problems: problems
            ),
            changes: changes,
            hasChanges: !changes.isEmpty,
            secondSign: secondSign(settings.secondSign),
            temperatureUnit: make.select(
                "temperature",
                words("Temperature"),
                [Choice(value: "celsius", label: "°C"), Choice(value: "fahrenheit", label: "°F")],
                settings.temperatureUnit == .fahrenheit ? "fahrenheit" : "celsius"
            ),
            weightUnit: make.select(
                "weight",
                words("Weight"),
                [
                    Choice(value: "kilograms", label: words("Kilograms")),
                    Choice(value: "pounds", label: words("Pounds")),
                ],
                settings.weightUnit == .pounds ? "pounds" : "kilograms"
            ),
            isPaused: settings.arePredictionsPaused,
            fields: DayField.allCases.map {
                .init(value: $0.codeName, label: $0.label, isChosen: !settings.hiddenFields.contains($0))
            },
            links: links,
            lock: extras.lock,
            consents: extras.consents,
            hasConsents: !extras.consents.isEmpty,
            feeds: extras.feeds
        )
    }

    /// What holds today.
    private var modeForm: ModeForm {
        let current = book.modes.change(on: text.today)
        var form = ModeForm(from: text.today.iso)
        form.mode = (current?.mode ?? .cycle).codeName
        form.due = current?.dueDay?.iso ?? ""
        form.breastfeeding = current?.isBreastfeeding.map { $0 ? "yes" : "no" } ?? ""
        return form
    }

    private func note(_ mode: CycleMode) -> String {
        switch mode {
        case .cycle: words("Next periods, ovulation and fertile days as estimates.")
        case .tryingToConceive: words("The same, with the fertile days in front.")
        case .avoiding: words("Next periods; fertile days by the two signs alone. Estimates, not contraception.")
        case .pregnancy: words("Weeks are counted, and nothing is estimated.")
        case .postpartum: words("Estimates rest until three cycles after the birth are complete.")
        case .perimenopause: words("Next periods with wider ranges; ovulation is not estimated.")
        case .hormonalContraception: words("The next withdrawal bleeding, and no fertile days.")
        case .menstruationOnly: words("Next periods, and nothing else.")
        }
    }

    private var modeRows: [CycleSettingsPage.ModeRow] {
        let current = book.modes.change(on: text.today)
        return book.modes.changes.reversed().map { change in
            .init(
                day: text.medium(change.from),
                label: change.mode.label,
                note: note(change),
                removePath: "\(Self.path)/mode/\(change.from.iso)/remove",
                isCurrent: change.from == current?.from
            )
        }
    }

    private func note(_ change: ModeChange) -> String? {
        if let due = change.dueDay { return words("due on {day}", ["day": text.medium(due)]) }
        return change.isBreastfeeding.map { $0 ? words("breastfeeding") : words("not breastfeeding") }
    }

    private func secondSign(_ sign: SecondSign?) -> SelectField {
        SelectField(
            "sign",
            words("Second sign beside temperature"),
            choices: [
                Choice(value: "mucus", label: words("Cervical mucus")), Choice(value: "cervix", label: words("Cervix")),
            ],
            chosen: sign?.rawValue ?? "",
            empty: words("Whichever is logged"),
            problems: problems
        )
    }

    private var links: [CycleSettingsPage.LinkRow] {
        let own = book.feelings.count { !$0.key.isBuiltIn }
        let plans = book.itemRows.count { $0.item.kind != .feed }
        return [
            .init(
                path: Self.path + "/feelings",
                icon: "list",
                name: words("Symptoms and moods"),
                note: words.count(own, one: "{count} of your own", other: "{count} of your own")
            ),
            .init(
                path: Self.path + "/plans",
                icon: "pill",
                name: words("Methods, medicines, appointments"),
                note: words.count(plans, one: "{count} entry", other: "{count} entries")
            ),
            .init(
                path: CycleImportPages.path,
                icon: "upload",
                name: words("Bring a diary"),
                note: words("From Flo, Clue, drip, Natural Cycles, Mensinator or Apple Health")
            ),
            .init(
                path: CycleExportPages.path,
                icon: "download",
                name: words("Take the diary with you"),
                note: words("As files that other programs read")
            ),
        ]
    }
}
