import ArgumentParser
import Composition
import Glibc
import Primitives
import Synchronization

struct ExportCommand: AsyncParsableCommand {
    /// The names that the API takes.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case json, csv, ledger, hledger, beancount, ofx, qif

        var fileExtension: String { self == .hledger ? "journal" : rawValue }
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the whole book as one file: JSON, CSV, ledger, hledger, beancount, OFX or QIF.",
        discussion: """
            EXAMPLE
              flowkeep export --format beancount --to book.beancount --handle asha
              flowkeep export --format hledger --handle asha --passphrase-file p.txt | hledger -f - balance

            Ledger, hledger and beancount files hold the book whole and can be imported again. Outside Flowkeep nothing
            seals a file; one that --to names is readable by its owner only.
            """
    )

    @OptionGroup var place: PlaceOptions
    @OptionGroup var credentials: CredentialOptions

    @Option(help: "Which kind of file: \(Format.allValueStrings.joined(separator: ", ")).")
    var format: Format

    @Option(
        help: ArgumentHelp(
            "A file, or a directory for a file with today in its name; standard output without it.",
            valueName: "path"
        )
    )
    var to: String?

    @Flag(help: "Replace a file that is there already.")
    var force = false

    func run() async throws {
        guard let to else {
            return try await VaultSession.run(place, credentials) { client throws(APIFailure) in
                try await client.export(format: format.rawValue) { part throws(SystemError) in
                    try SmallFile.writeAll(Array(part), to: STDOUT_FILENO)
                }
            }
        }
        let path = try target(to)
        let file = try Self.file(path, replaces: force)
        let progress = ProgressLine("export")
        let count = Mutex(0)
        try await VaultSession.run(place, credentials) { client throws(APIFailure) in
            progress.show("reading")
            try await client.export(format: format.rawValue) { part throws(SystemError) in
                try file.write(part)
                count.withLock { $0 += part.count }
            }
        }
        progress.end()
        do {
            try file.finish()
        } catch {
            throw Self.failure(path, error)
        }
        Terminal.print("\(path): \(Self.size(count.withLock { $0 })) written.")
    }

    /// In a directory, a file with the day in its name.
    private func target(_ path: String) throws(CommandFailure) -> String {
        let isFolder: Bool
        do throws(SystemError) {
            // What a link leads to, not the link.
            isFolder = try FileFacts(of: path + "/.")?.kind == .directory
        } catch {
            throw Self.failure(path, error)
        }
        guard isFolder else { return path }
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        return "\(folder)/flowkeep-\(SystemClock.today().iso).\(format.fileExtension)"
    }

    private static func file(_ path: String, replaces: Bool) throws(CommandFailure) -> GrowingFile {
        do throws(SystemError) {
            return try GrowingFile(path, replaces: replaces)
        } catch {
            throw failure(path, error)
        }
    }

    private static func failure(_ path: String, _ error: SystemError) -> CommandFailure {
        error.code == EEXIST
            ? .failed("\(path) is there already; choose another name, or --force to replace it.")
            : .failed("\(path) cannot be written (\(error.reason)); choose another place.")
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 1_000_000 ? "\((bytes + 999) / 1000) kB" : "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
    }
}
