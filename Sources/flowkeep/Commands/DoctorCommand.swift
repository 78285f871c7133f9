import ArgumentParser
import Composition

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is missing, damaged or unsafe here, and how to mend it.",
        discussion: """
            EXAMPLE
              flowkeep doctor --data /var/lib/flowkeep

            The last line is `consistent` when nothing is broken. Files, journals and the transparency log are checked
            without a key. A running server is asked to open every sealed record, too; where none runs, --with-keys
            starts the key service for that. Nothing is changed, but each use of a key is an entry in the log.
            """
    )

    @OptionGroup var place: PlaceOptions

    @Flag(help: "Open every sealed record, although no server runs.")
    var withKeys = false

    @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var format = ReplyFormat.text

    func run() async throws {
        let findings = await Doctor.examine(
            try place.configuration(),
            environment: PlaceOptions.processEnvironment,
            startsKeyService: withKeys
        )
        let brokenCount = findings.count { $0.verdict == .broken }
        switch format {
        case .json:
            let items = findings.map { finding in
                JSONText.object([
                    ("id", finding.id), ("verdict", finding.verdict.rawValue), ("sentence", finding.sentence),
                ])
            }
            Terminal.print("{\"consistent\":\(brokenCount == 0),\"findings\":[\(items.joined(separator: ","))]}")
        case .text:
            for finding in findings {
                let verdict = finding.verdict.rawValue
                Terminal.print(verdict + String(repeating: " ", count: 9 - verdict.count) + finding.sentence)
            }
            Terminal.print(brokenCount == 0 ? "consistent" : "\(brokenCount) to mend")
        }
        guard brokenCount == 0 else { throw ExitCode(CommandFailure.failedStatus) }
    }
}
