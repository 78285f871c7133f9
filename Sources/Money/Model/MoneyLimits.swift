/// What one book takes.
///
/// Each limit keeps one request, page or report bounded.
package enum MoneyLimits {
    /// Characters of an account, category, payee or tag name.
    package static let nameCharacters = 100
    package static let noteCharacters = 2000
    package static let tagsPerTransaction = 30
    package static let postingsPerTransaction = 100
    package static let accounts = 1000
    package static let categories = 5000
    /// Levels of the category tree: "any depth" that a path, a page and a stack can still carry.
    package static let categoryDepth = 50
    package static let transactions = 4_000_000
    package static let importMappings = 200
    package static let importMappingBytes = 65_536
    package static let recurring = 500
    /// Occurrences one opening makes in one batch.
    package static let occurrencesPerBatch = 1000
    /// Rows of a list of what is to come.
    package static let upcoming = 20_000
    package static let budgets = 500
    package static let linesPerBudget = 200
    /// Periods a rollover is followed through: weeks of 76 years.
    package static let budgetPeriods = 4000
    /// Lines times periods of one budget: 200 lines through weeks of 19 years.
    package static let budgetCells = 200_000
    package static let assignments = 200_000
    /// Sixteen pairs for fifty years of banking days.
    package static let rates = 200_000
    /// Days a list or forecast looks ahead: five years.
    package static let horizonDays = 1830
    package static let whatIfRows = 100
    /// Lines of files that one transaction stands for besides its own.
    package static let adoptedOrigins = 20
    /// 2 GiB: what the files of all receipts may take, with those that undo can bring back.
    package static let receiptBytes = 2 << 30
    /// Days undo reaches back.
    package static let undoDays = 30
    /// Largest amount of a posting: a ten-thousandth of Int64, so sums of ten thousand such postings cannot overflow
    /// and larger sums are refused where they happen.
    package static let minorUnits: Int64 = 922_337_203_685_477
}
