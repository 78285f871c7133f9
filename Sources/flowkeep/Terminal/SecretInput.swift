import Composition
import Glibc

/// Secrets of the root key: from a file, a pipe, standard input or the terminal, never from an argument.
enum SecretInput {
    private static let byteCountMaximum = 4096
    private static let shareLineCount = 4

    /// A passphrase without the line's end.
    ///
    /// - Parameters:
    ///   - path: a file, `-` for standard input, or nil to ask on the terminal.
    ///   - isNew: asks twice.
    ///   - question: on the terminal.
    /// - Returns: 1 to 1024 bytes.
    /// - Throws: ``CommandFailure``.
    static func passphrase(
        _ path: String?,
        isNew: Bool = false,
        question: String = "Passphrase of the root key: "
    ) throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8]
        if let path {
            bytes = try file(path, "--passphrase-file")
        } else {
            bytes = try PassphrasePrompt.ask(question)
            if isNew, try PassphrasePrompt.ask("Again: ") != bytes {
                throw .failed("The two passphrases differ; try again.")
            }
        }
        while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard (1...RootKeyOperator.passphraseByteCountMaximum).contains(bytes.count) else {
            throw .misuse("The passphrase is empty or longer than 1024 bytes.")
        }
        return bytes
    }

    /// A small file, whole; `-` is standard input.
    static func file(_ path: String, _ option: String) throws(CommandFailure) -> [UInt8] {
        do {
            if path == "-" { return try SmallFile.readAll(STDIN_FILENO, byteCountMaximum: byteCountMaximum) }
            guard let bytes = try SmallFile.read(path, byteCountMaximum: byteCountMaximum) else {
                throw CommandFailure.failed("The file given by \(option) does not exist; check the path.")
            }
            return bytes
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .failed("The file given by \(option) cannot be read; check its owner and mode.")
        }
    }

    /// Whether there is a terminal to ask on.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

    /// A share, line by line.
    static func typedShare() throws(CommandFailure) -> [UInt8] {
        var text: [UInt8] = []
        for number in 1...shareLineCount {
            text += try PassphrasePrompt.ask("Line \(number) of the share: ") + [UInt8(ascii: "\n")]
        }
        return text
    }
}
