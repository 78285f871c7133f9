/// A summary for a doctor: what she chooses, on paper or as a file.
package struct CycleReportPage: Page {
    package static let template = PageTemplate.cycleReport
    package var place: Place { .cycle(.report) }
    package let title = localized("Summary for a doctor")

    let problems: FormProblems
    let span: SelectField
    let name: TextField
    let choices: [CycleSettingsPage.Check]
    let report: Report?

    struct Report: Sendable {
        let heading: String
        let facts: [Fact]
        let sections: [Section]
        let closing: String
    }

    struct Section: Sendable {
        let id: String
        let heading: String
        let parts: [Part]
    }

    /// One of the three.
    struct Part: Sendable {
        var facts: [Fact] = []
        var hasFacts = false
        var table: Table?
        var chart: PaperChart?
        var text: String?
    }

    struct Fact: Sendable {
        let label: String
        let value: String
    }

    struct Table: Sendable {
        let head: String
        let columns: [Column]
        let rows: [Row]
    }

    struct Column: Sendable {
        let label: String
        let isNumber: Bool
    }

    struct Row: Sendable {
        let head: String
        let cells: [Cell]
    }

    struct Cell: Sendable, NamedParts {
        let label: String
        let text: String
        let isNumber: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "label": label
            case "text": text
            case "isNumber": isNumber
            default: nil
            }
        }
    }
}
