import ArgumentParser
import Composition
import Glibc

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve pages and API, and supervise the processes behind them.",
        discussion: """
            EXAMPLE
              flowkeep serve --data /var/lib/flowkeep --name money.example.org --host 0.0.0.0 --port 443

            SIGTERM or Ctrl-C stops it after the answers in flight; SIGHUP replaces the app instance without dropping a
            connection.
            """
    )

    @OptionGroup var options: ServerOptions

    func run() throws {
        let configuration = try options.configuration()
        let status = try ServerProcess.run(
            configuration,
            environment: PlaceOptions.processEnvironment,
            say: { Terminal.print($0) },
            note: { Terminal.error($0) }
        )
        throw ExitCode(status)
    }
}
