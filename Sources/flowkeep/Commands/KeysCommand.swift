import ArgumentParser
import Composition

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Show and rotate the key-encryption keys of this installation.",
        discussion: """
            EXAMPLE
              flowkeep keys status

            Keys rotate by themselves every 90 days. Nobody need be present, and reads and writes go on.
            """,
        subcommands: [Status.self, Rotate.self, History.self]
    )

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the age of each key, its next rotation, and what is left of older ones.",
            discussion: """
                EXAMPLE
                  flowkeep keys status --format json
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let (json, keys, rewrap) = try await client.keys()
                switch format {
                case .json: Terminal.print(String(decoding: json, as: UTF8.self))
                case .text:
                    let header = ["Key", "Version", "Made", "Rotates", "Older versions"]
                    Terminal.print(TableText.aligned([header] + keys.map(Self.row)))
                    if let rewrap { Terminal.print(Self.sentence(rewrap)) }
                }
            }
        }

        private static func row(_ key: KeyReply) -> [String] {
            let old = key.old.map { old in
                if old.isNeededByBackup { return "\(old.version) (a backup needs it)" }
                return old.unusedSince == nil ? "\(old.version) (being replaced)" : "\(old.version) (unused)"
            }
            return [
                key.use, String(key.version), key.madeAt, key.rotatesAt ?? "never: the index of handles rests on it",
                old.isEmpty ? "none" : old.joined(separator: ", "),
            ]
        }

        private static func sentence(_ rewrap: RewrapReply) -> String {
            let counts = "\(rewrap.seen) records looked at, \(rewrap.rewrapped) sealed anew"
            let damage = rewrap.unreadable == 0 ? "" : ", \(rewrap.unreadable) do not open: run flowkeep doctor"
            if rewrap.state == "waiting", rewrap.seen == 0 {
                return "The next pass through the stores begins at \(rewrap.due ?? "the server's next start")."
            }
            return switch rewrap.state {
            case "running": "The re-wrap is running: \(counts)\(damage)."
            case "given-up": "The re-wrap was given up: \(counts)\(damage). See flowkeep jobs list."
            default: "The re-wrap goes on at \(rewrap.due ?? "the server's next start"): \(counts)\(damage)."
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the next version of keys now; all of them when none is named.",
            discussion: """
                EXAMPLE
                  flowkeep keys rotate vaults session

                What is stored is sealed under the new version in the background; flowkeep keys status shows how far
                it is. The old version is destroyed when nothing needs it any more. With trackers, every vault also
                gets new keys of its own, at its next opening.
                """
        )

        @OptionGroup var place: PlaceOptions

        @Argument(help: "Keys such as metadata, activity, files, vaults, backup, session, log, escrow; or trackers.")
        var uses: [String] = []

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let (json, rotated, renewsTrackers) = try await client.rotateKeys(uses)
                switch format {
                case .json: Terminal.print(String(decoding: json, as: UTF8.self))
                case .text:
                    for key in rotated { Terminal.print("\(key.use): version \(key.version) seals from now on") }
                    if renewsTrackers { Terminal.print("trackers: each vault gets new keys when it is opened next") }
                }
            }
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show all versions of keys, with those that were destroyed.",
            discussion: """
                EXAMPLE
                  flowkeep keys history
                """
        )

        @OptionGroup var place: PlaceOptions

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            try await VaultSession.connected(try place.configuration()) { client throws(APIFailure) in
                let (json, versions) = try await client.keyHistory()
                switch format {
                case .json: Terminal.print(String(decoding: json, as: UTF8.self))
                case .text:
                    let rows = versions.map { key in
                        [key.use, String(key.version), key.madeAt, key.retiredAt ?? "in use", key.destroyedAt ?? ""]
                    }
                    Terminal.print(TableText.aligned([["Key", "Version", "Made", "Retired", "Destroyed"]] + rows))
                }
            }
        }
    }
}
