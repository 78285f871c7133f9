/// How the installation is doing: what is measured, and what is not there yet said so.
package struct StaffConsolePage: Page {
    package static let template = PageTemplate.staffConsole
    package var place: Place { .staff(.console) }
    package let title = localized("How it is doing")

    let kept: String
    let broken: String
    let overdue: String
    let absent: String
    let wrong: [Wrong]
    let checked: String

    package struct Wrong: Sendable {
        let id: String
        let text: String
        let why: String

        package init(id: String, text: String, why: String) {
            self.id = id
            self.text = text
            self.why = why
        }
    }

    package init(
        kept: String,
        broken: String,
        overdue: String,
        absent: String,
        wrong: [Wrong],
        checked: String
    ) {
        self.kept = kept
        self.broken = broken
        self.overdue = overdue
        self.absent = absent
        self.wrong = wrong
        self.checked = checked
    }
}
