/// The whole book as a file: the formats, what each is good for, and what it would leave out of this book.
package struct ExportPage: Page {
    package static let template = PageTemplate.export
    package var place: Place { .money(.exporting) }
    package let title = localized("Export")

    let groups: [Group]
    let neverHeld: [String]
    let hasNeverHeld: Bool
    let isEmpty: Bool
    let hasReceipts: Bool

    /// Formats for one purpose.
    package struct Group: Sendable {
        let id: String
        let heading: String
        let formats: [Format]

        package init(id: String, heading: String, formats: [Format]) {
            self.id = id
            self.heading = heading
            self.formats = formats
        }
    }

    package struct Format: Sendable {
        let path: String
        let name: String
        let ending: String
        let sentence: String
        let omissions: [String]
        /// The same with the receipts beside it; nil where there are none.
        let archivePath: String?
        let isWhole: Bool

        /// `ending`: of the file's name, with its dot.
        ///
        /// `omissions`: what it leaves out of this book, a sentence each; empty where nothing is lost.
        package init(
            path: String,
            hasReceipts: Bool = false,
            name: String,
            ending: String,
            sentence: String,
            omissions: [String]
        ) {
            self.path = path
            archivePath = hasReceipts ? path + "&receipts=true" : nil
            self.name = name
            self.ending = ending
            self.sentence = sentence
            self.omissions = omissions
            isWhole = omissions.isEmpty
        }
    }

    /// `neverHeld`: what no format holds, of what this book has.
    package init(groups: [Group], neverHeld: [String], isEmpty: Bool) {
        self.groups = groups
        self.neverHeld = neverHeld
        hasNeverHeld = !neverHeld.isEmpty
        self.isEmpty = isEmpty
        hasReceipts = groups.contains { $0.formats.contains { $0.archivePath != nil } }
    }
}
