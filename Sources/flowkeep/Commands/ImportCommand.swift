import ArgumentParser
import Composition

struct ImportCommand: AsyncParsableCommand {
    /// The API's own limit; a larger file is refused before it is read.
    private static let byteCountMaximum = 20 * 1_048_576

    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import statements (OFX, QFX, QIF, CSV, CAMT.053, MT940) and journals (ledger, hledger, beancount).",
        discussion: """
            EXAMPLE
              flowkeep import statement.ofx card.csv --handle asha --dry-run
              flowkeep import book.beancount --handle asha

            A line that cannot be read is listed with its number and the reason; the others are imported. A file is
            imported whole or not at all, and the whole import can be undone.
            """
    )

    @Argument(help: ArgumentHelp("Statements or journals.", valueName: "file"))
    var files: [String]

    @OptionGroup var place: PlaceOptions
    @OptionGroup var credentials: CredentialOptions

    @Option(help: ArgumentHelp("Name or id of the account that a statement is of.", valueName: "account"))
    var account: String?

    @Option(
        help: ArgumentHelp(
            "auto, ofx, qfx, qif, csv, camt053, mt940, ledger, hledger or beancount.",
            valueName: "format"
        )
    )
    var format = "auto"

    @Option(help: ArgumentHelp("Order of dates where the file leaves it open: dmy, mdy or ymd.", valueName: "order"))
    var order: String?

    @Option(help: ArgumentHelp("Decimal mark where the file leaves it open.", valueName: "mark"))
    var decimal: String?

    @Option(help: ArgumentHelp("Encoding where it cannot be told from the file.", valueName: "name"))
    var encoding: String?

    @Flag(help: "Only show what would be imported.")
    var dryRun = false

    @Option(help: "How the answer is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var output = ReplyFormat.text

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("Name at least one file.") }
    }

    func run() async throws {
        let contents = try files.map { ($0, try Self.read($0)) }
        var isComplete = true
        try await VaultSession.run(place, credentials) { client throws(APIFailure) in
            var account: String?
            if let named = self.account {
                account = try await client.accountID(named)
                guard account != nil else {
                    isComplete = false
                    return Terminal.error("There is no account of that name; give another to --account.")
                }
            }
            for (index, file) in contents.enumerated() {
                let progress = ProgressLine("\(index + 1) of \(contents.count)")
                isComplete = try await importFile(file, account, progress, client) && isComplete
            }
        }
        guard isComplete else { throw ExitCode(CommandFailure.failedStatus) }
    }

    /// Stages one file and, unless it leaves a question open, commits it.
    ///
    /// - Returns: whether nothing was left open.
    private func importFile(
        _ file: (path: String, bytes: [UInt8]),
        _ account: String?,
        _ progress: ProgressLine,
        _ client: APIClient
    ) async throws(APIFailure) -> Bool {
        progress.show("reading")
        let query = QueryText.encode([
            ("format", format), ("filename", Self.name(of: file.path)), ("account", account), ("order", order),
            ("decimal", decimal), ("encoding", encoding),
        ])
        let (json, preview) = try await client.stageImport(file.bytes, query: query)
        let isOpen = !preview.questions.isEmpty
        if dryRun || isOpen {
            try await client.dropImport(preview.id)
        } else {
            progress.show("importing \(preview.newCount)")
            _ = try await client.commitImport(preview.id, idempotencyKey: VaultSession.idempotencyKey())
        }
        progress.end()
        switch output {
        case .json: Terminal.print(bytes: json + [UInt8(ascii: "\n")])
        case .text: show(preview, file.path)
        }
        for question in preview.questions { Terminal.error("\(file.path): \(question)") }
        return !isOpen
    }

    private func show(_ preview: ImportReply, _ file: String) {
        let verb = !preview.questions.isEmpty ? "could be imported" : dryRun ? "would be imported" : "imported"
        Terminal.print(
            "\(file): \(preview.newCount) of \(preview.rowCount) \(verb), \(preview.duplicateCount) already there, "
                + "\(preview.rejected.count) refused."
        )
        for line in preview.rejected {
            let place = line.entry.map { "entry \($0)" } ?? "line \(line.line)"
            Terminal.print("  \(place): \(line.reason)")
        }
        if let journal = preview.journal { show(journal) }
    }

    /// What a journal brings along, and what of it is not kept.
    private func show(_ journal: JournalReply) {
        if !journal.newAccounts.isEmpty {
            Terminal.print("  new accounts: \(journal.newAccounts.joined(separator: ", "))")
        }
        if journal.newCategoryCount > 0 { Terminal.print("  new categories: \(journal.newCategoryCount)") }
        if journal.changedCount > 0 {
            Terminal.print("  \(journal.changedCount) say something else in the file than in the book, which stays.")
        }
        for name in journal.unclear {
            Terminal.print("  \(name): its name does not say what it is; taken for an account")
        }
        for line in journal.leftOut { Terminal.print("  line \(line.line), not kept: \(line.reason)") }
    }

    /// The last part of a path: where a file lies is nobody's business.
    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        do {
            guard let bytes = try SmallFile.read(path, byteCountMaximum: byteCountMaximum) else {
                throw CommandFailure.failed("\(path) does not exist; check the path.")
            }
            return bytes
        } catch let error as SystemError {
            throw .failed("\(path) cannot be read (\(error.reason)); statements are at most 20 MB.")
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .failed("\(path) cannot be read.")
        }
    }
}
