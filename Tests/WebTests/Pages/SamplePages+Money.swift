import Primitives
@testable import Web

extension SamplePages {
    func todayPage(_ quickAdd: QuickAddView = .blank, body: BodyPanel? = nil) -> TodayPage {
        let latest = [
            ("Today", "Corner Coffee", "Eating out", "-120"), ("Today", "Metro card top-up", "Transport", "-500"),
            ("Yesterday", "Green Grocer", "Groceries", "-642.50"), ("Wed", "Illustration work", "Income", "12500"),
        ]
        return TodayPage(
            day: day("2026-11-20"),
            quickAdd: quickAdd,
            month: month(),
            latest: latest.map {
                LatestRow(id: "t1", day: $0.0, payee: text($0.1), category: text($0.2), money: money($0.3, .both))
            },
            hasAccounts: true,
            budget: glance(),
            goals: [goalGlance()],
            upcoming: [occurrence("o1", "Landlord"), occurrence("o2", "Music subscription")],
            pending: text("2 entries wait for a look."),
            body: body
        )
    }

    private var understood: QuickAddView {
        QuickAddView(
            text: text("coffee 120 yesterday upi"),
            tokens: [
                .init(.moneyOut, text("₹120.00")),
                .init(.category, text("Eating out"), reason: text("from “coffee”")),
                .init(.day, "Thu 19 Nov"), .init(.account, text("UPI wallet"), reason: text("from “upi”")),
            ],
            questions: []
        )
    }

    private var partlyUnderstood: QuickAddView {
        QuickAddView(
            text: text("dinner with devika"),
            tokens: [.init(.category, text("Eating out"), reason: text("from “dinner”"))],
            questions: [text("How much?"), text("Which account? You have three.")]
        )
    }

    private var diaryLine: QuickAddView {
        QuickAddView(
            text: text("cramps 2 yesterday"),
            tokens: [.init(.payee, text("Cramps, moderate"), icon: "bolt"), .init(.day, "Thu 19 Nov")],
            questions: [text("This is for your diary, which is not started or is locked. The line stays here.")],
            diary: .closed,
            isChosen: true
        )
    }

    func money() -> [(String, any Page)] {
        [
            ("today", todayPage()), ("today-understood", todayPage(understood)),
            ("today-diary", todayPage(diaryLine)),
            ("today-asks", todayPage(partlyUnderstood)),
            ("today-body", todayPage(body: bodyPanel())),
            ("today-new", TodayPage(day: day("2026-11-20"), month: [], latest: [], hasAccounts: false)),
            ("transactions", transactions()), ("transactions-none", noTransactions()),
            ("transactions-first", firstTransactions()),
            ("transactions-edit", rowEdit(false)), ("transactions-stale", rowEdit(true)),
            ("search-none", noMatch()), ("bulk-edit", bulkEdit()), ("bulk-edit-done", bulkEdit(done: true)),
            ("transaction-edit", transactionPage()), ("transaction-split", splitPage()),
            ("transaction-transfer", transferPage()),
            ("names", names()), ("more", MorePage()),
        ]
    }

    private func names() -> NamesPage {
        NamesPage(groups: [
            .init(text("Accounts"), [.init(text("Cash"), path: text("/money/search?account=1"), icon: text("wallet"))])
        ])
    }

    private func bulkEdit(done: Bool = false) -> BulkEditPage {
        BulkEditPage(
            BulkEditPage.Sending(),
            search: filter,
            accounts: accounts,
            categories: categories,
            entries: [
                .init(
                    name: text("t.1"),
                    version: 1,
                    isChosen: true,
                    payee: text("Corner Coffee"),
                    detail: text("20 Nov · Eating out · Cash"),
                    money: money("-120", .both)
                )
            ],
            count: "1 of 1 entries",
            outcome: done ? ["1 entry changed.", "2 entries were so already."] : []
        )
    }

    private var filter: LedgerFilter { LedgerFilter(accounts: accounts, categories: categories) }

    private var pager: MonthPager {
        MonthPager(label: "November 2026", previous: ("2026-10", "October 2026"), next: nil)
    }

    private func transactions() -> TransactionsPage {
        TransactionsPage(
            pager: pager,
            figures: month(),
            filter: filter,
            days: [
                ledgerDay(
                    "2026-11-20",
                    "-620",
                    [
                        ("Corner Coffee", nil, "Eating out", "UPI wallet", "-120"),
                        ("Metro card top-up", nil, "Transport", "Credit card", "-500"),
                    ]
                ),
                ledgerDay(
                    "2026-11-19",
                    "-960.50",
                    [
                        ("Green Grocer", nil, "Groceries", "UPI wallet", "-642.50"),
                        ("Chemist", "Iron tablets", "Health", "UPI wallet", "-318"),
                    ]
                ),
                ledgerDay(
                    "2026-11-13",
                    "12380",
                    [
                        ("Illustration work", "Invoice 26-014", "Income", "Salary", "12500"),
                        ("UPI 4471", nil, nil, "UPI wallet", "-120"),
                    ]
                ),
                ledgerDay("2026-11-02", "0", [("", nil, "Transfer", "Savings → Fixed deposit", "120000")]),
            ],
            count: "Showing 7 of 29 in November",
            more: .month("2026-11", cursor: text("b3"))
        )
    }

    private func ledgerDay(
        _ iso: String,
        _ sum: String,
        _ rows: [(payee: String, note: String?, category: String?, account: String, amount: String)]
    ) -> LedgerDay {
        LedgerDay(
            day: day(iso),
            sums: [money(sum, .both)],
            showsMonth: false,
            rows: rows.enumerated().map { index, row in
                LedgerRow(
                    id: text("t\(iso)-\(index)"),
                    place: RowPlace(month: "2026-11"),
                    payee: text(row.payee.isEmpty ? "Savings to fixed deposit" : row.payee),
                    note: row.note.map(text),
                    category: row.category.map(text),
                    needsCategory: row.category == nil,
                    icon: "cup",
                    account: text(row.account),
                    money: money(row.amount, .both)
                )
            }
        )
    }

    private func noTransactions() -> TransactionsPage {
        TransactionsPage(
            pager: pager,
            figures: [],
            filter: filter,
            days: [],
            count: "",
            empty: .month("November 2026", isAhead: false, .english)
        )
    }

    private func firstTransactions() -> TransactionsPage {
        TransactionsPage(pager: pager, figures: [], filter: filter, days: [], count: "", empty: .first(.english))
    }

    /// A row that is being edited; `isStale`: refused, as someone else changed it meanwhile.
    private func rowEdit(_ isStale: Bool) -> TransactionsPage {
        var form = TransactionForm(kind: .expense, date: "2026-11-18")
        form.payee = text("Lunch with Devika")
        form.account = "a2"
        form.lines = [.init(category: "c3", amount: text("460.00"))]
        form.version = text("3")
        let place = RowPlace(month: "2026-11", cursor: text("b3"))
        let edit = LedgerEdit(
            id: "t2",
            place: place,
            form: form,
            accounts: accounts,
            categories: categories,
            words: .english,
            isStale: isStale,
            problems: isStale ? problems("amount.1", "Amount", "It is “500.00” now.") : .none
        )
        let row = LedgerRow(
            id: "t2",
            place: place,
            payee: text("Lunch with Devika"),
            note: nil,
            category: text("Eating out"),
            needsCategory: false,
            icon: "cup",
            account: text("UPI wallet"),
            money: money("-460", .both),
            edit: edit
        )
        let day = LedgerDay(day: day("2026-11-18"), sums: [money("-460", .both)], showsMonth: false, rows: [row])
        return TransactionsPage(
            pager: pager,
            figures: month(),
            filter: filter,
            days: [day],
            count: "Showing 1 of 1 in November",
            problems: .none
        )
    }

    private func noMatch() -> TransactionsPage {
        var sending = LedgerFilter.Sending()
        sending.query = text("spice lan")
        sending.account = "a2"
        sending.from = "2026-11-01"
        sending.isUncategorised = true
        return TransactionsPage(
            pager: nil,
            figures: [],
            filter: LedgerFilter(
                sending,
                days: text("From 1 Nov"),
                uncategorisedCount: 3,
                accounts: accounts,
                categories: categories
            ),
            days: [],
            count: "",
            more: .search(cursor: text("x")),
            empty: .noMatch(text("spice lan"), searched: 348, .english)
        )
    }

    private func form(_ kind: TransactionForm.Kind) -> TransactionForm {
        var form = TransactionForm(kind: kind, date: "2026-11-18")
        form.payee = text("Lunch with Devika")
        form.account = "a2"
        form.lines = [.init(category: "c3", amount: text("460.00"))]
        form.tags = text("home")
        form.note = text("\nShe pays next time.")
        form.version = text("v3")
        return form
    }

    private func transactionPage() -> TransactionPage {
        var form = form(.expense)
        form.lines[0].amount = text("12o")
        return TransactionPage(
            id: text("t9"),
            form: form,
            accounts: accounts,
            categories: categories,
            receipts: receiptList(),
            problems: problems("amount.1", "Amount", "“12o” has a letter in it. Digits only, for example 120.50.")
        )
    }

    private func splitPage() -> TransactionPage {
        var form = form(.expense)
        form.lines.append(.init(category: "c2", amount: "30", memo: text("Milk")))
        return TransactionPage(id: nil, form: form, accounts: accounts, categories: categories)
    }

    private func transferPage() -> TransactionPage {
        TransactionPage(id: nil, form: form(.transfer), accounts: accounts, categories: categories)
    }
}
