import ArgumentParser
import Composition

struct WitnessCommand: SupervisedCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Cosign the checkpoints of others' logs, on a machine of your own.",
        discussion: """
            EXAMPLE
              flowkeep witness --state /var/lib/flowkeep-witness --name witness.example.org/w1 \\
                --log 'money.example.org/log+5067d5f7+ASVD…'

            Answers POST /add-checkpoint (C2SP tlog-witness). It cosigns only what continues the checkpoint that it
            cosigned last, so a log with a witness in other hands cannot tell two people two histories. At the first
            start it makes its key, and prints the public half for `flowkeep log verify --witness`. Without a
            certificate it listens on this machine only, for a proxy that speaks TLS.
            """
    )

    @Option(
        help: ArgumentHelp("Directory of its key and memory, in use by this witness alone.", valueName: "directory")
    )
    var state: String

    @Option(help: ArgumentHelp("Its name: its public address without https://.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("Public key of a log to watch; may be repeated.", valueName: "key"))
    var log: [String]

    @Option(help: ArgumentHelp("Numeric address and port; port 0 takes a free one.", valueName: "address:port"))
    var listen = "127.0.0.1:8482"

    @Option(help: ArgumentHelp("PEM certificate chain, for TLS.", valueName: "file"))
    var certificateFile: String?

    @Option(help: ArgumentHelp("PEM key of that certificate.", valueName: "file"))
    var certificateKeyFile: String?

    func run() async throws {
        let certificate: WitnessSettings.Certificate? =
            switch (certificateFile, certificateKeyFile) {
            case (nil, nil): nil
            case (let chain?, let key?): WitnessSettings.Certificate(chain: chain, key: key)
            default: throw CommandFailure.misuse("Give --certificate-file and --certificate-key-file together.")
            }
        let settings: WitnessSettings
        do {
            settings = try WitnessSettings(
                listen: listen,
                state: state,
                name: name,
                logs: log,
                certificate: certificate
            )
        } catch {
            throw CommandFailure.misuse(error.sentence)
        }
        try await WitnessProcess.run(settings) { Terminal.print($0) }
    }
}
