import ArgumentParser
import Composition
import Primitives

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Fill a new account with a made-up year, to look around in.",
        discussion: """
            EXAMPLE
              flowkeep demo

            Makes the account `demo`, prints its passphrase and recovery code once, and fills it with a year of an
            Indian household up to today: salary, rent, groceries, a trip, a festival month, and a diary. The same seed
            makes the same year. With --passphrase-file an account of yours is filled, if nothing is in it yet.
            """
    )

    @OptionGroup var place: PlaceOptions

    @Option(help: ArgumentHelp("Handle of the account to make.", valueName: "handle"))
    var handle = "demo"

    @Option(
        help: ArgumentHelp(
            "Fill the account of that handle, whose passphrase the file holds; - reads standard input.",
            valueName: "file"
        )
    )
    var passphraseFile: String?

    @Option(help: ArgumentHelp("What the year is drawn from.", valueName: "number"))
    var seed: UInt64 = 20_260_801

    @Option(help: "How the answer is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var format = ReplyFormat.text

    func run() async throws {
        let configuration = try place.configuration()
        let own = try passphraseFile.map { file throws(CommandFailure) in try passphrase(in: file) }
        var refusal: String?
        try await VaultSession.connected(configuration) { client throws(APIFailure) in
            if let own {
                try await client.signIn(handle: handle, passphrase: own)
            } else {
                refusal = try await makeAccount(client)
            }
            guard refusal == nil else { return }
            try await VaultSession.signedIn(client) { client throws(APIFailure) in
                refusal = try await fill(client)
            }
        }
        if let refusal { throw CommandFailure.failed(refusal) }
    }

    private func passphrase(in file: String) throws(CommandFailure) -> [UInt8] {
        var credentials = CredentialOptions()
        credentials.handle = handle
        credentials.passphraseFile = file
        return try credentials.passphrase()
    }

    /// Signs up, and says at once how to get in: what follows may fail.
    ///
    /// - Returns: why it was not done, nil when it was.
    private func makeAccount(_ client: APIClient) async throws(APIFailure) -> String? {
        let passphrase = DemoPassphrase.make()
        let code: String
        do throws(APIFailure) {
            code = try await client.signUp(handle: handle, passphrase: passphrase)
        } catch .problem(let problem) where problem.type == "urn:flowkeep:problem:handle-taken" {
            return "There is an account \(handle) already; name one to make with --handle, or fill an empty one of "
                + "yours with --handle and --passphrase-file."
        }
        switch format {
        case .text:
            Terminal.print("Handle: \(handle)")
            Terminal.print(bytes: Array("Passphrase (shown once): ".utf8) + passphrase + [UInt8(ascii: "\n")])
            Terminal.print("Recovery code (shown once): \(code)")
        case .json:
            // The passphrase has no character that JSON escapes.
            let known = JSONText.object([("handle", handle), ("recoveryCode", code)]).dropLast()
            Terminal.print(bytes: Array((known + ",\"passphrase\":\"").utf8) + passphrase + Array("\"}\n".utf8))
        }
        return nil
    }

    /// - Returns: why it was not done, nil when it was.
    private func fill(_ client: APIClient) async throws(APIFailure) -> String? {
        let present = try await client.accounts()
        guard try await client.transactionCount() == 0, present.allSatisfy(Self.isUntouched) else {
            return "The account \(handle) already holds entries or accounts of its own, and nothing was changed; "
                + "without --passphrase-file, a new account is made."
        }
        for account in present {
            try await client.removeAccount(account.id, idempotencyKey: VaultSession.idempotencyKey())
        }
        for account in DemoEntry.Account.allCases {
            try await client.addAccount(
                name: account.rawValue,
                kind: account.kind,
                opening: DemoStatement.decimal(account.opening),
                idempotencyKey: VaultSession.idempotencyKey()
            )
        }
        let year = DemoYear(until: SystemClock.today(), seed: seed)
        let query = QueryText.encode([("format", "qif"), ("filename", DemoStatement.fileName), ("order", "ymd")])
        let (_, preview) = try await client.stageImport(DemoStatement.bytes(year.entries), query: query)
        guard preview.newCount == year.entries.count, preview.questions.isEmpty else { throw .unexpectedAnswer }
        _ = try await client.commitImport(preview.id, idempotencyKey: VaultSession.idempotencyKey())
        try await DemoPlans.add(to: client, today: year.today)
        try await DemoDebts.add(to: client, year)
        try await DemoDiary.add(to: client, today: year.today, seed: seed)
        let sentence = "\(year.entries.count) entries from \(year.firstDay.iso) to \(year.today.iso)."
        switch format {
        case .text: Terminal.print(sentence)
        case .json: Terminal.error(sentence)  // standard output holds the one object
        }
        return nil
    }

    /// Whether an account is one of those that sign-up puts into a new book, as it was put there.
    private static func isUntouched(_ account: APIClient.Account) -> Bool {
        ["Cash", "Savings", "UPI", "Card"].contains(account.name) && account.opening == "0.00"
    }
}
