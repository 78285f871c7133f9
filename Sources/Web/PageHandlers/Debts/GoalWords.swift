import Money
import Primitives

/// Goals in words and figures.
struct GoalWords {
    private static let depositCount = 5
    private static let glanceCount = 3

    private let book: MoneyBook
    private let today: CalendarDay
    private let words: Words

    init(_ book: MoneyBook, today: CalendarDay, _ words: Words) {
        self.book = book
        self.today = today
        self.words = words
    }

    private func text(_ currency: Currency) -> ChartText {
        ChartText(words: words, currency: currency, grouping: book.settings.digitGrouping, today: today)
    }

    /// - `sent`: A deposit that was refused, and the goal it was for.
    func page(
        sent: (goal: GoalID, form: FormFields)? = nil,
        problems: FormProblems = .none
    ) throws(MoneyError) -> GoalsPage {
        let reports = try book.goalReports(today: today)
        return GoalsPage(
            goals: reports.filter { !$0.goal.content.isArchived }
                .map { section($0, sent?.goal == $0.goal.id ? sent?.form : nil, problems) },
            archived: reports.filter(\.goal.content.isArchived).map { report in
                GoalsPage.Other(path: Self.path(report.goal.id), name: report.goal.content.title, note: saved(report))
            },
            problems: problems
        )
    }

    static func path(_ id: GoalID) -> String { "/money/goals/\(id.text)" }

    private func section(_ report: GoalReport, _ sent: FormFields?, _ problems: FormProblems) -> GoalsPage.Section {
        let (content, id) = (report.goal.content, report.goal.id.text)
        let text = text(content.currency)
        let problems = sent == nil ? .none : problems
        return GoalsPage.Section(
            id: id,
            name: content.title,
            editPath: Self.path(report.goal.id),
            label: report.isReached ? words("Reached, with") : words("Left to save"),
            money: text.moneyText(report.isReached ? report.savedMinorUnits : report.leftMinorUnits),
            perMonth: perMonth(report),
            bar: bar(report),
            saved: saved(report),
            notes: notes(report),
            deposits: content.deposits.suffix(Self.depositCount).reversed().map { deposit in
                GoalsPage.Deposit(
                    day: text.shortDay(deposit.day),
                    note: deposit.note,
                    money: text.moneyText(deposit.minorUnits, .change)
                )
            },
            form: GoalsPage.DepositForm(
                path: Self.path(report.goal.id) + "/deposit",
                amount: TextField(
                    "amount." + id,
                    words("Amount"),
                    kind: .amount,
                    value: sent?["amount." + id] ?? "",
                    placeholder: "500",
                    maximumLength: 30,
                    problems: problems
                ),
                date: TextField(
                    "date." + id,
                    words("Day"),
                    kind: .day,
                    value: sent?["date." + id] ?? today.iso,
                    problems: problems
                ),
                note: TextField(
                    "note." + id,
                    words("Note"),
                    value: sent?["note." + id] ?? "",
                    isRequired: false,
                    maximumLength: 100,
                    problems: problems
                ),
                isOpen: sent != nil
            )
        )
    }

    private func saved(_ report: GoalReport) -> String {
        let text = text(report.goal.content.currency)
        return words(
            "{saved} of {target} saved",
            [
                "saved": text.amount(report.savedMinorUnits),
                "target": text.amount(report.goal.content.targetMinorUnits),
            ]
        )
    }

    private func bar(_ report: GoalReport) -> BudgetBar {
        let target = report.goal.content.targetMinorUnits
        // More than the target is no more than reached.
        return BudgetBar(
            spent: min(report.savedMinorUnits, target),
            available: target,
            elapsed: nil,
            sentence: saved(report)
        )
    }

    private func perMonth(_ report: GoalReport) -> String? {
        guard let perMonth = report.perMonthMinorUnits, let due = report.goal.content.due else { return nil }
        let text = text(report.goal.content.currency)
        return words("{amount} a month until {day}", ["amount": text.amount(perMonth), "day": text.day(due)])
    }

    private func notes(_ report: GoalReport) -> [String] {
        let content = report.goal.content
        let text = text(content.currency)
        var notes: [String] = []
        if !content.accounts.isEmpty {
            let names = content.accounts.compactMap { book.account($0)?.name }.joined(separator: ", ")
            notes.append(
                words(
                    "In {accounts}: {amount}.",
                    ["accounts": names, "amount": text.amount(report.accountsMinorUnits)]
                )
            )
        }
        if !content.deposits.isEmpty {
            notes.append(words("Set aside: {amount}.", ["amount": text.amount(report.depositsMinorUnits)]))
        }
        guard !report.isReached else { return notes }
        if let due = content.due, due < today {
            notes.append(words("It was meant for {day}.", ["day": text.day(due)]))
        }
        if let day = report.projected {
            notes.append(words("At the pace of the last 90 days it is reached on {day}.", ["day": text.day(day)]))
        } else if report.paceMinorUnits < 0 {
            notes.append(words("It became less in the last 90 days."))
        } else if report.paceMinorUnits == 0 {
            notes.append(words("Nothing came to it in the last 90 days."))
        } else {
            notes.append(words("At the pace of the last 90 days it takes more than a hundred years."))
        }
        return notes
    }

    /// Those that are not reached yet, the next due first, for Today.
    func glances() throws(MoneyError) -> [GoalGlance] {
        let open = try book.goalReports(today: today).filter { !$0.goal.content.isArchived && !$0.isReached }
        let sorted = open.enumerated().sorted { left, right in
            let (first, second) = (left.element.goal.content.due, right.element.goal.content.due)
            guard first != second else { return left.offset < right.offset }
            return first.map { day in second.map { day < $0 } ?? true } ?? false
        }
        return sorted.prefix(Self.glanceCount).map { _, report in
            GoalGlance(name: report.goal.content.title, saved: saved(report), bar: bar(report))
        }
    }
}
