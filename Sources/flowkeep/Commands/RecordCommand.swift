import ArgumentParser
import Assurance
import Composition
import Primitives

struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record that somebody saw to a promise that people keep, or list what was recorded.",
        discussion: """
            EXAMPLE
              flowkeep record FND-1 --owner "Asha Rao" --date 2026-11-03 --due 2027-11-03 \\
                --note "Penetration test by Example Ltd; two medium findings, both mended."
              flowkeep record list

            A record is public: it stands on /trust, with its owner and both dates. The promise counts as kept until
            the due date, warns for two weeks before it, and is overdue after it.
            """,
        subcommands: [Add.self, List.self],
        defaultSubcommand: Add.self
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Record that somebody saw to a promise.",
            discussion: """
                EXAMPLE
                  flowkeep record POL-5 --owner "Asha Rao" --date 2026-11-03 --due 2027-05-03 \\
                    --note "Documents and tests read through." --link https://example.org/quality
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "A promise such as POL-5.")
        var promise: String

        @Option(help: "Who answers for it; published.")
        var owner: String

        @Option(help: "The day it was done, as 2026-11-03.")
        var date: String

        @Option(help: "The last day for which it counts.")
        var due: String

        @Option(help: "What was done, in one line; published.")
        var note: String

        @Option(help: "A page with more: a path of the site, or an https address.")
        var link: String?

        @Option(help: "How the answer is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func validate() throws {
            guard PromiseID(rawValue: promise.uppercased()) != nil else {
                throw ValidationError("There is no promise \(promise). `flowkeep promises` lists them all.")
            }
            for (name, day) in [("--date", date), ("--due", due)] where CalendarDay(iso: day) == nil {
                throw ValidationError("\(name) is a day such as 2026-11-03.")
            }
        }

        func run() async throws {
            guard let id = PromiseID(rawValue: promise.uppercased()) else { return }  // validated
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let json = try await client.record(id, owner: owner, date: date, due: due, note: note, link: link)
                switch format {
                case .json: Terminal.print(String(decoding: json, as: UTF8.self))
                case .text: Terminal.print("\(id.rawValue) is recorded and public; due again by \(due).")
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List every record, oldest first.",
            discussion: """
                EXAMPLE
                  flowkeep record list --format json
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let (json, records) = try await client.promiseRecords()
                switch format {
                case .json: Terminal.print(String(decoding: json, as: UTF8.self))
                case .text:
                    if records.isEmpty { Terminal.print("Nothing was recorded yet.") }
                    for record in records {
                        let id = record.promise + String(repeating: " ", count: max(1, 8 - record.promise.count))
                        Terminal.print("\(id)\(record.date)  due \(record.due)  \(record.owner): \(record.note)")
                        if let link = record.link { Terminal.print("        \(link)") }
                    }
                }
            }
        }
    }
}
