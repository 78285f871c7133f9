import ArgumentParser
import Composition

struct AppCommand: SupervisedCommand {
    static let configuration = CommandConfiguration(
        commandName: "app",
        abstract: "Run one app instance alone (what `serve` supervises).",
        discussion: """
            EXAMPLE
              flowkeep app --data /var/lib/flowkeep
            """
    )

    @OptionGroup var options: ServerOptions

    func run() async throws {
        try await AppProcess.run(try options.configuration(), environment: PlaceOptions.processEnvironment)
    }
}
