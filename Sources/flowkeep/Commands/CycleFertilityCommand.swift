import ArgumentParser
import Composition
import Cycle

struct CycleFertilityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fertility",
        abstract: "Read temperature and mucus or cervix of a cycle by the rules of the double check.",
        discussion: """
            EXAMPLE
              flowkeep cycle fertility cycle.json

            The file is {"previousCycles": [CYCLE…], "cycle": CYCLE}. Printed are the phases, what each sign says, and
            where nothing can be said, why. It is not contraception.
            """
    )

    @Argument(help: "A JSON file.")
    var file: String

    func run() async throws {
        let bytes = try CycleCommand.read(file, byteCountMaximum: FertilityFile.byteCountMaximum)
        let read: FertilityFile
        do throws(FertilityFileError) {
            read = try FertilityFile(parsing: bytes)
        } catch {
            let place = error.path.isEmpty ? "" : " at \(error.path)"
            throw CommandFailure.failed("\(file) cannot be read\(place): \(Self.sentence(error.reason))")
        }
        let check = DoubleCheck(read.chart, previous: read.previous)
        Terminal.print(String(decoding: FertilityJSON.object(check), as: UTF8.self))
    }

    private static func sentence(_ reason: FertilityFileError.Reason) -> String {
        switch reason {
        case .notJSON: "it is not JSON."
        case .shape: "it is not shaped as a cycle."
        case .tooLarge: "it is larger than any diary."
        case .empty: "a cycle has no days."
        case .date: "the date is no day of the calendar."
        case .dateTwice: "a day stands there twice."
        case .temperature: "the temperature is no temperature of a body."
        case .time: "the time is no time of a day."
        case .category: "the value is none that the sign has."
        case .exclude: "`exclude` is true or false."
        case .overlap: "two cycles overlap."
        }
    }
}
