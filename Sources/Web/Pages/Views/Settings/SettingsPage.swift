package import Primitives

/// How numbers, days and pages look to one person.
///
/// What describes her money is kept in her vault; what describes this browser is kept in this browser.
package struct SettingsPage: Page {
    package static let template = PageTemplate.settings
    package var place: Place { .settings }
    package let title: String

    let handle: String
    let groupings: [Option]
    let currency: SelectField
    let weekStart: SelectField
    let language: SelectField
    let themes: [Option]
    let coversAtOpening: Bool
    let hasShortcuts: Bool
    let problems: FormProblems

    /// One of a few choices shown side by side.
    struct Option: Sendable {
        let value: String
        let label: String
        let note: String
        let isChosen: Bool
    }

    /// What is in force; `currencies` are the codes that can be chosen, the person's own first.
    package struct Chosen: Sendable {
        package var grouping: DigitGrouping
        package var currency: String
        package var weekStart: Int
        package var theme: Theme
        package var coversAtOpening: Bool
        package var hasShortcuts: Bool

        package init(
            grouping: DigitGrouping,
            currency: String,
            weekStart: Int,
            theme: Theme,
            coversAtOpening: Bool,
            hasShortcuts: Bool
        ) {
            self.grouping = grouping
            self.currency = currency
            self.weekStart = weekStart
            self.theme = theme
            self.coversAtOpening = coversAtOpening
            self.hasShortcuts = hasShortcuts
        }
    }

    package init(
        handle: String,
        chosen: Chosen,
        currencies: [Choice],
        words: Words,
        problems: FormProblems = .none
    ) {
        title = words("Settings")
        self.handle = handle
        groupings = DigitGrouping.allCases.map { grouping in
            Option(
                value: grouping.name,
                label: grouping.grouped("867063.85"),
                note: Self.note(grouping, words),
                isChosen: grouping == chosen.grouping
            )
        }
        currency = SelectField(
            "currency",
            words("Currency"),
            choices: currencies,
            chosen: chosen.currency,
            hint: words("For sums and new accounts. Nothing is converted."),
            problems: problems
        )
        let weekdays = CalendarWords(words.locale).weekdays
        weekStart = SelectField(
            "week",
            words("Week starts on"),
            choices: weekdays.enumerated().map { Choice(value: String($0.offset + 1), label: $0.element) },
            chosen: String(chosen.weekStart),
            problems: problems
        )
        language = SelectField(
            "language",
            words("Language"),
            choices: PageLocale.allCases.map { Choice(value: $0.rawValue, label: $0.label) },
            chosen: words.locale.rawValue
        )
        themes = Theme.allCases.map { theme in
            Option(
                value: theme.rawValue,
                label: Self.label(theme, words),
                note: Self.note(theme, words),
                isChosen: theme == chosen.theme
            )
        }
        coversAtOpening = chosen.coversAtOpening
        hasShortcuts = chosen.hasShortcuts
        self.problems = problems
    }

    private static func note(_ grouping: DigitGrouping, _ words: Words) -> String {
        switch grouping {
        case .indian: words("Indian: lakh and crore")
        case .western: words("Groups of three, point")
        case .continental: words("Groups of three, comma")
        }
    }

    private static func label(_ theme: Theme, _ words: Words) -> String {
        switch theme {
        case .auto: words("Automatic")
        case .light: words("Light colours")
        case .dark: words("Dark colours")
        }
    }

    private static func note(_ theme: Theme, _ words: Words) -> String {
        switch theme {
        case .auto: words("Follows this device")
        case .light: words("Undyed cotton")
        case .dark: words("Lamp black")
        }
    }
}
