import ArgumentParser
import Composition
import Glibc

struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Open an archive of everything that was sealed with a passphrase.",
        subcommands: [Open.self]
    )
}

extension ArchiveCommand {
    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open",
            abstract: "Write the ZIP file that a sealed archive holds.",
            discussion: """
                EXAMPLE
                  flowkeep archive open flowkeep-archive-2026-11-22.zip.age --to archive.zip

                It needs no server and no account, on any machine. The file is in the age format, version 1: every other
                program for it opens it, too. What is written is readable by its owner only, and there when it is whole.
                """
        )

        @Argument(help: "The sealed archive.")
        var file: String

        @Option(help: ArgumentHelp("The ZIP file to write.", valueName: "path"))
        var to: String

        @Option(help: "A file with the passphrase, or - for standard input; asked for without it.")
        var passphraseFile: String?

        @Flag(help: "Replace a file that is there already.")
        var force = false

        func run() async throws {
            let passphrase = try SecretInput.passphrase(passphraseFile, question: "Passphrase of the archive: ")
            var count = 0
            do throws(SealedArchive.Fault) {
                var archive = try SealedArchive(file, passphrase: passphrase)
                let target: GrowingFile
                do { target = try GrowingFile(to, replaces: force) } catch { throw .system(error) }
                try archive.write { piece throws(SystemError) in
                    try target.write(piece)
                    count += piece.count
                }
                do { try target.finish() } catch { throw .system(error) }
            } catch {
                throw Self.failure(error, to)
            }
            Terminal.print("\(to): \(count) bytes written.")
        }

        private static func failure(_ fault: SealedArchive.Fault, _ target: String) -> CommandFailure {
            switch fault {
            case .system(let error) where error.code == EEXIST:
                .failed("\(target) is there already; name another file, or use --force.")
            case .system(let error): .failed("The file cannot be read or written: \(error.reason).")
            case .notSealed: .failed("This is no archive that was sealed with a passphrase.")
            case .wrongPassphrase: .failed("The passphrase is another one, or the start of the file was altered.")
            case .damaged(let count):
                .failed("The file is damaged or cut off after \(count) bytes of the archive; nothing was written.")
            }
        }
    }
}
