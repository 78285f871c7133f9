/// A category that a QIF file lists.
package struct StatementCategory: Hashable, Sendable {
    /// Levels apart by `:`.
    package let name: String
    package let isIncome: Bool

    package init(name: String, isIncome: Bool) {
        self.name = name
        self.isIncome = isIncome
    }
}
