import ArgumentParser
import Composition
import Cycle

struct CycleEvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure predictions on a table of cycles.",
        discussion: """
            EXAMPLE
              flowkeep cycle evaluate cycles.csv --min-history 3 --forget 0.08 --seed 1

            Lines are person,cycle,length[,ovulationDay], each person's cycles in order. A prediction sees that person's
            earlier rows and nothing else. Printed is a JSON object for each cycle that is predicted, then a summary
            beside other ways of predicting.
            """
    )

    private static let byteCountMaximum = 64 << 20

    @Argument(help: "A CSV file.")
    var file: String

    @Option(help: ArgumentHelp("Earlier cycles that a prediction needs.", valueName: "number"))
    var minHistory = 3

    @Option(help: ArgumentHelp("Share of period starts that the histories forget, 0 to 1.", valueName: "share"))
    var forget = 0.0

    @Option(help: ArgumentHelp("Which of them are forgotten.", valueName: "number"))
    var seed: UInt64 = 1

    func run() async throws {
        guard minHistory >= 1 else { throw CommandFailure.misuse("--min-history is 1 or more.") }
        guard (0...1).contains(forget) else { throw CommandFailure.misuse("--forget is a share from 0 to 1.") }
        let bytes = try CycleCommand.read(file, byteCountMaximum: Self.byteCountMaximum)
        let table: CycleTable
        do throws(CycleTableError) {
            table = try CycleTable(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw CommandFailure.failed("\(file), line \(error.line): \(Self.sentence(error.reason))")
        }
        let options = CycleEvaluation.Options(minimumHistory: minHistory, forget: forget, seed: seed)
        var targets: [EvaluatedTarget] = []
        CycleEvaluation.forEachTarget(table, options) { target in
            targets.append(target)
            Terminal.print(String(decoding: EvaluationJSON.line(target), as: UTF8.self))
        }
        Terminal.print(String(decoding: EvaluationJSON.line(EvaluationSummary(targets)), as: UTF8.self))
    }

    private static func sentence(_ reason: CycleTableError.Reason) -> String {
        switch reason {
        case .fieldCount: "a line has three or four fields: person,cycle,length[,ovulationDay]."
        case .person: "the person is missing."
        case .length: "the length is no whole number of 1 to 1,000 days."
        case .ovulationDay: "the ovulation day is no day of the cycle."
        case .tooManyRows: "the table has more than 1,000,000 lines."
        }
    }
}
