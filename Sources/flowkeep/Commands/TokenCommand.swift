import ArgumentParser
import Composition

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make, list or revoke API tokens: a part of what you may do, for a program and for some time.",
        discussion: """
            EXAMPLE
              flowkeep token make "Phone shortcut" --scope money-add --handle asha
              flowkeep token list --handle asha

            A token that only adds holds no key: it reads nothing, and what it adds waits until you open your vault.
            """,
        subcommands: [Make.self, List.self, Revoke.self]
    )

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make",
            abstract: "Make a token and print it, this once.",
            discussion: """
                EXAMPLE
                  flowkeep token make "Dashboard" --scope money-read --days 30 --handle asha
                """
        )

        @Argument(help: "What it is for, in your words.")
        var name: String

        @Option(
            name: .customLong("scope"),
            help:
                "What it may do: money-add, money-read, money-write, diary-add, diary-read or diary-write. Repeatable."
        )
        var scopes: [String]

        @Option(help: "For how many days, 1 to 365.")
        var days = 90

        @OptionGroup var place: PlaceOptions
        @OptionGroup var credentials: CredentialOptions

        @Option(help: "How the answer is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func validate() throws {
            guard !scopes.isEmpty else { throw ValidationError("Say with --scope what it may do.") }
            guard (1...365).contains(days) else { throw ValidationError("--days is from 1 to 365.") }
        }

        func run() async throws {
            try await VaultSession.run(place, credentials) { client throws(APIFailure) in
                let (json, token) = try await client.makeToken(name: name, scopes: scopes, days: days)
                switch format {
                case .json: Terminal.print(bytes: json + [UInt8(ascii: "\n")])
                case .text: Terminal.print(token)
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List tokens, newest first; their texts are known to nobody.",
            discussion: """
                EXAMPLE
                  flowkeep token list --handle asha --format json
                """
        )

        @OptionGroup var place: PlaceOptions
        @OptionGroup var credentials: CredentialOptions

        @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            try await VaultSession.run(place, credentials) { client throws(APIFailure) in
                let (json, tokens) = try await client.tokens()
                switch format {
                case .json: Terminal.print(bytes: json + [UInt8(ascii: "\n")])
                case .text:
                    if tokens.isEmpty { Terminal.print("There are no tokens.") }
                    for token in tokens {
                        Terminal.print("\(token.id)  \(token.name)")
                        let used = token.lastUsed.map { "last used \($0)" } ?? "never used"
                        Terminal.print(
                            "    \(token.scopes.joined(separator: ", ")); ends \(token.expires.prefix(10)); \(used)"
                        )
                    }
                }
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Revoke a token by its id, or all of them: what they could read gets new keys.",
            discussion: """
                EXAMPLE
                  flowkeep token revoke --all --handle asha
                """
        )

        @Argument(help: "The id that `flowkeep token list` prints.")
        var id: String?

        @Flag(help: "Revoke every token.")
        var all = false

        @OptionGroup var place: PlaceOptions
        @OptionGroup var credentials: CredentialOptions

        func validate() throws {
            guard all != (id != nil) else { throw ValidationError("Name a token, or say --all.") }
        }

        func run() async throws {
            try await VaultSession.run(place, credentials) { client throws(APIFailure) in
                try await client.revokeToken(all ? nil : id)
                Terminal.print(all ? "All tokens are revoked." : "The token is revoked.")
            }
        }
    }
}
