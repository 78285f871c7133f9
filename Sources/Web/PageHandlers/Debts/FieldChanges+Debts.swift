import Money
import Primitives

/// The fields of a goal or loan that hold something else now.
extension FieldChanges {
    mutating func compare(_ sent: GoalForm, _ now: GoalForm, _ currency: Currency, _ book: MoneyBook) {
        compare("name", words("Name"), sent.name, now.name)
        compare("currency", words("Currency"), sent.currency, now.currency)
        let (typed, target) = (Self.plain(sent.target, currency, book), Self.plain(now.target, currency, book))
        compare("target", words("How much"), typed, target)
        compare("due", words("By when"), sent.due, now.due)
        if sent.accounts != now.accounts {
            let names = book.liveAccounts.filter { now.accounts.contains($0.id.text) }.map(\.name)
            compare("account.1", words("Accounts that count"), "\u{0}", names.joined(separator: ", "))
        }
        compare("archived", words("Put it away: reached, or given up"), sent.isArchived, now.isArchived)
    }

    mutating func compare(_ sent: LoanForm, _ now: LoanForm, _ book: MoneyBook) {
        func account(_ text: String) -> String { AccountID(text: text).flatMap { book.account($0)?.name } ?? "" }
        let currency = AccountID(text: now.account).flatMap { book.account($0)?.currency } ?? book.settings.baseCurrency
        func plain(_ text: String) -> String { Self.plain(text, currency, book) }
        compare("account", words("Account of the debt"), sent.account, now.account, shown: account(now.account))
        let direction = now.direction == "lent" ? words("It is owed to me") : words("I owe it")
        compare("direction", words("Which way"), sent.direction, now.direction, shown: direction)
        compare("principal", words("How much it was at first"), plain(sent.principal), plain(now.principal))
        compare("rate", words("Interest, percent a year"), sent.rate, now.rate)
        compare("period", words("Paid every"), sent.period, now.period, in: LoanFormPage.periods)
        compare("firstPayment", words("First payment"), sent.firstPayment, now.firstPayment)
        compare("count", words("How many payments"), sent.count, now.count)
        compare("payment", words("Or so much each time"), plain(sent.payment), plain(now.payment))
        compare("paid", words("Payments already made"), sent.paidCount, now.paidCount)
        let paying = account(now.payingAccount)
        compare("paying", words("Paid from, or to"), sent.payingAccount, now.payingAccount, shown: paying)
        let category = CategoryID(text: now.category).flatMap { book.category($0)?.name } ?? ""
        compare("category", words("Interest is booked as"), sent.category, now.category, shown: category)
    }
}
