/// Bringing in the file of another diary.
package struct CycleImportPage: Page {
    package static let template = PageTemplate.cycleImport
    package var place: Place { .cycle(.importing) }
    package let title = localized("Bring a diary")

    let problems: FormProblems
    let fileError: String?
    /// She is asked first whether files of hers may be read.
    let needsConsent: Bool
    let limitMegabytes: Int
    let earlier: [Earlier]
    let hasEarlier: Bool

    /// A file that was read before.
    struct Earlier: Sendable {
        let day: String
        let format: String
        let summary: String
        /// Nil once it cannot be undone any more.
        let undoPath: String?
        /// Why not; nil where it can.
        let undoNote: String?
    }

    init(needsConsent: Bool = false, limitMegabytes: Int, earlier: [Earlier], problems: FormProblems = .none) {
        self.needsConsent = needsConsent
        self.limitMegabytes = limitMegabytes
        self.earlier = earlier
        hasEarlier = !earlier.isEmpty
        self.problems = problems
        fileError = problems.message(for: "file")
    }
}

/// What a file says, what of it is new, and what was skipped and why: nothing is saved yet.
package struct CycleImportCheckPage: Page {
    package static let template = PageTemplate.cycleImportCheck
    package var place: Place { .cycle(.importing) }
    package let title = localized("Check before saving")

    let lead: String
    let figures: [Figure]
    /// What is read, kind by kind.
    let fields: [Line]
    let hasFields: Bool
    let extras: [String]
    let hasExtras: Bool
    let conflicts: [Conflict]
    let hasConflicts: Bool
    let conflictSentence: String
    /// More than the page shows follow the choice for all.
    let moreConflicts: String?
    let takesFile: Bool
    let skipped: [Skipped]
    let hasSkipped: Bool
    let skippedSentence: String
    let commitPath: String
    let discardPath: String
    let button: String
    let changesNothing: Bool

    struct Figure: Sendable {
        let label: String
        let value: String
        /// A class that colours it.
        let tone: String
    }

    struct Line: Sendable {
        let label: String
        let value: String
    }

    /// Where the diary and the file say different things.
    struct Conflict: Sendable, NamedParts {
        /// Of the form: day and field.
        let name: String
        let label: String
        let day: String
        let mine: String
        let file: String

        func part(_ name: String) -> Any? {
            switch name {
            case "name": self.name
            case "label": label
            case "day": day
            case "mine": mine
            case "file": file
            default: nil
            }
        }
    }

    struct Skipped: Sendable, NamedParts {
        let what: String
        let place: String
        let why: String
        let count: String

        func part(_ name: String) -> Any? {
            switch name {
            case "what": what
            case "place": place
            case "why": why
            case "count": count
            default: nil
            }
        }
    }
}

/// What was added.
package struct CycleImportDonePage: Page {
    package static let template = PageTemplate.cycleImportDone
    package var place: Place { .cycle(.importing) }
    package let title = localized("Imported")

    let heading: String
    let format: String
    let lines: [CycleImportCheckPage.Line]
    let undoPath: String?
    let undoNote: String?
}
