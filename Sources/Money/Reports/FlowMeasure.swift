/// Which postings a report adds up, and with which sign.
package enum FlowMeasure: String, Sendable, CaseIterable, Hashable {
    /// Into expense categories; money back counts against it.
    case spending
    /// From income categories.
    case income
    /// Income less spending.
    case kept

    /// What a posting into each category counts for, by place: 1, -1 or 0.
    func weights(_ book: MoneyBook) -> [Int64] {
        book.categories.map { category in
            switch (self, category.kind) {
            case (.spending, .expense): 1
            case (.income, .income), (.kept, _): -1
            case (.spending, .income), (.income, .expense): 0
            }
        }
    }
}
