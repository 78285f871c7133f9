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
              flowkeep promises --format oscal > assessment-results.json

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

    /// How the register is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, oscal
    }

    @Option(
        help: "How it is printed: table, json, or oscal (NIST OSCAL 1.2 assessment results of all promises)."
    )
    var format = Format.table

    func validate() throws {
        if format == .oscal, !ids.isEmpty {
            throw ValidationError("OSCAL results are of all promises: leave the names out.")
        }
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
            case .oscal: Terminal.print(String(decoding: try await client.assessmentResults(), as: UTF8.self))
            case .table: print(shown, isDetailed: !wanted.isEmpty)
            }
        }
        guard failedCount == 0 else { throw ExitCode(CommandFailure.failedStatus) }
    }

    private func print(_ promises: [PromiseReply], isDetailed: Bool) {
        for promise in promises {
            let verdict = promise.verdict == "not-in-this-deployment" ? "not here" : promise.verdict
            Terminal.print(Self.padded(verdict, 9) + Self.padded(promise.id, 8) + promise.promise)
            if !isDetailed, let warning = promise.warning { Terminal.print(Self.padded("", 17) + warning) }
            guard isDetailed else { continue }
            if let since = promise.since { Terminal.print("         Since \(since)") }
            if let reason = promise.reason { Terminal.print("         " + reason) }
            if let warning = promise.warning { Terminal.print("         " + warning) }
            if let method = promise.method { Terminal.print("         " + method) }
            for evidence in promise.evidence { Terminal.print("         \(evidence.what): \(evidence.found)") }
            for change in promise.changes { Terminal.print("         \(change.at): \(change.from), then \(change.to)") }
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
