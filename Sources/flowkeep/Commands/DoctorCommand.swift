import ArgumentParser
import Composition

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is missing or unsafe here, and how to mend it. Changes nothing.",
        discussion: """
            EXAMPLE
              flowkeep doctor --data /var/lib/flowkeep

            The last line is `consistent` when nothing is broken. The journals of all vaults are checked without a key.
            """
    )

    @OptionGroup var place: PlaceOptions

    @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var format = ReplyFormat.text

    func run() async throws {
        let findings = await Doctor.examine(
            try place.configuration(),
            environment: PlaceOptions.processEnvironment
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
