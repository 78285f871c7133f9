import ArgumentParser
import Composition
import Glibc

struct KeeperUnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Give a waiting keeper the passphrase or a share of its root key.",
        discussion: """
            EXAMPLE
              flowkeep keeper unlock --data /var/lib/flowkeep
              flowkeep keeper unlock --share /media/stick/share-2-of-5.txt

            Run it as the user that keeper runs as, while `flowkeep serve` waits. Each officer may do it from a terminal
            of their own: keeper keeps what was given for 15 minutes. On a terminal it asks for what is missing, without
            showing it. Nothing is kept of it but in keeper's memory.
            """
    )

    @OptionGroup var place: PlaceOptions

    @Option(help: ArgumentHelp("File or pipe that holds the passphrase; - reads standard input.", valueName: "file"))
    var passphraseFile: String?

    @Option(help: ArgumentHelp("File that holds a share; may be given several times.", valueName: "file"))
    var share: [String] = []

    func run() async throws {
        let key = try RootKeyOperator(try place.configuration(), environment: PlaceOptions.processEnvironment)
        var state = try await key.state()
        guard !state.isOpen else { return Terminal.print("The root key is open.") }
        switch state.lock {
        case .file: throw CommandFailure.failed("Keeper waits for a file; see its messages.")
        case .passphrase:
            guard share.isEmpty else { throw CommandFailure.misuse("This root key has a passphrase and no shares.") }
            state = try await key.give(passphrase: try SecretInput.passphrase(passphraseFile))
        case .shares:
            guard passphraseFile == nil else {
                throw CommandFailure.misuse("This root key has shares and no passphrase; use --share.")
            }
            for path in share where !state.isOpen {
                state = try await key.give(share: try SecretInput.file(path, "--share"))
            }
            if share.isEmpty { state = try await key.give(share: try SecretInput.typedShare()) }
        }
        Terminal.print(state.sentence)
    }
}

struct KeeperStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how the root key is kept, and whether keeper waits for it.",
        discussion: """
            EXAMPLE
              flowkeep keeper status --data /var/lib/flowkeep
            """
    )

    @OptionGroup var place: PlaceOptions

    @Option(help: "How it is printed: \(ReplyFormat.allValueStrings.joined(separator: ", ")).")
    var format = ReplyFormat.text

    func run() async throws {
        let key = try RootKeyOperator(try place.configuration(), environment: PlaceOptions.processEnvironment)
        let state = try await key.state()
        switch format {
        case .text: Terminal.print(state.sentence)
        case .json:
            var members = ["\"open\":\(state.isOpen)", "\"rootKey\":\"\(state.lock.word)\""]
            if case .shares(let threshold, let count) = state.lock {
                members += ["\"threshold\":\(threshold)", "\"shares\":\(count)", "\"given\":\(state.givenCount)"]
            }
            Terminal.print("{\(members.joined(separator: ","))}")
        }
    }
}

extension RootKeyOperator.State {
    var sentence: String {
        switch (isOpen, lock) {
        case (true, .file): "The root key is open. It lies open in its file, too: see `flowkeep keeper split --help`."
        case (true, _): "The root key is open."
        case (false, .shares(let threshold, _)):
            "Keeper has \(givenCount) of the \(threshold) shares that it needs; \(threshold - givenCount) more."
        case (false, _): "Keeper waits for the passphrase of its root key."
        }
    }
}

extension RootKeyOperator.Lock {
    var word: String {
        switch self {
        case .file: "file"
        case .passphrase: "passphrase"
        case .shares: "shares"
        }
    }
}
