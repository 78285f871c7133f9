import ArgumentParser
import Composition

struct LogVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check proof files with nothing but the files and the log's public key.",
        discussion: """
            EXAMPLE
              flowkeep log verify opening.tlog-proof --key 'money.example.org/log+5067d5f7+ASVD…' \\
                --witness 'witness.example/w1+858ecd0c+BBdF…' --quorum 1

            Each FILE is a proof file, a checkpoint, or a consistency file that `flowkeep log prove --from SIZE` made.
            Nothing is asked of any server. Two checkpoints of different sizes can only be compared with a consistency
            proof: from --consistency, or made here from a copy of the log's tiles (--tiles). The exit status is 1 when
            anything does not verify.
            """
    )

    @Argument(help: "Files to check.")
    var files: [String]

    @Option(help: ArgumentHelp("The log's public key, name+id+base64; its name is the log's.", valueName: "key"))
    var key: String

    @Option(help: ArgumentHelp("Public key of a witness whose cosignature counts; may be repeated.", valueName: "key"))
    var witness: [String] = []

    @Option(help: ArgumentHelp("How many of these witnesses each checkpoint takes.", valueName: "number"))
    var quorum = 0

    @Option(help: ArgumentHelp("Entry that a proof file without an event is for.", valueName: "hexadecimal"))
    var entry: String?

    @Option(
        help: ArgumentHelp(
            "Older proof file or checkpoint that must be of one history with the others; may be repeated.",
            valueName: "file"
        )
    )
    var consistentWith: [String] = []

    @Option(help: ArgumentHelp("Consistency file between two of the sizes; may be repeated.", valueName: "file"))
    var consistency: [String] = []

    @Option(help: ArgumentHelp("Copy of the log's files, to make consistency proofs from.", valueName: "directory"))
    var tiles: String?

    @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var format = ReplyFormat.text

    func run() async throws {
        let verifier: LogVerifier
        do {
            verifier = try LogVerifier(logKey: key, witnesses: witness, quorum: quorum, entry: entry)
        } catch {
            throw CommandFailure.misuse(error.sentence)
        }
        let read =
            files.map(LogFile.read) + consistentWith.map(LogFile.toCompare) + consistency.map(LogFile.consistency)
        let report = await verifier.verify(read, tiles: tiles.map { DirectoryTileSource($0) })
        switch format {
        case .json: Terminal.print(String(decoding: report.json, as: UTF8.self))
        case .text: Terminal.print(report.text)
        }
        guard report.isVerified else { throw ExitCode(CommandFailure.failedStatus) }
    }
}
