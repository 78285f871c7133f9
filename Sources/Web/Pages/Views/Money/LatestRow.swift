/// One of the latest transactions on Today.
package struct LatestRow: Sendable {
    let path: String
    let day: String
    let payee: String
    let category: String?
    let money: MoneyText

    /// `day`: as ``DayText/relative(_:today:)`` says it.
    package init(id: String, day: String, payee: String, category: String?, money: MoneyText) {
        path = "/money/transactions/\(id)"
        self.day = day
        self.payee = payee
        self.category = category
        self.money = money
    }
}
