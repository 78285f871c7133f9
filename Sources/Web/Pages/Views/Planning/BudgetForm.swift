/// What stands in the form of a budget, as it is typed.
package struct BudgetForm: Sendable {
    /// One category and its amount; one without a category was not used.
    package struct Line: Sendable {
        package var category = ""
        package var amount = ""
        package var rollover = "none"
        package var cap = ""
        package var isAlone = false

        package init() {}
    }

    package var name = ""
    package var style = "limit"
    package var currency: String
    package var span = "month"
    package var weekday = "mon"
    package var day = "1"
    package var month = "1"
    package var recurring = ""
    package var to = ""
    package var starts: String
    package var ends = ""
    package var opening = ""
    package var lines: [Line] = []
    /// Opaque; refuses a save over someone else's newer one.
    package var tag = ""

    /// Empty lines at the end, for what is to be added.
    package static let emptyLineCount = 3

    package init(currency: String, starts: String) {
        self.currency = currency
        self.starts = starts
    }
}
