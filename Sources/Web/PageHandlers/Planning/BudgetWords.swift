import Money
import Primitives

/// Budgets in words and figures.
struct BudgetWords {
    /// Envelopes that money can be moved from, in a list.
    private static let sourceCount = 20

    private let book: MoneyBook
    private let today: CalendarDay
    private let words: Words
    private let entry: EntryWords
    private let icons: [CategoryID: String]

    init(_ book: MoneyBook, today: CalendarDay, _ words: Words) {
        self.book = book
        self.today = today
        self.words = words
        entry = EntryWords(book, words: words)
        icons = CategoryIcon.icons(book)
    }

    /// What was typed for a line, and refused.
    struct Typed {
        let budget: BudgetID
        let category: CategoryID
        let amount: String
        /// Of a move: the line it was to come from, as it was sent.
        var source: String?
    }

    func page(
        on day: CalendarDay,
        typed: Typed? = nil,
        problems: FormProblems = .none
    ) -> BudgetsPage {
        let answer = book.budgetReports(on: day, today: today, ledger: CategoryLedger(book))
        var refused = answer.refused
        var sections: [BudgetsPage.Section] = []
        for report in answer.reports {
            guard let budget = book.budget(report.budget) else { continue }
            let typed = typed?.budget == report.budget ? typed : nil
            do throws(MoneyError) {
                sections.append(try section(report, budget, day, typed, problems))
            } catch {
                refused.append(BudgetReports.Refused(budget: report.budget, error: error))
            }
        }
        let named = Set(answer.reports.map(\.budget) + refused.map(\.budget))
        return BudgetsPage(
            pager: answer.reports.first.map(pager),
            budgets: sections,
            refused: refused.map { refused in
                BudgetsPage.Other(
                    path: path(refused.budget),
                    name: book.budget(refused.budget)?.name ?? "",
                    note: Sentences.sentence(refused.error)
                )
            },
            others: book.liveBudgets.filter { !named.contains($0.id) }.map { budget in
                let content = budget.content
                let isAhead = content.starts > day
                return BudgetsPage.Other(
                    path: path(budget.id),
                    name: budget.name,
                    note: isAhead
                        ? words("begins on {day}", ["day": text(content.starts).medium])
                        : words("no period on this day")
                )
            },
            problems: problems
        )
    }

    private func path(_ id: BudgetID) -> String { "/money/budgets/\(id.text)" }

    private func text(_ day: CalendarDay) -> DayText { DayText(day, today: today, locale: words.locale) }

    private func pager(_ report: BudgetReport) -> BudgetsPage.Pager {
        func path(_ day: CalendarDay) -> String { "/money/budgets?on=\(day.iso)" }
        let ends = book.budget(report.budget)?.content.ends
        let isOne = if case .custom = book.budget(report.budget)?.content.span { true } else { false }
        let hasNext = !isOne && ends.map { $0 > report.period.last } ?? true
        return BudgetsPage.Pager(
            label: period(report.period),
            previousPath: report.place > 0 ? path(report.period.first.adding(days: -1)) : nil,
            nextPath: hasNext ? path(report.period.last.adding(days: 1)) : nil
        )
    }

    /// A whole month by its name, else its first and last day.
    func period(_ period: BudgetPeriod) -> String {
        let (year, month, first) = period.first.parts
        let isMonth = first == 1 && period.dayCount == CalendarDay.dayCount(ofMonth: month, year: year)
        if isMonth { return text(period.first).month }
        return words("{first} to {last}", ["first": text(period.first).short, "last": text(period.last).short])
    }

    private func section(
        _ report: BudgetReport,
        _ budget: Budget,
        _ day: CalendarDay,
        _ refused: Typed?,
        _ problems: FormProblems
    ) throws(MoneyError) -> BudgetsPage.Section {
        let (available, overflow) = report.total.carriedMinorUnits
            .addingReportingOverflow(report.total.assignedMinorUnits)
        guard !overflow else { throw .overflow(.amount) }
        let isNow = report.period.contains(today)
        let elapsed = isNow ? elapsed(report.period) : nil
        let spent = spent(report.total.spentMinorUnits, available, report.currency)
        let perDay = isNow && report.daysLeft > 0 ? report.total.leftMinorUnits / Int64(report.daysLeft) : 0
        var lines: [BudgetsPage.Line] = []
        for (line, content) in zip(report.lines, budget.content.lines) {
            lines.append(try self.line(line, content, report, elapsed, refused, problems))
        }
        return BudgetsPage.Section(
            id: report.budget.text,
            name: budget.name,
            period: period(report.period),
            days: isNow
                ? words.count(report.daysLeft, one: "1 day left", other: "{count} days left", [:]) : nil,
            editPath: path(report.budget),
            label: report.total.leftMinorUnits < 0 ? words("Over in all") : words("Left in all"),
            left: entry.money(report.total.leftMinorUnits, report.currency, .none),
            perDay: perDay > 0
                ? words(
                    "{amount} a day until {day}",
                    [
                        "amount": plain(perDay, report.currency), "day": text(report.period.last).short,
                    ]
                ) : nil,
            bar: BudgetBar(
                spent: report.total.spentMinorUnits,
                available: available,
                expected: report.total.expectedMinorUnits,
                elapsed: elapsed,
                sentence: "\(budget.name): \(spent)"
            ),
            hasExpected: report.lines.contains { $0.expectedMinorUnits > 0 },
            spent: spent,
            lines: lines,
            notes: notes(report)
        )
    }

    private func line(
        _ line: BudgetReport.Line,
        _ content: BudgetLine,
        _ report: BudgetReport,
        _ elapsed: Double?,
        _ refused: Typed?,
        _ problems: FormProblems
    ) throws(MoneyError) -> BudgetsPage.Line {
        let (available, overflow) = line.carriedMinorUnits.addingReportingOverflow(line.assignedMinorUnits)
        guard !overflow else { throw .overflow(.amount) }
        let name = book.category(line.category)?.name ?? ""
        let spent = spent(line.spentMinorUnits, available, report.currency)
        let isRefused = refused?.category == line.category && refused?.source == nil
        let assigned = Amount(minorUnits: line.assignedMinorUnits, currency: report.currency)
        return BudgetsPage.Line(
            icon: icons[line.category] ?? CategoryIcon.plain,
            name: name,
            left: left(line, report.currency),
            isOver: line.leftMinorUnits < 0,
            spent: [spent, carried(line, report)].compactMap(\.self).joined(separator: " · "),
            note: note(line, report),
            bar: BudgetBar(
                spent: line.spentMinorUnits,
                available: available,
                expected: line.expectedMinorUnits,
                elapsed: elapsed,
                sentence: "\(name): \(spent)"
            ),
            category: line.category.text,
            day: report.period.first.iso,
            assignPath: path(report.budget) + "/assign",
            amount: TextField(
                "amount.\(report.budget.text).\(line.category.text)",
                words("For this period"),
                kind: .signedAmount,
                value: isRefused ? refused?.amount ?? "" : book.settings.digitGrouping.typed(assigned.decimal),
                hint: words("Empty is the usual {amount}.", ["amount": plain(content.minorUnits, report.currency)]),
                isRequired: false,
                problems: isRefused ? problems : .none
            ),
            hasOther: isRefused || line.assignedMinorUnits != content.minorUnits,
            move: move(line, report, refused, problems)
        )
    }

    private func move(
        _ line: BudgetReport.Line,
        _ report: BudgetReport,
        _ refused: Typed?,
        _ problems: FormProblems
    ) -> BudgetsPage.Move? {
        guard report.toAssignMinorUnits != nil else { return nil }
        let typed = refused.flatMap { $0.category == line.category && $0.source != nil ? $0 : nil }
        let key = "\(report.budget.text).\(line.category.text)"
        // Those with most in them: each line has this list, so that it must not grow with the lines.
        let full = report.lines.filter { $0.category != line.category && $0.leftMinorUnits > 0 }
            .sorted { $0.leftMinorUnits > $1.leftMinorUnits }.prefix(Self.sourceCount)
        guard !full.isEmpty else { return nil }
        let others = full.map { other in
            let name = book.category(other.category)?.name ?? ""
            return Choice(value: other.category.text, label: name + " · " + left(other, report.currency))
        }
        return BudgetsPage.Move(
            path: path(report.budget) + "/move",
            category: line.category.text,
            day: report.period.first.iso,
            from: SelectField(
                "from." + key,
                words("From the envelope"),
                choices: others,
                chosen: typed?.source ?? "",
                empty: words("Choose an envelope"),
                problems: typed == nil ? .none : problems
            ),
            amount: TextField(
                "move." + key,
                words("Amount"),
                kind: .amount,
                value: typed?.amount ?? "",
                problems: typed == nil ? .none : problems
            ),
            isOpen: typed != nil
        )
    }

    private func left(_ line: BudgetReport.Line, _ currency: Currency) -> String {
        if line.leftMinorUnits < 0 {
            return words("{amount} over", ["amount": plain(line.overMinorUnits, currency)])
        }
        if line.leftMinorUnits == 0 { return words("nothing left") }
        return words("{amount} left", ["amount": plain(line.leftMinorUnits, currency)])
    }

    private func note(_ line: BudgetReport.Line, _ report: BudgetReport) -> String {
        if let perDay = line.leftPerDayMinorUnits, perDay > 0 {
            return words(
                "{amount} a day until {day}",
                [
                    "amount": plain(perDay, report.currency), "day": text(report.period.last).short,
                ]
            )
        }
        return ""
    }

    /// What came from the period before, said beside what there is in this one; nil for nothing.
    private func carried(_ line: BudgetReport.Line, _ report: BudgetReport) -> String? {
        if line.carriedMinorUnits > 0 {
            return words("{amount} carried over", ["amount": plain(line.carriedMinorUnits, report.currency)])
        }
        if line.carriedMinorUnits < 0 {
            let carried = Int64(clamping: line.carriedMinorUnits.magnitude)
            return words("{amount} less from before", ["amount": plain(carried, report.currency)])
        }
        return nil
    }

    private func spent(_ spent: Int64, _ available: Int64, _ currency: Currency) -> String {
        guard available > 0 else { return words("{amount} spent", ["amount": plain(spent, currency)]) }
        return words("{spent} of {amount}", ["spent": plain(spent, currency), "amount": plain(available, currency)])
    }

    private func notes(_ report: BudgetReport) -> [String] {
        var notes: [String] = []
        if let toAssign = report.toAssignMinorUnits {
            notes.append(
                toAssign < 0
                    ? words(
                        "{amount} more is assigned than there is.",
                        [
                            "amount": plain(Int64(clamping: toAssign.magnitude), report.currency)
                        ]
                    ) : words("{amount} is in no envelope yet.", ["amount": plain(toAssign, report.currency)])
            )
        }
        if report.unbudgetedMinorUnits > 0 {
            notes.append(
                words(
                    "{amount} was spent on what no line is about.",
                    [
                        "amount": plain(report.unbudgetedMinorUnits, report.currency)
                    ]
                )
            )
        }
        for other in report.leftOut where other.spentMinorUnits != 0 {
            notes.append(
                words(
                    "{amount} in another currency is not counted.",
                    [
                        "amount": plain(other.spentMinorUnits, other.currency)
                    ]
                )
            )
        }
        return notes
    }

    private func elapsed(_ period: BudgetPeriod) -> Double {
        Double(today.daysSinceEpoch - period.first.daysSinceEpoch + 1) / Double(period.dayCount)
    }

    /// For sentences: without decimals that are all zero.
    private func plain(_ minorUnits: Int64, _ currency: Currency) -> String {
        ChartText(words: words, currency: currency, grouping: book.settings.digitGrouping, today: today)
            .amount(minorUnits)
    }

    // MARK: Elsewhere

    /// The first budget of the person's own currency that has a period today, for Today.
    func glance() -> BudgetGlance? {
        guard let report = book.firstBudgetReport(today: today), let budget = book.budget(report.budget),
            let section = try? section(report, budget, today, nil, .none)
        else { return nil }
        let over = report.lines.filter { $0.leftMinorUnits < 0 }.count
        return BudgetGlance(
            name: budget.name,
            isOver: report.total.leftMinorUnits < 0,
            left: section.left,
            until: text(report.period.last).short,
            perDay: section.perDay,
            bar: section.bar,
            spent: section.spent,
            over: over == 0
                ? nil : words.count(over, one: "1 line is over.", other: "{count} lines are over.", [:])
        )
    }
}
