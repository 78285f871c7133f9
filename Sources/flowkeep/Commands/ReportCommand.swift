import ArgumentParser
import Composition

struct ReportCommand: AsyncParsableCommand {
    enum Name: String, ExpressibleByArgument, CaseIterable {
        case spending, pivot
        case incomeStatement = "income-statement"
        case calendar
        case cashFlow = "cash-flow"
        case balances
        case netWorth = "net-worth"
        case budget
        case forecast
    }

    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print a report.",
        discussion: """
            EXAMPLE
              flowkeep report spending --by month,category --from 2026-01-01 --handle asha
              flowkeep report income-statement --from 2026-01-01 --to 2026-06-30 --compare year-before --handle asha
              flowkeep report pivot --measure kept --by account,month --search '#trip -is:transfer' --handle asha
              flowkeep report forecast --days 180 --handle asha

            A budget is shown in the period that --on is in. The forecast says what is in each account today, at its
            lowest, and at the end.
            """
    )

    @Argument(help: "Which: \(Name.allValueStrings.joined(separator: ", ")).")
    var name: Name

    @OptionGroup var place: PlaceOptions
    @OptionGroup var credentials: CredentialOptions

    @Option(help: ArgumentHelp("One or two of month, category, account, payee, tag, person.", valueName: "axes"))
    var by: String?

    @Option(help: "What a pivot or calendar adds up: spending, income, kept.")
    var measure: String?

    @Option(help: "What an income statement stands beside: before, year-before.")
    var compare: String?

    @Option(
        help: ArgumentHelp(
            "Only what a search finds; what can be typed stands in docs/spec/search.md.",
            valueName: "text"
        )
    )
    var search: String?

    @Option(help: ArgumentHelp("First day, as 2026-01-31.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("Last day.", valueName: "day"))
    var to: String?

    @Option(help: ArgumentHelp("For budget: a day of the period, today by itself.", valueName: "day"))
    var on: String?

    @Option(help: ArgumentHelp("For forecast: how far to look, 90 by itself.", valueName: "count"))
    var days: Int?

    @Option(help: "How it is printed: \(OutputFormat.allValueStrings.joined(separator: ", ")).")
    var format = OutputFormat.table

    func run() async throws {
        let query = QueryText.encode([
            ("from", from), ("to", to), ("by", by), ("measure", measure), ("compare", compare), ("q", search),
            ("on", on), ("days", days.map(String.init)),
        ])
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
