/// Two entries that are the same thing, and which of them each part is taken from.
package struct MergePage: Page {
    package static let template = PageTemplate.merge
    package var place: Place { .money(.transactions) }
    package let title = localized("Make two entries one")

    let hidden: [HiddenField]
    let kept: Side
    let other: Side
    let parts: [Part]
    let hasParts: Bool
    let tags: String?

    /// One of the two, as it is.
    package struct Side: Sendable {
        let name: String
        let detail: String
        let origin: String
        let money: MoneyText

        package init(name: String, detail: String, origin: String, money: MoneyText) {
            self.name = name
            self.detail = detail
            self.origin = origin
            self.money = money
        }
    }

    /// Something in which the two differ.
    package struct Part: Sendable {
        let field: String
        let label: String
        let kept: String
        let other: String
        let isOther: Bool

        package init(field: String, label: String, kept: String, other: String, isOther: Bool = false) {
            self.field = field
            self.label = label
            self.kept = kept
            self.other = other
            self.isOther = isOther
        }
    }

    /// `tags`: those of both; nil for none.
    package init(hidden: [HiddenField], kept: Side, other: Side, parts: [Part], tags: String?) {
        self.hidden = hidden
        self.kept = kept
        self.other = other
        self.parts = parts
        hasParts = !parts.isEmpty
        self.tags = tags
    }
}
