import ArgumentParser
import Composition

extension BackupCommand {
    struct Drill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drill",
            abstract: "Restore the newest backup into a scratch place, and open a vault in it.",
            discussion: """
                EXAMPLE
                  flowkeep backup drill

                The newest whole backup is restored below `run/` of the data directory, with the keys of the running
                installation. Its stores are checked, and the canary vault, which nobody has an account for, is opened
                as a person's would be and compared with what it said when the backup was made. What was restored is
                removed again. The server does this once a day by itself; the exit status is 1 when anything did not
                come back.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(
            help: ArgumentHelp("Where the newest is looked for (default: backup-directory).", valueName: "directory")
        )
        var `in`: String?

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let target = `in`.map(WholePath.of)
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let progress = BackupProgressBar("drill")
                let (json, drilled) = try await client.drillBackup(in: target) { progress.show($0) }
                progress.end()
                switch format {
                case .json: Terminal.print(bytes: json)
                case .text: Terminal.print(Self.text(drilled))
                }
            }
        }

        private static func text(_ drilled: BackupReply) -> String {
            let minutes = (drilled.ageSeconds ?? 0) / 60
            return "Backup \(drilled.name) came back: \(ByteCountText.of(drilled.byteCount ?? 0)), "
                + "\(minutes / 60) h \(minutes % 60) min old, in \(drilled.seconds ?? 0) s. Its stores are sound, and "
                + "the canary vault in it opened and says what it should."
        }
    }
}
