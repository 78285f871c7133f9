import ArgumentParser
import Composition

struct KeeperCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keeper",
        abstract: "Run the key service alone (what `serve` supervises), or lock, share and open its root key.",
        discussion: """
            EXAMPLE
              flowkeep keeper split --shares 5 --threshold 2 --to /media/stick
              flowkeep keeper unlock --share /media/stick/share-2-of-5.txt
            """,
        subcommands: [
            KeeperRunCommand.self, KeeperProtectCommand.self, KeeperSplitCommand.self, KeeperUnlockCommand.self,
            KeeperStatusCommand.self,
        ],
        defaultSubcommand: KeeperRunCommand.self
    )
}

struct KeeperRunCommand: SupervisedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the key service alone (what `serve` supervises).",
        discussion: """
            EXAMPLE
              flowkeep keeper --data /var/lib/flowkeep --root-key-file /etc/flowkeep/root-key

            With --listen it also answers requests over TCP on this machine that are signed as those to AWS KMS are,
            by the access keys of --callers-file (a section for each caller, as in AWS's credentials file; mode 0600).
            """
    )

    @OptionGroup var place: PlaceOptions

    @Option(help: ArgumentHelp("Loopback address and port for signed requests.", valueName: "address:port"))
    var listen: String?

    @Option(help: ArgumentHelp("Access keys of those who sign requests.", valueName: "file"))
    var callersFile: String?

    func run() async throws {
        try await KeeperProcess.run(
            try place.configuration(),
            environment: PlaceOptions.processEnvironment,
            network: try network()
        )
    }

    private func network() throws(CommandFailure) -> KeeperNetwork? {
        switch (listen, callersFile) {
        case (nil, nil): return nil
        case (let listen?, let callersFile?):
            guard let network = KeeperNetwork(listen: listen, callersFile: callersFile) else {
                throw .misuse("Give --listen a loopback address and a port, such as 127.0.0.1:8181.")
            }
            return network
        default: throw .misuse("Give --listen and --callers-file together.")
        }
    }
}
