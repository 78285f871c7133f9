import ArgumentParser
import Composition

struct KeeperProtectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protect",
        abstract: "Lock the root key in its file under a passphrase; make one where there is none.",
        discussion: """
            EXAMPLE
              flowkeep keeper protect --data /var/lib/flowkeep

            From the next start on keeper waits for `flowkeep keeper unlock`. The key itself stays the same. Copies of
            the file as it was still open everything: destroy them.
            """
    )

    @OptionGroup var place: PlaceOptions
    @OptionGroup var current: CurrentLockOptions

    @Option(help: ArgumentHelp("File that holds the new passphrase; - reads standard input.", valueName: "file"))
    var passphraseFile: String?

    func run() throws {
        let key = try RootKeyOperator(try place.configuration(), environment: PlaceOptions.processEnvironment)
        let opening = try current.answer(for: try key.lock())
        try key.lock(under: try SecretInput.passphrase(passphraseFile, isNew: true), opening: opening)
        Terminal.print("The root key is locked under the passphrase. Destroy every copy of its file as it was.")
    }
}

struct KeeperSplitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Share the root key among officers; make one where there is none.",
        discussion: """
            EXAMPLE
              flowkeep keeper split --shares 5 --threshold 2 --to /media/stick

            From the next start on keeper waits until that many officers ran `flowkeep keeper unlock`. Shares of an
            earlier sharing open nothing any more. Copies of the file as it was still open everything: destroy them.
            """
    )

    @OptionGroup var place: PlaceOptions
    @OptionGroup var current: CurrentLockOptions

    @Option(help: "How many officers get a share.")
    var shares = 5

    @Option(help: "How many of them open the key.")
    var threshold = 2

    @Option(help: ArgumentHelp("Existing directory for the shares, a file for each.", valueName: "directory"))
    var to: String

    func run() throws {
        let key = try RootKeyOperator(try place.configuration(), environment: PlaceOptions.processEnvironment)
        let opening = try current.answer(for: try key.lock())
        let names = try key.split(into: shares, threshold: threshold, to: to, opening: opening)
        Terminal.print("The root key is shared. Give each officer one of these files, and destroy them here:")
        for name in names { Terminal.print("  \(to)/\(name)") }
        Terminal.print("Destroy every copy of the root key file as it was.")
    }
}

/// What opens a root key that is locked already, to lock it another way.
struct CurrentLockOptions: ParsableArguments {
    @Option(help: ArgumentHelp("File that holds the passphrase the key has now.", valueName: "file"))
    var currentPassphraseFile: String?

    @Option(help: ArgumentHelp("File that holds a share the key has now; several times.", valueName: "file"))
    var currentShare: [String] = []

    func answer(for lock: RootKeyOperator.Lock?) throws(CommandFailure) -> RootKeyOperator.Answer {
        switch lock {
        case nil, .file: return .nothing
        case .passphrase:
            return .passphrase(try SecretInput.passphrase(currentPassphraseFile, question: "Passphrase it has now: "))
        case .shares:
            guard !currentShare.isEmpty else {
                throw .misuse("The root key is shared; give --current-share for as many as open it.")
            }
            var texts: [[UInt8]] = []
            for path in currentShare { texts.append(try SecretInput.file(path, "--current-share")) }
            return .shares(texts)
        }
    }
}
