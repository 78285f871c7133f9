/// A page of a person's data that two officers let somebody of the staff see.
package struct StaffReadingPage: Page {
    package static let template = PageTemplate.staffReading
    package var place: Place { .staff(.access) }
    package let title = localized("Access of two")

    let what: String
    /// Who reads it, for which ticket and when: stands over all of the page.
    let mark: String
    let until: String
    let back: String
    let sections: [Section]
    let next: String?

    package struct Section: Sendable {
        let heading: String
        let rows: [Row]

        package init(_ heading: String, _ rows: [Row]) {
            self.heading = heading
            self.rows = rows
        }
    }

    package struct Row: Sendable {
        let lead: String
        let text: String
        let detail: String?
        let money: MoneyText?

        package init(lead: String, text: String, detail: String? = nil, money: MoneyText? = nil) {
            self.lead = lead
            self.text = text
            self.detail = detail
            self.money = money
        }
    }

    package init(what: String, mark: String, until: String, back: String, sections: [Section], next: String?) {
        self.what = what
        self.mark = mark
        self.until = until
        self.back = back
        self.sections = sections
        self.next = next
    }
}
