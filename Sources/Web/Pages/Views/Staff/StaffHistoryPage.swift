/// What the staff did, newest first.
package struct StaffHistoryPage: Page {
    package static let template = PageTemplate.staffHistory
    package var place: Place { .staff(.history) }
    package let title = localized("What the staff did")

    let rows: [Row]
    let hasRows: Bool
    /// The page of older acts; nil where there are none.
    let older: String?

    package struct Row: Sendable {
        let time: String
        let who: String
        let what: String
        let detail: String?
        let entry: String
        let isProven: Bool

        package init(time: String, who: String, what: String, detail: String?, entry: String, isProven: Bool) {
            self.time = time
            self.who = who
            self.what = what
            self.detail = detail
            self.entry = entry
            self.isProven = isProven
        }
    }

    package init(rows: [Row], older: String?) {
        self.rows = rows
        hasRows = !rows.isEmpty
        self.older = older
    }
}
