import ArgumentParser
import Assurance
import Composition

struct PromisesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promises",
        abstract: "Show each promise with the verdict of its check.",
        discussion: """
            EXAMPLE
              flowkeep promises TLS-1 LAW-3

            With a server running these are its own last checks, at most ten minutes old; without one, those that need
            no connection. A promise that is named also shows what was done and found. The exit status is 1 when one is
            broken or overdue.
            """
    )

    @OptionGroup var place: PlaceOptions

    @Argument(help: "Promises such as TLS-1; all when none is named.")
    var ids: [String] = []

    @Flag(help: "Check them now instead of showing the last run.")
    var now = false

    @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var format = ReplyFormat.text

    func validate() throws {
        for id in ids where PromiseID(rawValue: id.uppercased()) == nil {
            throw ValidationError("There is no promise \(id). The list without a name has all of them.")
        }
    }

    func run() async throws {
        let wanted = Set(ids.map { $0.uppercased() })
        var failedCount = 0
        try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
            if now { try await client.checkPromises() }
            let (json, all) = try await client.promises()
            let shown = all.filter { wanted.isEmpty || wanted.contains($0.id) }
            failedCount = shown.count { $0.verdict == "broken" || $0.verdict == "overdue" }
            switch format {
            case .json: Terminal.print(String(decoding: json, as: UTF8.self))
            case .text: print(shown, isDetailed: !wanted.isEmpty)
            }
        }
        guard failedCount == 0 else { throw ExitCode(CommandFailure.failedStatus) }
    }

    private func print(_ promises: [PromiseReply], isDetailed: Bool) {
        for promise in promises {
            let verdict = promise.verdict == "not-in-this-deployment" ? "not here" : promise.verdict
            Terminal.print(Self.padded(verdict, 9) + Self.padded(promise.id, 8) + promise.promise)
            guard isDetailed else { continue }
            if let reason = promise.reason { Terminal.print("         " + reason) }
            if let method = promise.method { Terminal.print("         " + method) }
            for evidence in promise.evidence { Terminal.print("         \(evidence.what): \(evidence.found)") }
        }
        let kept = promises.count { $0.verdict == "kept" }
        let absent = promises.count { $0.verdict == "not-in-this-deployment" }
        let rest = promises.count - kept - absent
        Terminal.print("\(kept) kept, \(rest) not kept, \(absent) not in this deployment")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
