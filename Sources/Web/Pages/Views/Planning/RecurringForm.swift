/// What stands in the form of a recurring entry, as it is typed.
package struct RecurringForm: Sendable {
    /// What is made each time; its date is the first day.
    package var entry: TransactionForm
    package var every = "1"
    package var unit = "month"
    /// ISO numbers.
    package var weekdays: Set<Int> = []
    /// Days of a month by their names, as many as there are boxes; an empty one chooses nothing.
    package var days: [String] = []
    package var month = "1"
    package var end = "never"
    package var until = ""
    package var count = ""
    package var shift = "none"
    package var isVariable = false
    package var isAutomatic = false
    package var isPaused = false
    /// Opaque; refuses a save over someone else's newer one.
    package var tag = ""

    /// Boxes for days of a month: what a person says, and one to add.
    package static let dayCount = 2
    package static let dayCountMaximum = 31

    package init(_ entry: TransactionForm) { self.entry = entry }
}
