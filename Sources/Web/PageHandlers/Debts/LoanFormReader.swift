import Money
import Primitives

/// Between the form of a loan and the book.
enum LoanFormReader {
    static func form(sent: FormFields) -> LoanForm {
        var form = LoanForm()
        form.account = sent["account"] ?? ""
        form.name = sent["name"] ?? ""
        form.direction = sent["direction"] ?? ""
        form.principal = sent["principal"] ?? ""
        form.rate = sent["rate"] ?? ""
        form.period = sent["period"] ?? ""
        form.firstPayment = sent["firstPayment"] ?? ""
        form.count = sent["count"] ?? ""
        form.payment = sent["payment"] ?? ""
        form.paidCount = sent["paid"] ?? ""
        form.payingAccount = sent["paying"] ?? ""
        form.category = sent["category"] ?? ""
        form.tag = sent["tag"] ?? ""
        return form
    }

    static func form(of loan: Item<LoanContent>, in book: MoneyBook) -> LoanForm {
        let content = loan.content
        let currency = book.account(content.account)?.currency ?? book.settings.baseCurrency
        let grouping = book.settings.digitGrouping
        func typed(_ minorUnits: Int64) -> String {
            grouping.typed(Amount(minorUnits: minorUnits, currency: currency).decimal)
        }
        var form = LoanForm()
        form.account = content.account.text
        form.direction = content.isLent ? "lent" : "borrowed"
        form.principal = typed(Int64(clamping: content.principalMinorUnits.magnitude))
        form.rate = grouping.typed(content.rate.percent)
        form.period = content.period.name
        form.firstPayment = content.firstPayment.iso
        switch content.terms {
        case .count(let count): form.count = String(count)
        case .payment(let minorUnits): form.payment = typed(minorUnits)
        }
        form.paidCount = content.paidCount == 0 ? "" : String(content.paidCount)
        form.payingAccount = content.payingAccount.text
        form.category = content.interestCategory?.text ?? ""
        form.tag = loan.tag(in: book)
        return form
    }

    /// What a form says: the loan, and the account that is to be made for it, if any.
    struct Reading {
        var content: LoanContent
        var newAccount: AccountContent?
    }

    /// - Throws: ``FormRefusal`` with every field that is wrong.
    static func reading(of form: LoanForm, in book: MoneyBook) throws(FormRefusal) -> Reading {
        guard let paying = AccountID(text: form.payingAccount).flatMap({ book.account($0) }) else {
            throw refusal(.notFound(.payingAccount))
        }
        let known = AccountID(text: form.account).flatMap { book.account($0) }
        let (currency, grouping) = (known?.currency ?? paying.currency, book.settings.digitGrouping)
        var errors: [FieldError] = []
        func read<Value>(_ field: MoneyField, _ body: () throws(MoneyError) -> Value) -> Value? {
            do throws(MoneyError) {
                return try body()
            } catch {
                errors += refusal(error, at: field).errors
                return nil
            }
        }
        let principal = read(.principal) { () throws(MoneyError) in
            try Self.amount(form.principal, currency, grouping)
        }
        let rate = read(.annualRate) { () throws(MoneyError) in try Self.rate(form.rate, grouping) }
        let first = read(.firstPayment) { () throws(MoneyError) in try Self.day(form.firstPayment) }
        let paid = read(.paidCount) { () throws(MoneyError) in try Self.count(form.paidCount, .paidCount) }
        var terms: LoanContent.Terms?
        let (number, payment) = (form.count.trimmingWhitespace(), form.payment.trimmingWhitespace())
        if number.isEmpty == payment.isEmpty {
            errors += refusal(.missing(.paymentCount)).errors
        } else if payment.isEmpty {
            terms = read(.paymentCount) { () throws(MoneyError) in try Self.count(number, .paymentCount) }
                .map { .count($0) }
        } else {
            terms = read(.payment) { () throws(MoneyError) in try Self.amount(payment, currency, grouping) }
                .map { .payment($0) }
        }
        let period = LoanPeriod(name: form.period) ?? .month
        guard errors.isEmpty, let principal, let rate, let first, let terms, let paid else {
            throw FormRefusal(errors)
        }
        let sign: Int64 = form.direction == "lent" ? 1 : -1
        let content = LoanContent(
            account: known?.id ?? paying.id,
            principalMinorUnits: sign * principal,
            rate: rate,
            period: period,
            firstPayment: first,
            terms: terms,
            paidCount: paid,
            payingAccount: paying.id,
            interestCategory: CategoryID(text: form.category)
        )
        guard known == nil else { return Reading(content: content) }
        return Reading(content: content, newAccount: try newAccount(form, content, currency))
    }

    /// With what is left after the payments that are behind.
    private static func newAccount(
        _ form: LoanForm,
        _ content: LoanContent,
        _ currency: Currency
    ) throws(FormRefusal) -> AccountContent {
        do throws(MoneyError) {
            let left = try LoanPlan(content).left(after: content.paidCount, of: content)
            return AccountContent(
                name: form.name,
                kind: .loan,
                currency: currency,
                openingMinorUnits: content.isLent ? left : -left
            )
        } catch {
            throw refusal(error)
        }
    }

    private static func amount(
        _ text: String,
        _ currency: Currency,
        _ grouping: DigitGrouping
    ) throws(MoneyError) -> Int64 {
        let amount = try TypedAmount.read(text, currency, grouping).minorUnits
        guard amount > 0 else { throw .invalid(.target) }
        guard amount <= MoneyLimits.minorUnits else { throw .overflow(.amount) }
        return amount
    }

    private static func rate(_ text: String, _ grouping: DigitGrouping) throws(MoneyError) -> AnnualRate {
        let plain = text.filter { $0 != "%" && !$0.isWhitespace }
            .map { $0 == grouping.decimalMark ? "." : $0 }
        guard let rate = AnnualRate(percent: String(plain)) else { throw .invalid(.annualRate) }
        return rate
    }

    private static func day(_ text: String) throws(MoneyError) -> CalendarDay {
        guard let day = CalendarDay(iso: text) else { throw .invalid(.firstPayment) }
        return day
    }

    private static func count(_ text: String, _ field: MoneyField) throws(MoneyError) -> Int {
        let plain = text.trimmingWhitespace()
        guard !plain.isEmpty else { return 0 }
        guard let count = Int(plain), (0...LoanContent.paymentMaximum).contains(count) else { throw .invalid(field) }
        return count
    }

    /// A rule of the book, beside the field it belongs to.
    ///
    /// - `field`: nil is the one the error names.
    static func refusal(_ error: MoneyError, at field: MoneyField? = nil) -> FormRefusal {
        let message = Sentences.sentence(error)
        return switch field ?? error.field {
        case .account, .loan: FormRefusal("account", localized("Account of the debt"), message)
        case .principal: FormRefusal("principal", localized("How much it was at first"), message)
        case .annualRate: FormRefusal("rate", localized("Interest, percent a year"), message)
        case .firstPayment: FormRefusal("firstPayment", localized("First payment"), message)
        case .paymentCount: FormRefusal("count", localized("How many payments"), message)
        case .payment: FormRefusal("payment", localized("Or so much each time"), message)
        case .paidCount: FormRefusal("paid", localized("Payments already made"), message)
        case .payingAccount: FormRefusal("paying", localized("Paid from, or to"), message)
        case .interestCategory: FormRefusal("category", localized("Interest is booked as"), message)
        default: FormRefusal("name", localized("Its name, if new"), message)
        }
    }
}
