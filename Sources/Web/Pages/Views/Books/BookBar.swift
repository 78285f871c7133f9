/// The books that a person may choose between, above every page about money.
package struct BookBar: Sendable {
    let entries: [Entry]
    /// What the chosen one does not let her do; nil for nothing.
    let note: String?

    package struct Entry: Sendable {
        /// Empty for her own.
        let value: String
        let label: String
        let isChosen: Bool
        let isOwn: Bool

        package init(value: String, label: String, isChosen: Bool) {
            isOwn = value.isEmpty
            self.value = value
            self.label = label
            self.isChosen = isChosen
        }
    }

    package init(entries: [Entry], note: String? = nil) {
        self.entries = entries
        self.note = note
    }
}
