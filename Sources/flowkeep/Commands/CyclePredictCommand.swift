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
              flowkeep cycle predict --handle asha

            The median, the 50 % and 80 % intervals and the chance of each day: counted from the last start, or, of your
            diary, as days of the calendar with ovulation, what it rests on and what it asks. Estimates, and no
            contraception.
            """
    )

    @Option(help: ArgumentHelp("Lengths in days, oldest first, separated by commas.", valueName: "days,…"))
    var lengths: String?

    @OptionGroup var place: PlaceOptions

    @Option(help: ArgumentHelp("Your handle, to predict from your diary.", valueName: "handle"))
    var handle: String?

    @Option(help: ArgumentHelp("File that holds the passphrase; - reads standard input.", valueName: "file"))
    var passphraseFile: String?

    @Option(help: ArgumentHelp("Days since the last start, all of them without one.", valueName: "days"))
    var waited = 0

    func run() async throws {
        switch (lengths, handle) {
        case (let lengths?, nil): try printPrediction(of: lengths)
        case (nil, let handle?): try await printPrediction(ofDiaryOf: handle)
        case (nil, nil): throw CommandFailure.misuse("Name the --lengths of past cycles, or a --handle.")
        case (_?, _?): throw CommandFailure.misuse("Name either --lengths or a --handle.")
        }
    }

    private func printPrediction(ofDiaryOf handle: String) async throws {
        var credentials = CredentialOptions()
        credentials.handle = handle
        credentials.passphraseFile = passphraseFile
        let passphrase = try credentials.passphrase()
        let configuration = try place.configuration()
        try await VaultSession.connected(configuration) { client throws(APIFailure) in
            try await client.signIn(handle: handle, passphrase: passphrase)
            try await VaultSession.signedIn(client) { client throws(APIFailure) in
                Terminal.print(String(decoding: try await client.cyclePrediction(), as: UTF8.self))
            }
        }
    }

    private func printPrediction(of lengths: String) throws {
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
