import ArgumentParser

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Check what the transparency log says, or ask the running server for it.",
        discussion: """
            EXAMPLE
              flowkeep log verify opening.tlog-proof --key 'money.example.org/log+5067d5f7+ASVD…'

            The log holds one leaf for each use of a key. Its format is C2SP's, so other tools read it as well.
            """,
        subcommands: [LogVerifyCommand.self, LogCheckpointCommand.self, LogProveCommand.self]
    )
}
