import HTTPTypes
import JSON
import Money
import Primitives
import Vault

/// The plan of a loan, where it really stands, and its next payment.
struct LoansAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [plan, pay] }

    private static func id(_ request: WebRequest) throws(Problem) -> LoanID {
        guard let id = LoanID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }

    private var plan: Endpoint {
        Endpoint(.get, "/api/v1/money/loans/{id}/plan", surface: .api, access: .unlocked) { request in
            let (id, today) = (try Self.id(request), services.today())
            return try await MoneyVault(request, services).read { book, _ throws(MoneyError) in
                let report = try book.loanReport(id, today: today)
                return .json { Self.writeMembers(of: report, to: &$0) }
            }
        }.with {
            $0.summary = "Every payment of a loan as planned, and those to come from what is really left."
            $0.responses = [.init(.ok, "The plan. Amounts are without a sign.", Self.schema)]
            $0.problems = [.notFound]
        }
    }

    private static let payment = ObjectSchema(
        "LoanPayment",
        [
            .required("number", .integer(1...2 * LoanContent.paymentMaximum)), .required("date", .day),
            .required("payment", .decimal), .required("interest", .decimal), .required("principal", .decimal),
            .required("left", .decimal, "Of the debt, after it."),
        ]
    )

    private static let payments = Schema.array(.object(payment), count: 0...LoanContent.paymentMaximum)

    private static let schema = ObjectSchema(
        "LoanPlan",
        [
            .required("loan", .id), .required("account", .id), .required("currency", .currency),
            .required("payment", .decimal, "Each time, but perhaps the last."),
            .required("interest", .decimal, "Of all payments."), .required("total", .decimal, "All payments."),
            .required("paidCount", .integer(0...LoanContent.paymentMaximum)),
            .required("planned", .decimal, "What the plan says is left now."),
            .required("left", .decimal, "What is left by the balance of the account."),
            .required("recurring", .boolean, "Whether a recurring entry makes the payments."),
            .required("payments", payments, "As planned when it began."),
            .optional("remaining", payments, "From what is left; absent where the payment would not end it."),
        ]
    )

    private static func writeMembers(of report: LoanReport, to writer: inout JSONWriter) {
        let currency = report.account.currency
        func amount(_ minorUnits: Int64) -> String { MoneyJSON.amount(minorUnits, currency) }
        func write(_ writer: inout JSONWriter, _ payment: LoanPayment) {
            writer.object {
                $0.member("number", payment.number)
                $0.member("date", payment.day.iso)
                $0.member("payment", amount(payment.minorUnits))
                $0.member("interest", amount(payment.interestMinorUnits))
                $0.member("principal", amount(payment.principalMinorUnits))
                $0.member("left", amount(payment.leftMinorUnits))
            }
        }
        writer.member("loan", report.loan.id.text)
        writer.member("account", report.account.id.text)
        writer.member("currency", currency.code)
        writer.member("payment", amount(report.plan.paymentMinorUnits))
        writer.member("interest", amount(report.plan.interestMinorUnits))
        writer.member("total", amount(report.plan.totalMinorUnits))
        writer.member("paidCount", report.paidCount)
        writer.member("planned", amount(report.plannedMinorUnits))
        writer.member("left", amount(report.leftMinorUnits))
        writer.member("recurring", report.isRecurring)
        writer.memberArray("payments", report.plan.payments, write)
        if let remaining = report.remaining { writer.memberArray("remaining", remaining, write) }
    }

    private var pay: Endpoint {
        Endpoint(.post, "/api/v1/money/loans/{id}/payments", surface: .api, access: .unlocked) { request in
            let (id, today) = (try Self.id(request), services.today())
            let (vault, fields) = (try MoneyVault(request, services), RequestFields(request.json))
            let (transaction, _) = try await vault.add(request) { book, start throws(Problem) in
                let day = try fields.optionalValue("date") { CalendarDay(iso: $0) }
                do throws(MoneyError) {
                    return try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                        try plan.enterPayment(fields.integer("number") ?? 0, of: id, on: day, today: today)
                    }
                } catch {
                    throw error == .notFound(.payment)
                        ? Problem(.conflict, fields: [.init("/number", Sentences.sentence(error))])
                        : ErrorMapping.problem(error)
                }
            }
            return try await vault.read { book, _ throws(Problem) in
                guard let entered = book.transaction(transaction) else { throw Problem(.notFound) }
                return Answer.created(entered)
            }
        }.with {
            $0.summary = "Enters the next payment: one transaction, and the loan knows that it is behind."
            $0.body = .json(
                ObjectSchema(
                    "LoanPaymentRequest",
                    [
                        .required("number", .integer(1...LoanContent.paymentMaximum), "Of the next payment."),
                        .optional("date", .day, "Its own day by itself; not after both that and today."),
                    ]
                )
            )
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.created, "The transaction.", MoneySchemas.transaction)]
            $0.problems = [.notFound, .conflict]
        }
    }
}

extension Answer {
    /// To whoever made a transaction.
    static func created(_ transaction: MoneyTransaction) -> Answer {
        var writer = JSONWriter()
        MoneyJSON.write(transaction, to: &writer)
        return Answer.json(writer.bytes, status: .created)
            .adding(.location, "/api/v1/money/transactions/\(transaction.id.text)")
            .adding(.eTag, EntityTag.of(version: transaction.version))
    }
}
