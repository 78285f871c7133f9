/// The second step of an import: every row with its reason, before anything is saved.
package struct ImportCheckPage: Page {
    package static let template = PageTemplate.importCheck
    package var place: Place { .money(.importing) }
    package let title = localized("Check before saving")

    let path: String
    let fileName: String
    let format: String
    let account: String
    let counts: Counts
    let tabs: [Tab]
    let mapping: ImportMapping?
    let notes: Notes?
    let rows: [ImportRow]
    let isEmpty: Bool
    let count: String
    let morePath: String?
    let problems: FormProblems

    package struct Counts: Sendable {
        let new: Int
        let duplicates: Int
        let rejected: Int
        let rows: Int

        package init(new: Int, duplicates: Int, rejected: Int, rows: Int) {
            self.new = new
            self.duplicates = duplicates
            self.rejected = rejected
            self.rows = rows
        }
    }

    /// What the reader found out or decided by itself, a sentence each; shown so that nothing is guessed silently.
    struct Notes: Sendable {
        let sentences: [String]
    }

    struct Tab: Sendable {
        let path: String
        let label: String
        let isCurrent: Bool
    }

    /// Which rows are listed.
    package enum Shown: String, Sendable, CaseIterable {
        case all, new, duplicate, rejected

        var label: String {
            switch self {
            case .all: localized("All")
            case .new: localized("New")
            case .duplicate: localized("Duplicate")
            case .rejected: localized("Not read")
            }
        }
    }

    /// `mapping`: for delimited files only.
    ///
    /// `notes`: sentences on how the file was read, such as its encoding, or lines left out after the table.
    ///
    /// `count`: what is listed of how many: `Showing 100 of 212 rows`.
    ///
    /// `moreCursor`: where the next rows begin.
    package init(
        id: String,
        fileName: String,
        format: String,
        account: String,
        counts: Counts,
        shown: Shown,
        mapping: ImportMapping?,
        notes: [String],
        rows: [ImportRow],
        count: String,
        moreCursor: String? = nil,
        problems: FormProblems = .none
    ) {
        path = "/money/import/\(id)"
        let path = path
        self.fileName = fileName
        self.format = format
        self.account = account
        self.counts = counts
        tabs = Shown.allCases.map {
            Tab(path: "\(path)?show=\($0.rawValue)#rows", label: $0.label, isCurrent: $0 == shown)
        }
        self.mapping = mapping
        self.notes = notes.isEmpty ? nil : Notes(sentences: notes)
        self.rows = rows
        isEmpty = rows.isEmpty
        self.count = count
        morePath = moreCursor.map { "\(path)?show=\(shown.rawValue)&cursor=\($0)#rows" }
        self.problems = problems
    }
}
