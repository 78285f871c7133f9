import AuditTrail
import Identity
import Primitives
import Sealing
import TransparencyLog

/// The page that an archive is read from, and the sums that it is checked with.
struct ArchiveIndex {
    private static let name = "index.html"
    static let sums = "SHA256SUMS"

    let services: WebServices
    let renderer: PageRenderer

    /// Writes both, and the archive's own list behind them.
    func write(to writing: inout ArchiveWriting) async throws {
        let document = try document(of: writing)
        try await writing.file("index.css", Array(Self.style.utf8))
        try await writing.file(Self.name, renderer.archiveIndex(document))
        let lines = writing.point.listed.map { "\(Self.hexadecimal($0.digest))  \($0.name)\n" }
        try await writing.file(Self.sums, Array(lines.joined().utf8), isListed: false)
        try await writing.finish()
    }

    private func document(of writing: ArchiveWriting) throws -> ArchiveIndexDocument {
        let point = writing.point
        func section(_ heading: String, _ folder: String, _ note: String? = nil) -> ArchiveIndexDocument.Section {
            let files = point.listed.filter { $0.name.hasPrefix(folder) }
            let (receipts, others) = (
                files.filter { Self.isReceipt($0.name) }, files.filter { !Self.isReceipt($0.name) }
            )
            return ArchiveIndexDocument.Section(
                heading: heading,
                note: note,
                files: others.map { file in
                    ArchiveIndexDocument.File(
                        name: file.name,
                        label: String(file.name.dropFirst(folder.count)),
                        size: ByteCountText.text(file.byteCount),
                        sentence: Self.sentence(file.name)
                    )
                },
                receipts: receipts.map { file in
                    .init(name: file.name, label: String(file.name.split(separator: "/").last ?? ""))
                }
            )
        }
        var sections = [
            section(localized("Money"), "money/"), section(localized("Diary"), "diary/"),
        ]
        let books = Set(point.listed.compactMap { Self.bookFolder($0.name) } + point.closedBooks).sorted()
        sections += books.map { folder in
            section(
                localized("Shared book {number}", ["number": String(folder.split(separator: "/").last ?? "")]),
                folder,
                point.closedBooks.contains(folder)
                    ? localized("It could not be opened when this was made: ask again later.") : nil
            )
        }
        sections.append(section(localized("Account and access history"), "account/"))
        return ArchiveIndexDocument(
            language: Words.current.locale.rawValue,
            made: DayText(services.today(), today: services.today()).long,
            address: services.address.origin,
            logKey: try services.audit.signerKey().text,
            sections: sections
        )
    }

    private static func isReceipt(_ name: String) -> Bool {
        name.contains("/receipts/") && !name.hasSuffix("UNREADABLE.txt")
    }

    /// `books/1/` of `books/1/name.txt`.
    private static func bookFolder(_ name: String) -> String? {
        let parts = name.split(separator: "/")
        return parts.first == "books" && parts.count > 2 ? "books/\(parts[1])/" : nil
    }

    private static func sentence(_ name: String) -> String {
        switch name.split(separator: "/").last.map(String.init) ?? name {
        case "flowkeep.json": localized("Everything, also budgets, plans, rules and goals. Flowkeep reads it again.")
        case "transactions.csv": localized("A table, for a spreadsheet.")
        case "book.ledger": localized("Plain text for ledger and hledger.")
        case "book.beancount": localized("Plain text for Beancount.")
        case "diary.json": localized("Everything you wrote. Flowkeep reads it again.")
        case "diary.csv": localized("A table with a line for each day.")
        case "diary.fhir.json": localized("For health programs: FHIR R4, sex and notes included.")
        case "account.json": localized("Your account, sessions, devices, passkeys, tokens, books and what you share.")
        case "consents.json": localized("What you agreed to, in the words that you saw, and how that changed.")
        case "name.txt": localized("What the book is called.")
        case "inbox.json": localized("What came in from elsewhere and is not put in yet.")
        case "UNREADABLE.txt": localized("What could not be opened.")
        case let file where file.hasPrefix("access-history"): localized("Every use of the key that opens your data.")
        case let file where file.hasPrefix("proofs"): localized("The proof of each, from the public log.")
        default: ""
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

extension ArchiveIndex {
    /// Of `index.html` alone: what `flowkeep.css` needs for pages is not in an archive.
    fileprivate static let style = """
        :root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6475; --paper: #fbf9f4; --line: #ddd6c7 }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #ece7dc; --soft: #a9a498; --paper: #171a21; --line: #3a3f4b }
        }
        body {
          margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem 4rem;
          background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif
        }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem }
        h2 { font-size: 1.15rem; margin: 2.25rem 0 .25rem; padding-top: .75rem; border-top: 1px solid var(--line) }
        p { margin: .4rem 0 }
        .muted { color: var(--soft) }
        ul { list-style: none; margin: 0; padding: 0 }
        li { padding: .4rem 0 }
        a { color: inherit }
        code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
        summary { cursor: pointer; padding: .4rem 0 }

        """
}

/// What `index.html` says: a document of its own, which needs no server.
struct ArchiveIndexDocument: Sendable {
    struct File: Sendable {
        let name: String
        let label: String
        let size: String
        let sentence: String
    }

    struct Receipt: Sendable {
        let name: String
        let label: String
    }

    struct Section: Sendable {
        let heading: String
        let note: String?
        let files: [File]
        let receipts: [Receipt]
        let receiptCount: String?

        init(heading: String, note: String?, files: [File], receipts: [Receipt]) {
            self.heading = heading
            self.note = note
            self.files = files
            self.receipts = receipts
            receiptCount =
                receipts.isEmpty ? nil : localized(receipts.count, one: "{count} receipt", other: "{count} receipts")
        }
    }

    let language: String
    let made: String
    let address: String
    let logKey: String
    let sections: [Section]
}

extension PageRenderer {
    /// The index of an archive, in the language of ``Words/current``.
    func archiveIndex(_ document: ArchiveIndexDocument) -> [UInt8] {
        renderAlone("archive-index", document, Words.current.locale)
    }
}
