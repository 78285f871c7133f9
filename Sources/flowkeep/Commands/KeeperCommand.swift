import ArgumentParser
import Composition

struct KeeperCommand: SupervisedCommand {
    static let configuration = CommandConfiguration(
        commandName: "keeper",
        abstract: "Run the key service alone (what `serve` supervises).",
        discussion: """
            EXAMPLE
              flowkeep keeper --data /var/lib/flowkeep --root-key-file /etc/flowkeep/root-key
            """
    )

    @OptionGroup var place: PlaceOptions

    func run() async throws {
        try await KeeperProcess.run(try place.configuration(), environment: PlaceOptions.processEnvironment)
    }
}
