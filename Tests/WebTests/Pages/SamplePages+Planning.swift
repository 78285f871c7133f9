import Money
import Primitives

@testable import Web

extension SamplePages {
    func planning() -> [(String, any Page)] {
        [
            ("recurring", recurring()), ("recurring-empty", emptyRecurring()),
            ("recurring-entry", recurringEntry(nil)), ("recurring-entry-edit", recurringEntry(text("r1"))),
            ("budgets", budgets()), ("budgets-empty", BudgetsPage(pager: nil, budgets: [], others: [])),
            ("budget", budget(nil)), ("budget-edit", budget(text("b1"))),
            ("forecast", forecast(isWondering: false)), ("forecast-what-if", forecast(isWondering: true)),
            ("forecast-empty", emptyForecast()),
        ]
    }

    // MARK: Recurring

    func occurrence(_ id: String, _ payee: String, isSkipped: Bool = false, isMade: Bool = false) -> OccurrenceRow {
        OccurrenceRow(
            id: id,
            icon: "bolt",
            payee: text(payee),
            detail: text("Bills · Salary"),
            day: day("2026-11-24"),
            isVariable: isMade,
            isSkipped: isSkipped,
            money: money("-1750", .both),
            editPath: isMade ? "/money/transactions/t4" : nil,
            amount: isMade
                ? TextField("amount." + id, "It was", kind: .amount, value: text("1,750.00"), problems: .none) : nil
        )
    }

    private func recurring() -> RecurringPage {
        let due: Set<Int> = [4, 8]
        let strip: [RecurringPage.StripDay] = (0..<30).map { (place: Int) -> RecurringPage.StripDay in
            let label: String? = place.isMultiple(of: 4) ? String(place + 1) : nil
            return RecurringPage.StripDay(
                label: label,
                isToday: place == 0,
                isOut: due.contains(place),
                isIn: place == 12
            )
        }
        return RecurringPage(
            lead: text("About ₹32,499 out and ₹78,400 in each month. Entries are made when you open Flowkeep."),
            strip: strip,
            stripSentence: text("Due in the next 30 days: 24 Nov, 28 Nov, 2 Dec."),
            pending: [occurrence("o1", "Electricity", isMade: true), occurrence("o2", "Music")],
            pendingNote: "The first 100 are shown.",
            upcoming: [occurrence("o3", "Rent"), occurrence("o4", "Gym", isSkipped: true)],
            upcomingNote: "The first 100 are shown.",
            entries: [
                RecurringPage.EntryRow(
                    path: "/money/recurring/" + text("r1"),
                    icon: "house",
                    payee: text("Landlord"),
                    detail: text("Rent · Salary"),
                    rule: text("Every month on the last working day"),
                    next: text("next 30 Nov"),
                    isVariable: true,
                    isPaused: false,
                    money: money("-18000", .both)
                ),
                RecurringPage.EntryRow(
                    path: "/money/recurring/r2",
                    icon: "film",
                    payee: text("Music"),
                    detail: text("Fun"),
                    rule: "Every 2 weeks on Friday, 12 times",
                    next: nil,
                    isVariable: false,
                    isPaused: false,
                    money: money("-119", .both)
                ),
            ]
        )
    }

    private func emptyRecurring() -> RecurringPage {
        RecurringPage(lead: "Entries are made.", strip: [], stripSentence: "", pending: [], upcoming: [], entries: [])
    }

    private func recurringEntry(_ id: String?) -> RecurringEntryPage {
        var fields = TransactionForm(kind: id == nil ? .expense : .transfer, date: "2026-11-01")
        fields.payee = text("Landlord")
        fields.account = "a1"
        fields.lines = [.init(category: "c1", amount: text("18000"))]
        fields.note = text("\nwith water")
        var form = RecurringForm(fields)
        form.weekdays = [5]
        form.days = ["last-working-1", ""]
        form.isVariable = true
        form.isAutomatic = id != nil
        form.tag = text("\"tag\"")
        return RecurringEntryPage(
            id: id,
            form: form,
            choices: RecurringEntryPage.Choices(
                accounts: accounts,
                categories: categories,
                days: [Choice(value: "last-working-1", label: text("On the last working day"))],
                months: [Choice(value: "1", label: "January")],
                weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            ),
            problems: id == nil
                ? .none
                : FormProblems(errors: [
                    FieldError(field: "weekday.1", label: "Days of the week", message: text("Choose at least one.")),
                    FieldError(field: "automatic", label: "It needs no look", message: text("It varies.")),
                ])
        )
    }

    // MARK: Budgets

    private func line(_ name: String, spent: Int64, of whole: Int64, isRefused: Bool = false) -> BudgetsPage.Line {
        let field = "amount.b1." + name.lowercased().filter(\.isLetter)
        return BudgetsPage.Line(
            icon: "basket",
            name: text(name),
            left: text(spent > whole ? "₹250 over" : "₹2,770 left"),
            isOver: spent > whole,
            spent: text("₹6,230 of ₹9,000"),
            note: text("₹277 a day until 30 Nov"),
            bar: BudgetBar(
                spent: spent,
                available: whole,
                expected: 900,
                elapsed: 0.667,
                sentence: text("\(name): ₹6,230 of ₹9,000")
            ),
            category: text("c2"),
            day: "2026-11-01",
            assignPath: "/money/budgets/b1/assign",
            amount: TextField(
                field,
                "For this period",
                kind: .amount,
                value: text("9,000.00"),
                hint: text("Empty is the usual ₹9,000."),
                isRequired: false,
                problems: isRefused ? problems(field, "For this period", "It must be an amount.") : .none
            ),
            hasOther: isRefused,
            move: BudgetsPage.Move(
                path: "/money/budgets/b1/move",
                category: text("c2"),
                day: "2026-11-01",
                from: SelectField(
                    "from" + field.dropFirst(6),
                    "From the envelope",
                    choices: categories,
                    chosen: "",
                    empty: "Choose an envelope"
                ),
                amount: TextField("move" + field.dropFirst(6), "Amount", kind: .amount, value: text("9")),
                isOpen: isRefused
            )
        )
    }

    func glance() -> BudgetGlance {
        BudgetGlance(
            name: text("Household"),
            isOver: false,
            left: money("6463", .none),
            until: "30 Nov",
            perDay: text("₹646 a day until 30 Nov"),
            bar: BudgetBar(spent: 68, available: 100, elapsed: 0.667, sentence: text("Household: 68 of 100")),
            spent: text("₹13,600 of ₹20,063"),
            over: "1 line is over."
        )
    }

    private func budgets() -> BudgetsPage {
        let section = BudgetsPage.Section(
            id: text("b1"),
            name: text("Household"),
            period: "November 2026",
            days: "11 days left",
            editPath: "/money/budgets/b1",
            label: "Left in all",
            left: money("8020", .none),
            perDay: text("₹729 a day until 30 Nov"),
            bar: BudgetBar(spent: 39_780, available: 47_800, elapsed: 0.667, sentence: text("Household")),
            hasExpected: true,
            spent: text("₹39,780 of ₹47,800"),
            lines: [
                line("Clothes", spent: 1450, of: 1200), line("Groceries", spent: 6230, of: 9000, isRefused: true),
                line("Fun", spent: 0, of: 0), line("Giving", spent: -5, of: 10),
            ],
            notes: [text("₹4,000 is in no envelope yet.")]
        )
        return BudgetsPage(
            pager: .init(label: text("November 2026"), previousPath: "/money/budgets?on=2026-10-31", nextPath: nil),
            budgets: [section],
            refused: [.init(path: "/money/budgets/b3", name: text("Trip"), note: text("It began so long ago."))],
            others: [.init(path: "/money/budgets/b2", name: text("Journey"), note: text("begins on 1 May 2027"))]
        )
    }

    private func budget(_ id: String?) -> BudgetPage {
        var form = BudgetForm(currency: "INR", starts: "2026-11-01")
        form.name = text("Household")
        form.style = id == nil ? "limit" : "envelope"
        form.span = id == nil ? "month" : "schedule"
        form.tag = text("\"tag\"")
        var line = BudgetForm.Line()
        line.category = "c2"
        line.amount = text("9o00")
        line.rollover = "capped"
        line.cap = text("500")
        line.isAlone = true
        form.lines = [line, BudgetForm.Line()]
        return BudgetPage(
            id: id,
            form: form,
            choices: BudgetPage.Choices(
                currencies: [Choice(value: "INR", label: "INR")],
                categories: categories,
                recurring: [Choice(value: "r1", label: text("Salary"))],
                weekdays: [Choice(value: "mon", label: "Monday")],
                months: [Choice(value: "1", label: "January")],
                hasSchedule: id != nil
            ),
            problems: id == nil ? .none : problems("amount.1", "Amount 1", "It must be an amount such as 1240.50.")
        )
    }

    // MARK: Forecast

    private func forecast(isWondering: Bool) -> ForecastPage {
        let values: [Int64] = (0..<90).map { (day: Int) -> Int64 in
            let months = day / 30
            return Int64(40_000_00 - day * 600_00 + months * 20_000_00)
        }
        let before: [Int64]? = isWondering ? values.map { $0 + 5_000_00 } : nil
        let charts = ChartText(words: .english, currency: .inr, grouping: .indian, today: today)
        var wonder = ForecastPage.WonderForm()
        wonder.account = "a1"
        wonder.amount = text("-12o0")
        return ForecastPage(
            lead: text("About ₹26,600 in all on 17 February 2027. It is an estimate."),
            warning: text("Salary falls below zero on 9 January 2027, to −₹1,240 on 12 January 2027."),
            chart: ForecastChart(
                first: today,
                minorUnits: values,
                baseline: before,
                charts
            ),
            chartName: text("All accounts in INR"),
            spans: [
                .init(path: "/money/forecast?days=30", label: "30 days", isCurrent: false),
                .init(path: "/money/forecast?days=90", label: "90 days", isCurrent: true),
            ],
            rows: [
                .init(
                    path: "/money/forecast?days=90&account=" + text("a1"),
                    icon: "bank",
                    name: text("Salary"),
                    now: money("40000"),
                    lowest: money("-1240"),
                    lowestDay: "12 Jan 2027",
                    end: money("26600"),
                    isBelowZero: true,
                    isShown: true
                )
            ],
            pace: [
                .init(
                    icon: "basket",
                    name: text("Groceries"),
                    median: text("₹7,200 in 30 days"),
                    spans: text("₹1 · ₹2")
                )
            ],
            paceNote: "The middle of the last 6 spans of 30 days.",
            days: 90,
            accounts: accounts,
            wonders: isWondering ? [wonder] : [],
            problems: isWondering ? problems("amount.1", "Amount", "It must be an amount such as 1240.50.") : .none
        )
    }

    private func emptyForecast() -> ForecastPage {
        ForecastPage(
            lead: "It is an estimate.",
            warning: nil,
            chart: nil,
            chartName: "",
            spans: [],
            rows: [],
            pace: [],
            paceNote: "",
            days: 90,
            accounts: []
        )
    }
}
