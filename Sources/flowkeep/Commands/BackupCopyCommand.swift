import ArgumentParser
import Composition

extension BackupCommand {
    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "copy",
            abstract: "Copy to the second place what is not there yet.",
            discussion: """
                EXAMPLE
                  flowkeep backup copy

                The second place is the setting `backup-second`: a directory of another machine, or a bucket of another
                account. The server copies each backup by itself soon after it is made; what was cut off goes on.
                Nothing there is ever written over or deleted by this program: how long copies stay is the place's own
                matter.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let progress = BackupProgressBar("copy")
                let (json, copied) = try await client.copyBackups { progress.show($0) }
                progress.end()
                switch format {
                case .json: Terminal.print(bytes: json)
                case .text:
                    if copied.isEmpty { Terminal.print("Everything was there already.") }
                    for name in copied { Terminal.print("\(name) is copied.") }
                }
            }
        }
    }
}
