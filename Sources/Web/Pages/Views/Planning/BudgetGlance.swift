/// One budget in a few words, for Today.
package struct BudgetGlance: Sendable {
    let name: String
    let isOver: Bool
    let left: MoneyText
    let until: String
    let perDay: String?
    let bar: BudgetBar
    let spent: String
    let over: String?
}
