import ArgumentParser
import Composition

struct LogCheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Print the newest checkpoint of this installation's log.",
        discussion: """
            EXAMPLE
              flowkeep log checkpoint > today.checkpoint

            Keep it elsewhere: a later checkpoint can be compared with it (`flowkeep log verify --consistent-with`).
            """
    )

    @OptionGroup var place: PlaceOptions

    @Flag(help: "Print the log's public key instead.")
    var key = false

    @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var format = ReplyFormat.text

    func run() async throws {
        try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
            let text =
                key ? try await client.logKey() : String(decoding: try await client.logCheckpoint(), as: UTF8.self)
            switch format {
            case .json: Terminal.print(JSONText.object([(key ? "key" : "checkpoint", text)]))
            case .text: Terminal.print(text)
            }
        }
    }
}
