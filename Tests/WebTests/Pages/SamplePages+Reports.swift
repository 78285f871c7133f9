import Primitives
@testable import Web

extension SamplePages {
    private var period: ReportPeriod {
        ReportPeriod(words: "1 September to 20 November 2026", from: "2026-09-01", to: "2026-11-20")
    }

    func reports() -> [(String, any Page)] {
        [
            ("report-spending", spending()),
            ("report-spending-none", SpendingPage(period: period, tables: [])),
            ("report-cash-flow", cashFlow()),
            (
                "report-balances",
                BalancesPage(
                    period: ReportPeriod(words: "At the end of 31 October 2026", from: nil, to: "2026-10-31"),
                    besides: TextField("beside", "Beside", kind: .day, value: "2026-09-30"),
                    tables: [balanceSheet()]
                )
            ),
            ("report-net-worth", netWorth()),
        ] + analysis() + rates()
    }

    private func analysis() -> [(String, any Page)] {
        [
            ("report-income-statement", statement()),
            (
                "report-income-statement-none",
                IncomeStatementPage(period: period, comparison: "", choices: [], tables: [])
            ),
            ("report-calendar", calendar()),
            ("report-explore", explore()),
        ]
    }

    private func spending() -> SpendingPage {
        let rows: [(String, Int, Int64, String, [String?])] = [
            ("Home", 0, 66_000_00, "52%", ["22000", "22000", "22000"]),
            ("Food", 0, 41_214_00, "32%", ["14120", "13890.50", "13203.50"]),
            ("Groceries", 1, 29_014_00, "23%", ["10120", "9890.50", "9003.50"]),
            ("Clothes", 0, 1_450_00, "1%", [nil, nil, "1450"]),
        ]
        return SpendingPage(
            period: period,
            tables: [
                PivotTable(
                    currency: "INR",
                    isNamed: true,
                    total: money("127914", .none),
                    rows: rows.map { row in
                        PivotTable.Row(
                            name: text(row.0),
                            depth: row.1,
                            bar: BarText(row.2, of: 66_000_00),
                            share: row.3,
                            total: money(Amount(minorUnits: row.2, currency: .inr).decimal, .none),
                            cells: zip(["Sep", "Oct", "Nov"], row.4).map { ($0, $1.map { money($0, .none) }) }
                        )
                    },
                    sums: [
                        ("Sep", money("42120", .none)), ("Oct", money("44980.50", .none)),
                        ("Nov", money("40813.50", .none)),
                    ]
                )
            ]
        )
    }

    private func statement() -> IncomeStatementPage {
        let labels = (now: "1 Sep to 20 Nov", before: String?.some("1 Jun to 20 Aug"))
        func line(
            _ name: String,
            _ depth: Int,
            _ now: String,
            _ before: String,
            _ change: String
        ) -> IncomeStatementTable.Line {
            IncomeStatementTable.Line(
                text(name),
                depth: depth,
                labels: labels,
                now: money(now),
                before: money(before),
                change: money(change, .both)
            )
        }
        return IncomeStatementPage(
            period: period,
            comparison: "before",
            choices: [Choice(value: "before", label: "The time before")],
            tables: [
                IncomeStatementTable(
                    currency: "INR",
                    isNamed: true,
                    now: labels.now,
                    before: labels.before,
                    groups: [
                        .init(
                            heading: "Income",
                            lines: [line("Salary", 0, "247700", "240000", "7700")],
                            total: line("All income", 0, "247700", "240000", "7700")
                        ),
                        .init(
                            heading: "Spending",
                            lines: [
                                line("Food", 0, "41214", "43000", "-1786"),
                                line("Groceries", 1, "29014", "30000", "-986"),
                            ],
                            total: line("All spending", 0, "41214", "43000", "-1786")
                        ),
                    ]
                )
            ]
        )
    }

    private func calendar() -> CalendarPage {
        let week = (1...7).map { CalendarPart.Day(number: "\($0)", level: $0 % 5, sum: "₹1,250.00") }
        return CalendarPage(
            period: period,
            measure: "spending",
            choices: [Choice(value: "spending", label: "Spending")],
            weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map { .init(short: $0, long: $0 + "day") },
            parts: [
                CalendarPart(
                    currency: "INR",
                    isNamed: true,
                    label: "Spending",
                    total: money("41214", .none),
                    months: [
                        .init(
                            label: "November 2026",
                            path: "/money?month=2026-11",
                            total: money("41214", .none),
                            weeks: [week, [.blank] + week.dropLast()]
                        )
                    ],
                    largest: [.init(day: "Sunday 1 November 2026", money: money("22000", .none))]
                )
            ]
        )
    }

    private func explore() -> ExplorePage {
        var sending = ExplorePage.Sending()
        sending.query = text("#trip")
        return ExplorePage(
            period: period,
            sending,
            measures: [Choice(value: "spending", label: "Spending")],
            axes: [Choice(value: "category", label: "Category"), Choice(value: "month", label: "Month")],
            hints: [text("No account has “moon” in its name.")],
            tables: spending().tables,
            notes: ["3 more rows are smaller than these; they are part of the sum."]
        )
    }

    private func cashFlow() -> CashFlowPage {
        let rows: [(String, Int64, Int64)] = [
            ("September 2026", 78_400_00, 52_120_00), ("October 2026", 78_400_00, 84_980_50),
            ("November 2026, so far", 90_900_00, 41_340_50),
        ]
        func text(_ minorUnits: Int64, _ sign: MoneyText.Sign) -> MoneyText {
            money(Amount(minorUnits: minorUnits, currency: .inr).decimal, sign)
        }
        return CashFlowPage(
            period: period,
            tables: [
                CashFlowTable(
                    currency: "INR",
                    isNamed: false,
                    rows: rows.map {
                        CashFlowTable.Row(
                            month: self.text($0.0),
                            moneyIn: text($0.1, .income),
                            moneyOut: text($0.2, .none),
                            kept: text($0.1 - $0.2, .negative),
                            barIn: BarText($0.1, of: 90_900_00),
                            barOut: BarText($0.2, of: 90_900_00)
                        )
                    },
                    moneyIn: text(247_700_00, .income),
                    moneyOut: text(178_441_00, .none),
                    kept: text(69_259_00, .negative)
                )
            ]
        )
    }

    private func netWorth() -> NetWorthPage {
        NetWorthPage(
            period: period,
            tables: [
                NetWorthTable(
                    currency: "INR",
                    isNamed: false,
                    latest: money("867063.85"),
                    rows: [
                        .init(
                            day: day("2026-11-20"),
                            value: money("867063.85"),
                            change: money("30164.10", .both),
                            bar: BarText(867_063_85, of: 867_063_85),
                            isNegative: false
                        ),
                        .init(
                            day: day("2026-10-31"),
                            value: money("-36899.75"),
                            change: nil,
                            bar: BarText(36_899_75, of: 867_063_85),
                            isNegative: true
                        ),
                    ]
                )
            ]
        )
    }

    func importing() -> [(String, any Page)] {
        [
            (
                "import",
                ImportPage(
                    accounts: accounts,
                    limitMegabytes: 20,
                    earlier: [
                        EarlierImport(
                            day: day("2026-11-02"),
                            fileName: text("card-october.csv"),
                            summary: "61 added, 4 duplicates left out",
                            undo: .possible(id: text("i1"))
                        ),
                        EarlierImport(
                            day: day("2026-10-03"),
                            fileName: text("card-september.csv"),
                            summary: "58 added",
                            undo: .over(text("Undone 4 Oct"))
                        ),
                    ],
                    problems: problems(
                        "file",
                        "File",
                        "We could not read it: no column looks like dates. Nothing was saved."
                    )
                )
            ),
            ("import-check", importCheck()), ("import-journal", journalCheck()), ("export", exportPage()),
            ("export-empty", ExportPage(groups: [], neverHeld: [], isEmpty: true)),
            (
                "import-done",
                ImportDonePage(
                    fileName: text("statement-nov.csv"),
                    account: text("Salary"),
                    added: 196,
                    duplicates: 15,
                    rejected: 1,
                    moneyIn: [money("12500", .income)],
                    moneyOut: [money("-41842.50")],
                    uncategorised: 7,
                    undo: text("i2")
                )
            ),
        ]
    }

    private func importCheck() -> ImportCheckPage {
        ImportCheckPage(
            id: text("i2"),
            fileName: text("statement-nov.csv"),
            format: "CSV",
            account: text("Salary"),
            counts: .init(new: 196, duplicates: 15, rejected: 1, rows: 212),
            shown: .all,
            mapping: ImportMapping(
                columns: [
                    .init(
                        number: 1,
                        header: text("Txn Date"),
                        example: text("18/11/2026"),
                        role: "date",
                        note: "day / month / year"
                    ),
                    .init(number: 2, header: text("Narration"), example: text("UPI-FARMERS MKT-4471"), role: "payee"),
                    .init(number: 3, header: text("Withdrawal"), example: text("1,215.00"), role: "out"),
                    .init(number: 4, header: text("Ref No."), example: text("6324471"), role: "ignore"),
                ],
                order: "dmy",
                decimal: "auto",
                isRemembered: true,
                accounts: accounts,
                chosenAccount: "a1"
            ),
            notes: ["3 lines after the table were left out."],
            rows: [
                ImportRow(
                    line: 88,
                    state: .rejected,
                    name: text("Line 88"),
                    day: nil,
                    money: nil,
                    reason: text("November has 30 days.")
                ),
                ImportRow(
                    row: 140,
                    line: 142,
                    state: .duplicate,
                    name: text("Farmers’ market"),
                    day: day("2026-11-17"),
                    money: money("-1215"),
                    reason: text("Same amount on the same day as an entry you typed."),
                    isAdded: true
                ),
                ImportRow(
                    line: 144,
                    entry: 142,
                    state: .new,
                    name: text("Electricity"),
                    day: day("2026-11-17"),
                    money: money("-1840"),
                    reason: text("Category Bills, because your last 9 entries like this were Bills.")
                ),
            ],
            count: "Showing 3 of 212 rows",
            moreCursor: text("r4")
        )
    }
}
