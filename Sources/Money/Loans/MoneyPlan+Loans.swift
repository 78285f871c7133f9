package import Primitives

extension MoneyPlan {
    /// Enters the next payment of a loan: one transaction, and the loan knows that it is behind.
    ///
    /// - `number`: Of the payment, so that it is not entered twice.
    /// - `day`: nil is the day it is planned for. Not after both that day and today.
    /// - Errors: `.notFound(.id)`, `.notFound(.payment)` where it is not the next one or nothing is left,
    ///   `.invalid(.date)`, and those of a transaction.
    package mutating func enterPayment(
        _ number: Int,
        of id: LoanID,
        on day: CalendarDay? = nil,
        today: CalendarDay
    ) throws(MoneyError) -> TransactionID {
        let report = try book.loanReport(id, today: today)
        guard let payment = report.next, payment.number == number, !report.isRecurring else {
            throw .notFound(.payment)
        }
        let made = day ?? payment.day
        guard made <= max(today, payment.day) else { throw .invalid(.date) }
        let transaction = try addTransaction(
            TransactionDraft(
                day: made,
                payee: report.account.name,
                postings: payment.postings(report.loan.content, report.account.currency)
            )
        )
        var content = report.loan.content
        content.paidCount = number
        try edit(id, content)
        return transaction
    }
}

extension LoanPayment {
    /// What it moves: from the paying account to the debt and the interest, or the other way where money was lent.
    package func postings(_ content: LoanContent, _ currency: Currency) -> [Posting] {
        let sign: Int64 = content.isLent ? -1 : 1
        func amount(_ minorUnits: Int64) -> Amount { Amount(minorUnits: sign * minorUnits, currency: currency) }
        var postings = [
            Posting(.account(content.payingAccount), amount(-minorUnits)),
            Posting(.account(content.account), amount(principalMinorUnits)),
        ]
        if let category = content.interestCategory, interestMinorUnits > 0 {
            postings.append(Posting(.category(category), amount(interestMinorUnits)))
        }
        return postings
    }
}
