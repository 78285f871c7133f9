import ArgumentParser
import Composition
import Foundation

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Make, list, check and restore sealed backups.",
        discussion: """
            EXAMPLE
              flowkeep backup run --to /mnt/backup/flowkeep

            A backup holds everything but the root key, which must be kept elsewhere: without it nothing opens a backup.
            """,
        subcommands: [Run.self, List.self, Verify.self, Restore.self]
    )

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run",
            abstract: "Make a backup now, while the server runs or not.",
            discussion: """
                EXAMPLE
                  flowkeep backup run --to /mnt/backup/flowkeep

                The directory must be yours alone (mode 0700) and outside the data directory, best on another disk.
                Without --to it is the setting `backup-directory`.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(help: ArgumentHelp("Directory for backups.", valueName: "directory"))
        var to: String?

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let target = to.map(WholePath.of)
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let progress = BackupProgressBar("backup")
                let (json, backup) = try await client.makeBackup(in: target) { progress.show($0) }
                progress.end()
                switch format {
                case .json: Terminal.print(bytes: json)
                case .text:
                    Terminal.print("Backup \(backup.name) is whole: \(ByteCountText.of(backup.byteCount ?? 0)).")
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show the backups in a directory, oldest first.",
            discussion: """
                EXAMPLE
                  flowkeep backup list --in /mnt/backup/flowkeep

                Whole means that the sealed manifest opens and every file has its length; `verify` reads them through.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(
            help: ArgumentHelp("Directory for backups (default: the setting backup-directory).", valueName: "directory")
        )
        var `in`: String?

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let target = `in`.map(WholePath.of)
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let (json, backups) = try await client.backups(in: target)
                switch format {
                case .json: Terminal.print(bytes: json)
                case .text:
                    if backups.isEmpty { Terminal.print("There are no backups there.") }
                    for backup in backups {
                        let size = backup.byteCount.map(ByteCountText.of) ?? "-"
                        Terminal.print("\(backup.name)  \(size)  \(backup.fault ?? "whole")")
                    }
                }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Read a backup through: every chunk, the manifest, and the stores in it.",
            discussion: """
                EXAMPLE
                  flowkeep backup verify /mnt/backup/flowkeep/20261121T131500Z-…

                Without a backup it is the newest whole one. The exit status is 1 when anything is not as it was
                written.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "The folder of a backup.")
        var backup: String?

        @Option(
            help: ArgumentHelp("Where the newest is looked for (default: backup-directory).", valueName: "directory")
        )
        var `in`: String?

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let (folder, target) = (backup.map(WholePath.of), `in`.map(WholePath.of))
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let progress = BackupProgressBar("verify")
                let (json, checked) = try await client.checkBackup(folder, in: target) { progress.show($0) }
                progress.end()
                switch format {
                case .json: Terminal.print(bytes: json)
                case .text:
                    Terminal.print("Backup \(checked.name) is whole, and every store in it is sound.")
                }
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            abstract: "Make a data directory of a backup; it must not be there yet, or be empty.",
            discussion: """
                EXAMPLE
                  flowkeep backup restore --from /mnt/backup/flowkeep/20261121T131500Z-… --data /var/lib/flowkeep \\
                    --root-key-file /etc/flowkeep/root-key

                Everything is checked before the directory takes its place. Everybody signs in anew afterwards.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(help: ArgumentHelp("The folder of a backup.", valueName: "backup"))
        var from: String

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let progress = BackupProgressBar("restore")
            let restored: RestoredBackup
            do {
                restored = try await RestoredBackup.make(
                    try place.configuration(),
                    environment: PlaceOptions.processEnvironment,
                    from: WholePath.of(from)
                ) { progress.show($0) }
            } catch let error as RestoreError {
                throw CommandFailure.failed(error.sentence)
            }
            progress.end()
            switch format {
            case .json: Terminal.print(JSONText.object([("id", restored.id), ("madeAt", restored.madeAt)]))
            case .text: Terminal.print("Restored as of \(restored.madeAt). Start it with `flowkeep serve`.")
            }
        }
    }
}
