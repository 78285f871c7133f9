/// The diary as files, each with what it holds.
package struct CycleExportPage: Page {
    package static let template = PageTemplate.cycleExport
    package var place: Place { .cycle(.exporting) }
    package let title = localized("Take the diary with you")

    let isEmpty: Bool
    let formats: [Format]

    struct Format: Sendable {
        let code: String
        let name: String
        let ending: String
        let sentence: String
        /// What it leaves out; empty where it holds all.
        let omissions: [String]
        let isWhole: Bool
    }
}
