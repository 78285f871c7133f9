import ArgumentParser
import Composition

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Make an account.",
        subcommands: [Create.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make an account and print its recovery code, once.",
            discussion: """
                EXAMPLE
                  flowkeep account create --handle asha

                Write the recovery code down and keep it apart from this machine: when both are lost, nobody can
                open the account again.
                """
        )

        @OptionGroup var place: PlaceOptions
        @OptionGroup var credentials: CredentialOptions

        @Option(help: "How the answer is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
        var format = ReplyFormat.text

        func run() async throws {
            let configuration = try place.configuration()
            let passphrase = try credentials.passphrase(isNew: true)
            try await VaultSession.connected(configuration) { client throws(APIFailure) in
                let code = try await client.signUp(handle: credentials.handle, passphrase: passphrase)
                switch format {
                case .text: Terminal.print("Recovery code (shown once): \(code)")
                case .json: Terminal.print(JSONText.object([("handle", credentials.handle), ("recoveryCode", code)]))
                }
                try await client.signOut()
            }
        }
    }
}
