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
            Every day the newest is restored into a scratch place to see that it can be; `flowkeep backup drill` does so
            now. A drill needs the key service that runs here: restore one elsewhere now and then, too
            (`flowkeep backup restore --help`).
            """,
        subcommands: [Run.self, List.self, Verify.self, Drill.self, Copy.self, Restore.self, Delete.self]
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

                A restore needs the root key besides: its file (root-key-… in ~/.config/flowkeep, or where the setting
                `root-key-file` says), the passphrase or the officers' shares where it is locked, or AWS KMS where the
                key is there. Keep a copy of the file apart from this machine and from the backups: whoever has lost it
                has lost every backup, too.
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
                With --second it shows the copies in the second place.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(
            help: ArgumentHelp("Directory for backups (default: the setting backup-directory).", valueName: "directory")
        )
        var `in`: String?

        @Flag(help: "Show the copies in the second place.")
        var second = false

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let target = `in`.map(WholePath.of)
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let (json, backups) = second ? try await client.copies() : try await client.backups(in: target)
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

                Without a backup it is the newest whole one. With --second a copy is fetched from the second place and
                read, by the name that `list --second` shows. The exit status is 1 when anything is not as it was
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

        @Flag(help: "Fetch a copy from the second place and read that.")
        var second = false

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let (folder, target) = (backup.map(WholePath.of), `in`.map(WholePath.of))
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let progress = BackupProgressBar("verify")
                let (json, checked) =
                    second
                    ? try await client.checkCopy(backup) { progress.show($0) }
                    : try await client.checkBackup(folder, in: target) { progress.show($0) }
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

                WHAT YOU NEED
                  The backup, keeper's own backup (the folder keys-… beside it, or where `keeper-backup-directory` said:
                  name it with --keys), and the root key that its server had. Nothing less opens a backup.
                  - A root key file: name it with --root-key-file.
                  - One under a passphrase: the file, and the passphrase, which is asked for or read from
                    --passphrase-file.
                  - One that officers share: the file, and the shares of as many officers as open it:
                    --share for each.
                  The file of one that is locked is in keeper's own backup as well, and put back from there.
                  - A key in AWS KMS: --key-service aws, --key-service-key and the credentials that the server had.

                A backup whose log is older than what was published is refused; --older-log restores it all the same,
                and the first entry of the restored log says so.

                FROM THE SECOND PLACE
                  flowkeep backup restore --from second --backup-second s3://copies/flowkeep --keys … --data … \\
                    --root-key-file …
                  fetches the newest whole copy, and restores that; --from second:NAME another one. What was fetched
                  lies beside the data directory until it is restored, and a fetch that was cut off goes on. Keeper's
                  own backup is not in the second place.

                Everything is checked before the directory takes its place; until then nothing is there. Everybody
                signs in anew afterwards. The transparency log goes on under a new key, and its first entry says so:
                tell whoever runs a witness for it (docs/operating/transparency-log.md).
                """
        )

        @OptionGroup var place: PlaceOptions

        @OptionGroup var second: SecondOptions

        @Option(help: ArgumentHelp("The folder of a backup; `second`, or `second:NAME`.", valueName: "backup"))
        var from: String

        @Option(
            help: ArgumentHelp(
                "Directory of keeper's own backup (default: beside the backup, and keeper-backup-directory).",
                valueName: "directory"
            )
        )
        var keys: String?

        @Option(
            help: ArgumentHelp(
                "A checkpoint of the log as it was published; several times. Those beside backups are known.",
                valueName: "file"
            )
        )
        var published: [String] = []

        @Flag(help: "Restore although more of the log was published than the backup holds.")
        var olderLog = false

        @Option(help: ArgumentHelp("File that holds the root key's passphrase; - reads it.", valueName: "file"))
        var passphraseFile: String?

        @Option(help: ArgumentHelp("File that holds an officer's share; several times.", valueName: "file"))
        var share: [String] = []

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let progress = BackupProgressBar("restore")
            let configuration = try place.configuration(adding: second.flags)
            let environment = PlaceOptions.processEnvironment
            let fetched = try await fetch(configuration, progress)
            let folder = fetched?.folder ?? WholePath.of(from)
            let keys = keys.map(WholePath.of)
            let restored: RestoredBackup
            do {
                let brought = try RestoredBackup.bringRootKey(
                    of: folder,
                    keys: keys,
                    configuration,
                    environment: environment
                )
                if let brought { Terminal.error("The root key file is put back, locked as it was: \(brought)") }
                let lock = try RestoredBackup.lock(of: folder, configuration, environment: environment)
                restored = try await RestoredBackup.make(
                    configuration,
                    environment: environment,
                    from: folder,
                    answer: try answer(for: lock),
                    options: RestoreOptions(
                        keys: keys,
                        published: published.map(WholePath.of),
                        mayLeaveOut: olderLog
                    )
                ) { progress.show($0) }
            } catch let error as RestoreError {
                throw CommandFailure.failed(error.sentence)
            }
            progress.end()
            fetched?.remove()
            switch format {
            case .json: Terminal.print(JSONText.object([("id", restored.id), ("madeAt", restored.madeAt)]))
            case .text:
                Terminal.print("Restored as of \(restored.madeAt). Start it with `flowkeep serve`.")
                Terminal.print("Everybody signs in anew; what came after that time is not in it.")
            }
        }

        /// Nil where the backup is here.
        private func fetch(
            _ configuration: Configuration,
            _ progress: BackupProgressBar
        ) async throws -> FetchedBackup? {
            guard from == "second" || from.hasPrefix("second:") else { return nil }
            let name = from == "second" ? nil : String(from.dropFirst("second:".count))
            do {
                return try await FetchedBackup.fetch(
                    configuration,
                    environment: PlaceOptions.processEnvironment,
                    name: name
                ) { progress.show($0) }
            } catch { throw CommandFailure.failed(error.sentence) }
        }

        private func answer(for lock: RootKeyOperator.Lock?) throws(CommandFailure) -> RootKeyOperator.Answer {
            switch lock {
            case nil, .file: return .nothing
            case .passphrase:
                guard share.isEmpty else {
                    throw .misuse("This root key has a passphrase and no shares; use --passphrase-file.")
                }
                return .passphrase(try SecretInput.passphrase(passphraseFile))
            case .shares(let threshold, let count):
                guard passphraseFile == nil else {
                    throw .misuse("This root key has shares and no passphrase; use --share.")
                }
                var texts: [[UInt8]] = []
                for path in share { texts.append(try SecretInput.file(path, "--share")) }
                guard texts.count < threshold else { return .shares(texts) }
                guard SecretInput.canAsk else {
                    throw .failed(
                        "The root key is shared: it takes the shares of \(threshold) of \(count) officers, and "
                            + "\(texts.count) came. Give --share once for each."
                    )
                }
                for number in texts.count..<threshold {
                    Terminal.error("Share \(number + 1) of the \(threshold) that open the root key:")
                    texts.append(try SecretInput.typedShare())
                }
                return .shares(texts)
            }
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete",
            abstract: "Delete a backup, and let go of the keys that were kept for it.",
            discussion: """
                EXAMPLE
                  flowkeep backup delete 20261121T131500Z-3f7k…9q

                The name is one that `flowkeep backup list` shows. Of one whose folder is gone already, only the keys
                are let go. Backups in the setting `backup-directory` are deleted by themselves after `backup-days`.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "The name of a backup.")
        var name: String

        @Option(
            help: ArgumentHelp("Where it lies (default: the setting backup-directory).", valueName: "directory")
        )
        var `in`: String?

        @Flag(help: "Delete it also when it is the newest whole one there.")
        var evenNewest = false

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let target = `in`.map(WholePath.of)
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let json = try await client.deleteBackup(name, in: target, evenNewest: evenNewest)
                switch format {
                case .json: Terminal.print(bytes: json)
                case .text: Terminal.print("Backup \(name) is deleted.")
                }
            }
        }
    }
}
