/// The form that adds or edits one transaction.
package struct TransactionPage: Page {
    package static let template = PageTemplate.transaction
    package var place: Place { .money(.transactions) }
    package var title: String { isNew ? localized("Add a transaction") : localized("Edit transaction") }

    let isNew: Bool
    let path: String
    let deletePath: String?
    /// The form of a new one, filled in as this one is.
    let copyPath: String?
    /// Makes it the first of many.
    let repeatPath: String?
    /// What changing it would do to a reconciliation; nil where it would do nothing.
    let reconciled: String?
    let problems: FormProblems
    let isExpense: Bool
    let isIncome: Bool
    let isTransfer: Bool
    let isNotTransfer: Bool
    let date: TextField
    let payee: TextField
    /// Payees of the newest entries, to choose from while typing.
    let payees: [String]
    let hasPayees: Bool
    let account: SelectField
    let to: SelectField
    let received: TextField
    let lines: [Line]
    /// Nil for an entry in one currency.
    let exchange: Exchange?
    let isSplit: Bool
    let canAddLine: Bool
    let tags: TextField
    let note: TextField
    let version: String
    /// The list to go back to, and its month.
    let listPath: String
    let month: String
    /// Nil for one that is not there yet.
    let receipts: ReceiptList?

    /// The currencies of an entry that has two, and what its account gave or got.
    struct Exchange: Sendable {
        let parts: String
        let account: String
        let amount: TextField
    }

    struct Line: Sendable {
        let number: Int
        let category: SelectField
        let amount: TextField
        let memo: TextField
        let isSplit: Bool
    }

    /// `id`: nil for a new one.
    ///
    /// `categories`: those of the form's kind.
    ///
    /// `payees`: those of the newest entries.
    ///
    /// `lastTime`: what the last entry with the payee was, in a sentence.
    ///
    /// `dateLabel`: what the day is, on the form of a recurring entry.
    package init(
        id: String?,
        form: TransactionForm,
        accounts: [Choice],
        categories: [Choice],
        payees: [String] = [],
        lastTime: String? = nil,
        dateLabel: String = localized("Date"),
        reconciled: String? = nil,
        receipts: ReceiptList? = nil,
        problems: FormProblems = .none
    ) {
        isNew = id == nil
        copyPath = id.map { "/money/transactions/new?from=\($0)" }
        repeatPath = id.map { "/money/recurring/new?from=\($0)" }
        path = "/money/transactions" + (id.map { "/" + $0 } ?? "")
        deletePath = id.map { "/money/transactions/\($0)/delete" }
        self.reconciled = reconciled
        self.problems = problems
        isExpense = form.kind == .expense
        isIncome = form.kind == .income
        isTransfer = form.kind == .transfer
        isNotTransfer = form.kind != .transfer
        date = TextField("date", dateLabel, kind: .day, value: form.date, problems: problems)
        payee = Self.payee(form, hint: lastTime, hasList: !payees.isEmpty, problems)
        self.payees = payees
        hasPayees = !payees.isEmpty
        let accountLabel = form.kind == .transfer ? localized("From") : localized("Account")
        account = SelectField("account", accountLabel, choices: accounts, chosen: form.account, problems: problems)
        to = SelectField("to", localized("To"), choices: accounts, chosen: form.to, problems: problems)
        received = TextField(
            "received",
            localized("Amount received"),
            kind: .amount,
            value: form.received,
            hint: localized("Only when the two accounts have different currencies."),
            isRequired: false,
            problems: problems
        )
        let isSplit = form.lines.count > 1 && form.kind != .transfer
        let shown = form.kind == .transfer ? form.lines.prefix(1) : form.lines[...]
        lines = shown.enumerated().map { index, line in
            Self.line(line, number: index + 1, isSplit: isSplit, form, categories: categories, problems: problems)
        }
        exchange = form.exchange.map { Self.exchange($0, problems) }
        self.isSplit = isSplit
        canAddLine = form.kind != .transfer && form.lines.count < TransactionForm.maximumLineCount
        tags = FieldMaker(problems: problems).tags("tags", localized("Tags"), form.tags)
        note = TextField(
            "note",
            localized("Note"),
            kind: .area,
            value: form.note,
            isRequired: false,
            maximumLength: 2000,
            problems: problems
        )
        version = form.version
        self.receipts = receipts
        month = String(form.date.prefix(7))
        let place = RowPlace(month: month)
        listPath = place.first == nil ? "/money" : id.map(place.showing) ?? place.path
    }

    private static func payee(
        _ form: TransactionForm,
        hint: String?,
        hasList: Bool,
        _ problems: FormProblems
    ) -> TextField {
        var field = TextField(
            "payee",
            localized("Payee"),
            value: form.payee,
            hint: hint,
            isRequired: false,
            problems: problems
        )
        if hasList { field.list = "payees" }
        return field
    }

    private static func exchange(_ exchange: TransactionForm.Exchange, _ problems: FormProblems) -> Exchange {
        Exchange(
            parts: exchange.parts,
            account: exchange.account,
            amount: TextField(
                "exchange.amount",
                localized("Amount in {currency}", ["currency": exchange.account]),
                kind: .amount,
                value: exchange.amount,
                hint: localized("What went from the account or came to it, in its own currency."),
                problems: problems
            )
        )
    }

    private static func line(
        _ line: TransactionForm.Line,
        number: Int,
        isSplit: Bool,
        _ form: TransactionForm,
        categories: [Choice],
        problems: FormProblems
    ) -> Line {
        let suffix = isSplit ? " \(number)" : ""
        let label =
            form.exchange.map { localized("Amount in {currency}", ["currency": $0.parts]) } ?? localized("Amount")
        return Line(
            number: number,
            category: SelectField(
                "category.\(number)",
                localized("Category") + suffix,
                choices: categories,
                chosen: line.category,
                empty: localized("No category yet"),
                problems: problems
            ),
            amount: TextField(
                "amount.\(number)",
                label + suffix,
                kind: isSplit || line.amount.hasPrefix("-") ? .signedAmount : .amount,
                value: line.amount,
                placeholder: "120.00",
                isRequired: number == 1,
                problems: problems
            ),
            memo: TextField(
                "memo.\(number)",
                localized("What for") + suffix,
                value: line.memo,
                isRequired: false,
                problems: problems
            ),
            isSplit: isSplit
        )
    }
}
