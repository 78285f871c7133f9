import JSON
import Money
import Primitives

/// Loans in requests and answers.
extension LoanContent: ItemJSON {
    static let pathName = "loans"
    static let schemaName = "Loan"
    static let noun = "loan"

    static let properties: [ObjectSchema.Property] = [
        .required("account", .id, "Where the debt is: an account of kind loan or person."),
        .required("principal", .decimal, "When it began: negative was borrowed, positive was lent."),
        .required("annualRate", .decimal, "In percent of the debt, 0 to 1000."),
        .required("period", .enumeration(LoanPeriod.allCases.map(\.name)), "From one payment to the next."),
        .required("firstPayment", .day, "A period after it began."),
        .optional("paymentCount", .integer(1...LoanContent.paymentMaximum), "Either this or `payment`."),
        .optional("payment", .decimal, "Of each time, interest included."),
        .optional("paidCount", .integer(0...LoanContent.paymentMaximum), "Payments that are behind."),
        .required("payingAccount", .id, "What payments leave; where they arrive, if it was lent."),
        .optional("interestCategory", .id, "For spending; for income, if it was lent. Needed with a rate."),
    ]

    init(_ fields: RequestFields, in book: MoneyBook) throws(Problem) {
        let account = try fields.value("account") { AccountID(text: $0) }
        guard let currency = book.account(account)?.currency else {
            throw fields.refusal("account", Sentences.sentence(MoneyError.notFound(.account)))
        }
        guard let rate = AnnualRate(percent: fields.text("annualRate")) else {
            throw fields.refusal("annualRate", Sentences.sentence(MoneyError.invalid(.annualRate)))
        }
        let terms: Terms
        switch (fields.integer("paymentCount"), try fields.optionalAmount("payment", currency)) {
        case (let count?, nil): terms = .count(count)
        case (nil, let payment?): terms = .payment(payment.minorUnits)
        default: throw fields.refusal("payment", "Either the payment or the number of payments is needed.")
        }
        self.init(
            account: account,
            principalMinorUnits: try fields.amount("principal", currency).minorUnits,
            rate: rate,
            period: try fields.value("period") { LoanPeriod(name: $0) },
            firstPayment: try fields.day("firstPayment"),
            terms: terms,
            paidCount: fields.integer("paidCount") ?? 0,
            payingAccount: try fields.value("payingAccount") { AccountID(text: $0) },
            interestCategory: try fields.optionalValue("interestCategory") { CategoryID(text: $0) }
        )
    }

    func writeMembers(to writer: inout JSONWriter, in book: MoneyBook) {
        let currency = book.account(account)?.currency ?? book.settings.baseCurrency
        writer.member("account", account.text)
        writer.member("principal", MoneyJSON.amount(principalMinorUnits, currency))
        writer.member("annualRate", rate.percent)
        writer.member("period", period.name)
        writer.member("firstPayment", firstPayment.iso)
        switch terms {
        case .count(let count): writer.member("paymentCount", count)
        case .payment(let minorUnits): writer.member("payment", MoneyJSON.amount(minorUnits, currency))
        }
        writer.member("paidCount", paidCount)
        writer.member("payingAccount", payingAccount.text)
        writer.member("interestCategory", optional: interestCategory?.text)
    }
}
