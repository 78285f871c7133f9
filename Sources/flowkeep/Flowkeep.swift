import ArgumentParser

/// The one program: what people type, and what `serve` supervises.
struct Flowkeep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flowkeep",
        abstract: "One private place for your money, on your own machine.",
        discussion: """
            EXAMPLE
              flowkeep serve
              flowkeep add "coffee 120 yesterday upi" --handle asha

            Exit status: 0 done, 1 failed, 2 the command line was not understood.
            """,
        subcommands: [
            ServeCommand.self, AccountCommand.self, AddCommand.self, ImportCommand.self, ExportCommand.self,
            ArchiveCommand.self,
            ReportCommand.self, DemoCommand.self, DoctorCommand.self, PromisesCommand.self, RecordCommand.self,
            CycleCommand.self, LogCommand.self, WitnessCommand.self, JobsCommand.self, KeysCommand.self,
            BackupCommand.self, TokenCommand.self, KeeperCommand.self, StaffCommand.self, DeployCommand.self,
            AppCommand.self, TrustCommand.self,
        ]
    )
}
