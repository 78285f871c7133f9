/// The diary on Today: a small ring, when the next one may start, and what can be logged with one tap.
package struct BodyPanel: Sendable {
    /// Nil before the first period.
    let ring: CycleRing?
    let hasRing: Bool
    /// Such as `1–5 December`; nil where nothing is said of the days to come.
    let window: String?
    let sentence: String
    /// Whether the sentence is an estimate with odds.
    let isEstimate: Bool
    let log: LogChips
    /// What the diary asks, in a line that leads to it; nil for nothing.
    let question: String?
    let rows: [Row]
    let hasRows: Bool

    package struct Row: Sendable {
        let label: String
        /// Nil where it was not logged.
        let value: String?

        package init(_ label: String, _ value: String?) {
            self.label = label
            self.value = value
        }
    }

    package init(
        ring: CycleRing?,
        window: String?,
        sentence: String,
        log: LogChips,
        question: String? = nil,
        rows: [Row] = []
    ) {
        self.ring = ring
        hasRing = ring != nil
        self.window = window
        self.sentence = sentence
        isEstimate = window != nil
        self.log = log
        self.question = question
        self.rows = rows
        hasRows = !rows.isEmpty
    }
}
