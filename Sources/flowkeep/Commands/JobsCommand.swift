import ArgumentParser
import Composition

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "Show and mend the work that is done in the background.",
        discussion: """
            EXAMPLE
              flowkeep jobs list
            """,
        subcommands: [List.self, Retry.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the jobs in the queue.",
            discussion: """
                EXAMPLE
                  flowkeep jobs list --format json

                A job is ready, running, waiting-for-opening (it needs its person's keys) or given-up. The exit status
                is 1 when one was given up.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            var givenUpCount = 0
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let jobs = try await client.jobs()
                givenUpCount = jobs.count { $0.state == "given-up" }
                switch format {
                case .json: Terminal.print("[\(jobs.map(Self.json).joined(separator: ","))]")
                case .text: Terminal.print(Self.text(jobs))
                }
            }
            guard givenUpCount == 0 else { throw ExitCode(CommandFailure.failedStatus) }
        }

        private static func text(_ jobs: [JobReply]) -> String {
            guard !jobs.isEmpty else { return "No jobs in the queue." }
            let header = ["Job", "Kind", "State", "Due", "Attempts", "Failure"]
            let rows = jobs.map { job in
                [job.id, job.kind, job.state, job.due ?? "", String(job.attempts), job.failure ?? ""]
            }
            return TableText.aligned([header] + rows)
        }

        private static func json(_ job: JobReply) -> String {
            var members = [("id", job.id), ("kind", job.kind), ("state", job.state), ("createdAt", job.createdAt)]
            if let due = job.due { members.append(("due", due)) }
            if let failure = job.failure { members.append(("failure", failure)) }
            return JSONText.object(members).dropLast() + ",\"attempts\":\(job.attempts)}"
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have a job tried again that was given up.",
            discussion: """
                EXAMPLE
                  flowkeep jobs retry 01hx…
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "The job, as flowkeep jobs list shows it.")
        var job: String

        func validate() throws {
            guard !job.isEmpty, job.utf8.allSatisfy({ $0.isLetterOrDigit }) else {
                throw ValidationError("\(job) is not the id of a job; flowkeep jobs list shows them.")
            }
        }

        func run() async throws {
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                try await client.retryJob(job)
            }
            Terminal.print("The job is tried again.")
        }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
