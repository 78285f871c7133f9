import ArgumentParser
import Composition
import Primitives

struct CycleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cycle",
        abstract: "Predict cycles from a list, measure predictions on a table, read signs of fertility.",
        discussion: """
            EXAMPLE
              flowkeep cycle predict --lengths 28,31,27,29
              flowkeep cycle evaluate cycles.csv --forget 0.08

            Nothing is asked of a server, and nothing is kept. What is printed is JSON. None of it is contraception.
            """,
        subcommands: [CyclePredictCommand.self, CycleEvaluateCommand.self, CycleFertilityCommand.self]
    )

    /// - Throws: ``CommandFailure`` with a sentence when the file is not there, cannot be read or is longer.
    static func read(_ path: String, byteCountMaximum: Int) throws(CommandFailure) -> [UInt8] {
        do throws(SystemError) {
            if let bytes = try SmallFile.read(path, byteCountMaximum: byteCountMaximum) { return bytes }
        } catch {
            throw .failed("\(path) cannot be read (\(error.reason)).")
        }
        throw .failed("\(path) is not there.")
    }
}
