import ArgumentParser
import Composition
import Glibc

/// Who is asking.
///
/// The passphrase comes from the terminal, a file or standard input, never from an argument.
struct CredentialOptions: ParsableArguments {
    /// More than any passphrase; a longer file is another file.
    private static let byteCountMaximum = 4096

    @Option(help: ArgumentHelp("Your handle.", valueName: "handle"))
    var handle: String

    @Option(help: ArgumentHelp("File that holds the passphrase; - reads standard input.", valueName: "file"))
    var passphraseFile: String?

    /// - Parameter isNew: asks twice on a terminal, since nobody can tell a new passphrase that was mistyped.
    /// - Returns: the bytes without the line's end.
    /// - Throws: ``CommandFailure``.
    func passphrase(isNew: Bool = false) throws(CommandFailure) -> [UInt8] {
        var bytes = try read(isNew: isNew)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard !bytes.isEmpty else { throw .misuse("The passphrase is empty; type it, or name a file that holds it.") }
        guard !bytes.contains(UInt8(ascii: "\n")) else {
            throw .misuse("The passphrase must be one line; check the file given by --passphrase-file.")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .misuse("The passphrase must be UTF-8 text; check the file given by --passphrase-file.")
        }
        return bytes
    }

    private func read(isNew: Bool) throws(CommandFailure) -> [UInt8] {
        if let passphraseFile, passphraseFile != "-" { return try Self.file(passphraseFile) }
        guard isatty(STDIN_FILENO) == 1, passphraseFile == nil else { return try Self.standardInput() }
        let first = try PassphrasePrompt.ask("Passphrase: ")
        guard isNew else { return first }
        guard try PassphrasePrompt.ask("Again: ") == first else {
            throw .failed("The two passphrases differ; try again.")
        }
        return first
    }

    private static func file(_ path: String) throws(CommandFailure) -> [UInt8] {
        let bytes: [UInt8]?
        do {
            bytes = try SmallFile.read(path, byteCountMaximum: byteCountMaximum)
        } catch {
            throw .failed(
                "The file given by --passphrase-file cannot be read (\(error.reason)); check its owner and mode."
            )
        }
        guard let bytes else { throw .failed("The file given by --passphrase-file does not exist; check the path.") }
        return bytes
    }

    private static func standardInput() throws(CommandFailure) -> [UInt8] {
        do {
            return try SmallFile.readAll(STDIN_FILENO, byteCountMaximum: byteCountMaximum)
        } catch {
            throw .failed("Standard input cannot be read (\(error.reason)); use --passphrase-file.")
        }
    }
}
