import ArgumentParser
import Composition
import Cycle

struct CyclePredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict the next starts from the lengths of past cycles.",
        discussion: """
            EXAMPLE
              flowkeep cycle predict --lengths 28,31,27,29 --waited 12

            The median, the 50 % and 80 % intervals and the chance of each day, counted from the last start.
            """
    )

    @Option(help: ArgumentHelp("Lengths in days, oldest first, separated by commas.", valueName: "days,…"))
    var lengths: String

    @Option(help: ArgumentHelp("Days since the last start, all of them without one.", valueName: "days"))
    var waited = 0

    func run() async throws {
        let read = lengths.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard !read.contains(nil) else {
            throw CommandFailure.misuse("--lengths takes whole numbers of days, such as 28,31,27.")
        }
        let prediction: LengthPrediction
        do throws(PredictionRefusal) {
            prediction = try LengthPrediction(read.compactMap(\.self), waited: waited)
        } catch {
            throw Self.failure(error)
        }
        Terminal.print(String(decoding: LengthPredictionJSON.object(prediction), as: UTF8.self))
    }

    private static func failure(_ refusal: PredictionRefusal) -> CommandFailure {
        switch refusal {
        case .tooFewCycles(let have, let need):
            .failed("\(have) cycles of 10 to 180 days are too few to say anything; \(need) are needed.")
        case .tooLongAgo(let days): .failed("The last start is \(days) days ago: too long to say anything.")
        case .pregnant, .noStart, .startInFuture, .modeChanged: .failed("Nothing can be said of these.")
        }
    }
}
