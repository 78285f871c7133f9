import Composition
import Glibc

/// Asks for a secret on the terminal without showing it.
enum PassphrasePrompt {
    private static let byteCountMaximum = 4096

    /// Returns the bytes of one line.
    ///
    /// The terminal shows what is typed again afterwards, also after a failure.
    static func ask(_ question: String) throws(CommandFailure) -> [UInt8] {
        var settings = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else {
            throw .misuse("There is no terminal to ask on; use --passphrase-file.")
        }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else {
            throw .failed("The terminal cannot hide what is typed; use --passphrase-file.")
        }
        defer {
            // Best effort on the way out: the person can type `stty echo`.
            _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            Terminal.error("")
        }
        Terminal.prompt(question)
        return try line()
    }

    private static func line() throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCountMaximum)  // never moves, so no copy of it is left behind
        var byte: UInt8 = 0
        while unsafe read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            guard bytes.count < byteCountMaximum else { throw .misuse("The passphrase is too long.") }
            bytes.append(byte)
        }
        return bytes
    }
}
