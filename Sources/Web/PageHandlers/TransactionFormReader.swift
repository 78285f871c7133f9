import Money
import Primitives

/// Between the transaction form and the book: what was typed, what it means, and back.
enum TransactionFormReader {
    /// What was sent, as it was typed.
    static func form(sent: FormFields) -> TransactionForm {
        let kind = sent["kind"].flatMap { TransactionForm.Kind(rawValue: $0) } ?? .expense
        var form = TransactionForm(kind: kind, date: sent["date"] ?? "")
        form.payee = sent["payee"] ?? ""
        form.account = sent["account"] ?? ""
        form.to = sent["to"] ?? ""
        form.received = sent["received"] ?? ""
        form.tags = sent["tags"] ?? ""
        form.note = sent["note"] ?? ""
        form.version = sent["version"] ?? ""
        form.lines = (1...TransactionForm.maximumLineCount).compactMap { number in
            guard let amount = sent["amount.\(number)"] else { return nil }
            return .init(category: sent["category.\(number)"] ?? "", amount: amount, memo: sent["memo.\(number)"] ?? "")
        }
        if form.lines.isEmpty { form.lines = [.init()] }
        if let parts = sent["exchange.parts"], let account = sent["exchange.account"] {
            form.exchange = .init(parts: parts, account: account, amount: sent["exchange.amount"] ?? "")
        }
        return form.kind == .transfer ? asTransfer(form) : form
    }

    /// The one amount of a transfer is that of its account; what the parts came to is what arrived.
    private static func asTransfer(_ sent: TransactionForm) -> TransactionForm {
        guard let exchange = sent.exchange else { return sent }
        var form = sent
        form.exchange = nil
        if form.received.isEmpty { form.received = form.lines[0].amount }
        form.lines[0].amount = exchange.amount
        return form
    }

    /// An entry as the form shows it; nil when it has parts that the form has no fields for.
    ///
    /// Amounts stand as the person types them.
    static func form(of transaction: MoneyTransaction, _ grouping: DigitGrouping) -> TransactionForm? {
        var form = form(of: transaction.content, grouping)
        form?.version = String(transaction.version)
        return form
    }

    /// The same without a version, for what is not entered yet.
    static func form(of content: TransactionContent, _ grouping: DigitGrouping) -> TransactionForm? {
        var accounts: [(id: AccountID, amount: Amount)] = []
        for posting in content.postings {
            if case .account(let id) = posting.target { accounts.append((id, posting.amount)) }
        }
        let isTransfer = content.postings.count == 2 && accounts.count == 2
        guard var form = isTransfer ? transfer(content, accounts, grouping) : parts(content, accounts, grouping)
        else { return nil }
        form.payee = content.payee ?? ""
        form.note = content.note ?? ""
        form.tags = TypedTags.text(content.tags)
        return form
    }

    private static func transfer(
        _ content: TransactionContent,
        _ accounts: [(id: AccountID, amount: Amount)],
        _ grouping: DigitGrouping
    ) -> TransactionForm? {
        let sorted = accounts.sorted { $0.amount.minorUnits < $1.amount.minorUnits }
        let (from, to) = (sorted[0], sorted[1])
        guard from.amount.minorUnits < 0, to.amount.minorUnits > 0 else { return nil }
        var form = TransactionForm(kind: .transfer, date: content.day.iso)
        form.account = from.id.text
        form.to = to.id.text
        form.lines = [.init(amount: unsigned(from.amount, grouping))]
        if from.amount.currency != to.amount.currency { form.received = unsigned(to.amount, grouping) }
        return form
    }

    /// Nil where the parts are in several currencies, or stand on both sides first.
    private static func parts(
        _ content: TransactionContent,
        _ accounts: [(id: AccountID, amount: Amount)],
        _ grouping: DigitGrouping
    ) -> TransactionForm? {
        guard let account = accounts.first else { return nil }
        // Where several accounts take part, the one it is paid from or comes to stands first.
        guard accounts.count == 1 || content.postings.first?.target == .account(account.id) else { return nil }
        let parts = content.postings.filter { $0.target != .account(account.id) }
        guard parts.count == content.postings.count - 1, parts.count <= TransactionForm.maximumLineCount,
            let first = parts.first, parts.allSatisfy({ $0.amount.currency == first.amount.currency })
        else { return nil }
        let isExchange = first.amount.currency != account.amount.currency
        let isIncome = account.amount.minorUnits > 0
        guard isIncome == (first.amount.minorUnits < 0), accounts.count == 1 || !isExchange else { return nil }
        var form = TransactionForm(kind: isIncome ? .income : .expense, date: content.day.iso)
        form.account = account.id.text
        form.lines = parts.map {
            let amount = signed($0.amount, grouping, isIncome: isIncome)
            return .init(category: choice($0.target, isIncome: isIncome), amount: amount)
        }
        if isExchange {
            form.exchange = .init(
                parts: first.amount.currency.code,
                account: account.amount.currency.code,
                amount: unsigned(account.amount, grouping)
            )
        }
        return form
    }

    /// - Throws: ``FormRefusal`` with every field that is wrong, not only the first.
    static func draft(
        of form: TransactionForm,
        _ book: MoneyBook
    ) throws(FormRefusal) -> TransactionDraft {
        var errors: [FieldError] = []
        let day = CalendarDay(iso: form.date)
        if day == nil {
            errors.append(
                FieldError(
                    field: "date",
                    label: localized("Date"),
                    message: localized("It must be a day such as 2026-11-20.")
                )
            )
        }
        let account = AccountID(text: form.account).flatMap { book.account($0) }
        if account == nil {
            errors.append(
                FieldError(field: "account", label: localized("Account"), message: localized("Choose an account."))
            )
        }
        guard let account, let day else { throw FormRefusal(errors) }
        let postings =
            form.kind == .transfer
            ? transfer(form, account, book, &errors) : parts(form, account, book, &errors)
        guard errors.isEmpty else { throw FormRefusal(errors) }
        let memos = form.kind == .transfer ? [] : form.lines.map(\.memo).filter { !$0.isEmpty }
        let note = ([form.note].filter { !$0.isEmpty } + memos).joined(separator: "\n")
        return TransactionDraft(
            day: day,
            payee: form.payee.isEmpty ? nil : form.payee,
            note: note.isEmpty ? nil : note,
            tags: TypedTags.read(form.tags),
            postings: postings
        )
    }

    private static func parts(
        _ form: TransactionForm,
        _ account: LedgerAccount,
        _ book: MoneyBook,
        _ errors: inout [FieldError]
    ) -> [Posting] {
        let sign: Int64 = form.kind == .income ? -1 : 1
        let currency = currency(ofParts: form, account, &errors)
        var postings: [Posting] = []
        var total: Int64 = 0
        for (index, line) in form.lines.enumerated() {
            // An empty line after the first is one that was not used.
            if index > 0, line.amount.isEmpty, line.category.isEmpty { continue }
            guard let amount = amount(line.amount, "amount.\(index + 1)", currency, book, &errors)
            else { continue }
            let target: PostingTarget
            do throws(MoneyError) {
                target = try self.target(line.category, form.kind, account, currency, book)
            } catch {
                let message = error == .missing(.category) ? localized("Choose a category.") : Sentences.sentence(error)
                errors.append(
                    FieldError(field: "category.\(index + 1)", label: localized("Category"), message: message)
                )
                continue
            }
            // Twenty amounts within the limit are far from the end of 64 bits.
            total += amount.minorUnits
            postings.append(Posting(target, Amount(minorUnits: sign * amount.minorUnits, currency: currency)))
        }
        if let exchange = form.exchange, currency != account.currency {
            let settled = amount(exchange.amount, "exchange.amount", account.currency, book, &errors)
            total = settled?.minorUnits ?? 0
        }
        return [Posting(.account(account.id), Amount(minorUnits: -sign * total, currency: account.currency))] + postings
    }

    /// The account's own, unless the entry is an exchange.
    ///
    /// What was typed for an account in one currency is not the amount in a third.
    private static func currency(
        ofParts form: TransactionForm,
        _ account: LedgerAccount,
        _ errors: inout [FieldError]
    ) -> Currency {
        guard let exchange = form.exchange, exchange.parts != account.currency.code else { return account.currency }
        guard let currency = Currency(code: exchange.parts), exchange.account == account.currency.code else {
            let message = Sentences.sentence(.currencyOfAccount(.account))
            errors.append(FieldError(field: "account", label: localized("Account"), message: message))
            return account.currency
        }
        return currency
    }

    /// What a line is for: a category, or an account such as a person's.
    private static func target(
        _ text: String,
        _ kind: TransactionForm.Kind,
        _ account: LedgerAccount,
        _ currency: Currency,
        _ book: MoneyBook
    ) throws(MoneyError) -> PostingTarget {
        guard !text.isEmpty else {
            return .category(kind == .income ? .uncategorisedIncome : .uncategorisedExpense)
        }
        guard text.hasPrefix(PageChoices.accountPrefix) else {
            guard let category = CategoryID(text: text) else { throw .missing(.category) }
            return .category(category)
        }
        let id = AccountID(text: text.dropFirst(PageChoices.accountPrefix.count))
        guard let other = id.flatMap({ book.account($0) }), other.id != account.id else { throw .missing(.category) }
        guard other.currency == currency else { throw .currencyOfAccount(.account) }
        return .account(other.id)
    }

    private static func transfer(
        _ form: TransactionForm,
        _ account: LedgerAccount,
        _ book: MoneyBook,
        _ errors: inout [FieldError]
    ) -> [Posting] {
        guard let to = AccountID(text: form.to).flatMap({ book.account($0) }), to.id != account.id else {
            errors.append(
                FieldError(
                    field: "to",
                    label: localized("To"),
                    message: localized("Choose another account than the first.")
                )
            )
            return []
        }
        guard let amount = amount(form.lines[0].amount, "amount.1", account.currency, book, &errors) else { return [] }
        var received = Amount(minorUnits: amount.minorUnits, currency: account.currency)
        if to.currency != account.currency {
            guard let arriving = self.amount(form.received, "received", to.currency, book, &errors) else {
                return []
            }
            received = arriving
        }
        return [
            Posting(.account(account.id), Amount(minorUnits: -amount.minorUnits, currency: account.currency)),
            Posting(.account(to.id), received),
        ]
    }

    private static func amount(
        _ text: String,
        _ field: String,
        _ currency: Currency,
        _ book: MoneyBook,
        _ errors: inout [FieldError]
    ) -> Amount? {
        do throws(MoneyError) {
            return try TypedAmount.read(text, currency, book.settings.digitGrouping)
        } catch {
            let label =
                switch field {
                case "received": localized("Amount received")
                case "exchange.amount": localized("Amount in {currency}", ["currency": currency.code])
                default: localized("Amount")
                }
            errors.append(FieldError(field: field, label: label, message: Sentences.sentence(error)))
            return nil
        }
    }

    /// Nothing is chosen where an entry of this kind has none yet.
    private static func choice(_ target: PostingTarget, isIncome: Bool) -> String {
        let unset: CategoryID = isIncome ? .uncategorisedIncome : .uncategorisedExpense
        return switch target {
        case .account(let id): PageChoices.accountPrefix + id.text
        case .category(let id): id == unset ? "" : id.text
        }
    }

    private static func unsigned(_ amount: Amount, _ grouping: DigitGrouping) -> String {
        let text = grouping.typed(amount.decimal)
        return text.hasPrefix("-") ? String(text.dropFirst()) : text
    }

    /// On the form of an income, what the category gave is positive.
    private static func signed(_ amount: Amount, _ grouping: DigitGrouping, isIncome: Bool) -> String {
        guard isIncome else { return grouping.typed(amount.decimal) }
        return (amount.minorUnits < 0 ? "" : "-") + unsigned(amount, grouping)
    }
}
