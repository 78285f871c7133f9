/// Breaches that concern a person.
package struct BreachesPage: Page {
    package static let template = PageTemplate.breaches
    package var place: Place { .privacy(.requests) }
    package let title = localized("Breaches that concern you")

    let rows: [Row]
    let advice: String
    /// Whom to ask, as an address; nil where nobody is named.
    let contact: String?

    package struct Row: Sendable {
        let path: String
        let number: String
        let noticed: String
        let what: String
        let data: String
        let consequences: String
        let measures: String
        let isRead: Bool

        package init(
            path: String,
            number: String,
            noticed: String,
            what: String,
            data: String,
            consequences: String,
            measures: String,
            isRead: Bool
        ) {
            self.path = path
            self.number = number
            self.noticed = noticed
            self.what = what
            self.data = data
            self.consequences = consequences
            self.measures = measures
            self.isRead = isRead
        }
    }

    package init(rows: [Row], advice: String, contact: String?) {
        self.rows = rows
        self.advice = advice
        self.contact = contact
    }
}
