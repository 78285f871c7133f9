import ArgumentParser
import Composition

struct TrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Show what this copy of Flowkeep does with personal data.",
        discussion: """
            EXAMPLE
              flowkeep trust processing
            """,
        subcommands: [TrustProcessingCommand.self]
    )
}

struct TrustProcessingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "processing",
        abstract: "Print the record of processing (GDPR, Article 30).",
        discussion: """
            EXAMPLE
              flowkeep trust processing
              flowkeep trust processing --format json > processing.json

            It is made from the program itself: its purposes with their notices, its kinds of record with how long each
            is kept, and its promises. The same stands on /trust/processing.
            """
    )

    @OptionGroup var place: PlaceOptions

    @Option(help: "How it is printed: text or json.")
    var format = ReplyFormat.text

    func run() async throws {
        try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
            let (json, record) = try await client.processingRecord()
            if format == .json {
                Terminal.print(String(decoding: json, as: UTF8.self))
            } else {
                print(record)
            }
        }
    }

    private func print(_ record: ProcessingReply) {
        Terminal.print("Of whom: \(record.subjects)")
        Terminal.print("Who gets it: \(record.recipients)")
        Terminal.print("Other countries: \(record.transfers)")
        Terminal.print("\nWhat is done")
        for use in record.purposes {
            Terminal.print("  \(use.purpose): \(use.reason)")
            Terminal.print("    used: \(use.used)")
            Terminal.print("    kept: \(use.kept)")
            Terminal.print("    seen by: \(use.seen)")
            Terminal.print("    on whose word: \(use.basis)")
        }
        Terminal.print("\nWhat is stored")
        for holding in record.holdings {
            Terminal.print("  \(holding.what)")
            Terminal.print("    of a person: \(holding.personal ?? "nothing")")
            Terminal.print("    kept: \(holding.kept)")
        }
        Terminal.print("\nWhat protects it: \(record.measures.joined(separator: ", ")) (flowkeep promises)")
    }
}
