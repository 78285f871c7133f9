/// The month a list shows and its neighbours.
package struct MonthPager: Sendable {
    let label: String
    let previousPath: String
    let previousLabel: String
    let nextPath: String?
    let nextLabel: String

    /// Months are `2026-11` with the words for them; there is no next after the last month that has entries.
    package init(label: String, previous: (month: String, label: String), next: (month: String, label: String)?) {
        self.label = label
        previousPath = "/money?month=\(previous.month)"
        previousLabel = previous.label
        nextPath = next.map { "/money?month=\($0.month)" }
        nextLabel = next?.label ?? ""
    }

    /// Neighbours by their paths, for pages that are not a list of transactions.
    init(label: String, back: (path: String, label: String), ahead: (path: String, label: String)?) {
        self.label = label
        previousPath = back.path
        previousLabel = back.label
        nextPath = ahead?.path
        nextLabel = ahead?.label ?? ""
    }
}
