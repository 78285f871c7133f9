import ArgumentParser
import Composition
import Primitives

struct AddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add what one line says, and show what was understood.",
        discussion: """
            EXAMPLE
              flowkeep add "groceries 640.50 + 30 #home" --handle asha
            """
    )

    @Argument(help: ArgumentHelp("What happened, in your words.", valueName: "line"))
    var line: String

    @OptionGroup var place: PlaceOptions
    @OptionGroup var credentials: CredentialOptions

    @Flag(help: "Only show what would be added.")
    var dryRun = false

    @Option(help: "How the answer is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var format = ReplyFormat.text

    func run() async throws {
        var questions: [String] = []
        try await VaultSession.run(place, credentials) { client throws(APIFailure) in
            let (json, reply) = try await client.quickAdd(
                line,
                isDryRun: dryRun,
                today: SystemClock.today().iso,
                idempotencyKey: VaultSession.idempotencyKey()
            )
            questions = reply.questions
            switch format {
            case .json: Terminal.print(bytes: json + [UInt8(ascii: "\n")])
            case .text: show(reply)
            }
        }
        // A line that leaves a question open was not added: a script must notice.
        guard questions.isEmpty else { throw ExitCode(CommandFailure.failedStatus) }
    }

    private func show(_ reply: QuickAddReply) {
        for part in reply.parts {
            let subject = part.text.isEmpty ? "assumed" : "“\(part.text)”"
            Terminal.print("\(subject): \(part.meaning) \(part.value) (\(part.reason))")
        }
        for question in reply.questions { Terminal.error(question) }
        Terminal.print(reply.wasAdded ? "Added." : dryRun && reply.questions.isEmpty ? "Would be added." : "Not added.")
    }
}
