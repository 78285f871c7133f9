import ArgumentParser
import Composition

struct ReportCommand: AsyncParsableCommand {
    enum Name: String, ExpressibleByArgument, CaseIterable {
        case spending
        case cashFlow = "cash-flow"
        case balances
        case netWorth = "net-worth"
    }

    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print a report.",
        discussion: """
            EXAMPLE
              flowkeep report spending --by month,category --from 2026-01-01 --handle asha
            """
    )

    @Argument(help: "Which: \(Name.allValueStrings.joined(separator: ", ")).")
    var name: Name

    @OptionGroup var place: PlaceOptions
    @OptionGroup var credentials: CredentialOptions

    @Option(help: ArgumentHelp("One or two of month, category, account, payee, tag.", valueName: "axes"))
    var by: String?

    @Option(help: ArgumentHelp("First day, as 2026-01-31.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("Last day.", valueName: "day"))
    var to: String?

    @Option(help: "How it is printed: \(OutputFormat.allValueStrings.joined(separator: ", ")).")
    var format = OutputFormat.table

    func run() async throws {
        let query = QueryText.encode([("from", from), ("to", to), ("by", by)])
        try await VaultSession.run(place, credentials) { client throws(APIFailure) in
            let json = try await client.report(name.rawValue, query: query)
            switch format {
            case .json: Terminal.print(bytes: json + [UInt8(ascii: "\n")])
            case .table: Terminal.print(TableText.table(try ReportTable(json)))
            case .csv: Terminal.print(TableText.csv(try ReportTable(json)))
            }
        }
    }
}
