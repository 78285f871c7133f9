import Primitives
import Web

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
                    groups: accountGroups()
                )
            ),
            ("report-net-worth", netWorth()),
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
                SpendingTable(
                    currency: "INR",
                    isNamed: true,
                    total: money("127914", .none),
                    rows: rows.map { row in
                        SpendingTable.Row(
                            category: text(row.0),
                            depth: row.1,
                            bar: BarText(row.2, of: 66_000_00),
                            share: row.3,
                            total: money(Amount(minorUnits: row.2, currency: .inr).decimal, .none),
                            months: zip(["Sep", "Oct", "Nov"], row.4).map { ($0, $1.map { money($0, .none) }) }
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
            ("import-check", importCheck()),
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
