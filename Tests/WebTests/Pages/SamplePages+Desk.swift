@testable import Money
import Primitives
@testable import Web

/// What a person keeps and checks beside her entries: reconciliations.
extension SamplePages {
    func desk() -> [(String, any Page)] {
        [
            ("reconcile", reconcile()),
            (
                "reconcile-new",
                ReconcilePage(
                    account: text("Cash"),
                    path: "/money/accounts/a3/reconcile",
                    standing: text("Not reconciled yet."),
                    typed: .init(date: "2026-10-31", balance: text("12x"), out: text("t1 t2")),
                    problems: problems("balance", "Balance on the statement", "It must be an amount such as 1240.50.")
                )
            ),
            ("reconcile-even", reconcile(isEven: true)), ("report-trend", trend(.month)),
            ("report-trend-weeks", trend(.week)), ("views", views()), ("views-none", ViewsPage(rows: [])),
            (
                "views-refused",
                ViewsPage(
                    keep: KeepForm(
                        page: "spending",
                        query: text("span=this-month"),
                        name: text("Food"),
                        of: "Spending",
                        problems: nameTaken
                    ),
                    rows: [],
                    problems: nameTaken
                )
            ),
        ]
    }

    private func reconcile(isEven: Bool = false) -> ReconcilePage {
        let entries = [("t1", "Green Grocer", "-642.50", true), ("t2", "Cheque 1204", "-1200", false)]
        return ReconcilePage(
            account: text("Salary"),
            path: "/money/accounts/a1/reconcile",
            standing: text("Reconciled to 30 September 2026."),
            changed: isEven ? nil : text("₹120.00 of what was reconciled has changed since."),
            typed: .init(date: "2026-10-31", balance: text("84,210.00")),
            sheet: ReconcilePage.Sheet(
                lead: text("2 entries since 30 September 2026."),
                figures: [
                    Figure("On the statement", money("84210")), Figure("In the book", money("84090"), note: "1 of 2"),
                    Figure("Difference", money(isEven ? "0" : "120", .change)),
                ],
                isEven: isEven,
                entries: entries.map {
                    ReconcilePage.Entry(
                        id: text($0.0),
                        isTicked: $0.3,
                        payee: text($0.1),
                        detail: text("12 Oct · Groceries"),
                        money: money($0.2, .both)
                    )
                },
                carried: .init(shown: text("t1 t2"), out: text("t9"), start: 0),
                hasBack: !isEven,
                hasNext: !isEven,
                categories: categories,
                rest: text("+₹120.00 on 31 October 2026, from the category you choose, makes up for the rest.")
            ),
            earlier: [
                .init(
                    day: "30 September 2026",
                    detail: text("2 entries were left out"),
                    money: money("79000"),
                    removePath: text("/money/accounts/a1/reconcile/r1/remove")
                )
            ]
        )
    }

    private var nameTaken: FormProblems {
        let message = text("Another one has this name.")
        return FormProblems(errors: [FieldError(field: "name", label: "Name", message: message, in: .filter)])
    }

    private func views() -> ViewsPage {
        ViewsPage(
            rows: [
                .init(
                    id: text("v1"),
                    name: text("Food this month"),
                    title: text("Food this month"),
                    page: "Spending",
                    path: text("/money/reports/spending?span=this-month")
                )
            ]
        )
    }

    private func trend(_ step: TrendStep) -> TrendPage {
        let chartText = ChartText(words: .english, currency: .inr, grouping: .indian, today: today)
        let points = (0..<20).map { place in
            let first = CalendarDay(daysSinceEpoch: 20_777 - Int32(19 - place) * (step == .week ? 7 : 30))
            return TrendReport.Point(
                first: first,
                last: first.adding(days: 6),
                isPartial: place == 19,
                minorUnits: Int64(place % 5) * 120_000 - 50_000,
                average: place < 3 || place == 19 ? nil : Int64(place) * 20_000,
                yearBefore: place < 6 ? nil : 90_000,
                change: place < 6 ? nil : -30_000
            )
        }
        var sending = TrendPage.Sending()
        sending.tag = text("trip")
        sending.step = step.rawValue
        return TrendPage(
            period: ReportPeriod(
                words: "1 December 2025 to 20 November 2026",
                from: "2025-12-01",
                to: "2026-11-20",
                span: "this-year",
                spans: [
                    Choice(value: "this-month", label: "This month"), Choice(value: "this-year", label: "This year"),
                ]
            ),
            sending,
            choices: .init(
                measures: [Choice(value: "spending", label: "Spending")],
                steps: [Choice(value: "month", label: "Month"), Choice(value: "week", label: "Week")],
                categories: categories,
                accounts: accounts
            ),
            parts: [
                .init(
                    currency: "INR",
                    isNamed: true,
                    label: "Spending",
                    figures: [Figure("November 2026, so far", money("1500"))],
                    chart: TrendChart(points, step: step, isIncome: step == .week, label: "Spending", chartText)
                )
            ],
            rule: text("The average is of a month and the two before it."),
            keep: KeepForm(page: "trend", query: text("by=month&tag=trip"), of: "Trend")
        )
    }

    func balanceSheet() -> IncomeStatementTable {
        let labels = (now: "31 Oct", before: String?.some("30 Sep"))
        func line(_ name: String, _ now: String, _ before: String, _ change: String) -> IncomeStatementTable.Line {
            IncomeStatementTable.Line(
                text(name),
                labels: labels,
                now: money(now),
                before: money(before),
                change: money(change, .change)
            )
        }
        return IncomeStatementTable(
            currency: "INR",
            isNamed: true,
            now: labels.now,
            before: labels.before,
            groups: [
                .init(
                    heading: "Assets",
                    lines: [line("Salary", "142860.35", "120000", "22860.35")],
                    total: line("All assets", "142860.35", "120000", "22860.35")
                ),
                .init(
                    heading: "Liabilities",
                    lines: [line("Education loan", "-146000", "-150000", "4000")],
                    total: line("All liabilities", "-146000", "-150000", "4000")
                ),
                .init(heading: "Result", lines: [], total: line("Net worth", "-3139.65", "-30000", "26860.35")),
            ]
        )
    }
}
