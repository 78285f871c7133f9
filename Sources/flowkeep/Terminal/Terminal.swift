import Glibc

/// Standard output and standard error, written whole and at once.
enum Terminal {
    /// Whether a person is looking at standard error, where progress is shown.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    static func print(_ text: String) {
        // Bytes: to a `String`, CR LF is one character, and a table of CSV would get an empty line at its end.
        let isEnded = text.utf8.last == UInt8(ascii: "\n")
        write(Array(text.utf8) + (isEnded ? [] : [UInt8(ascii: "\n")]), STDOUT_FILENO)
    }

    static func error(_ text: String) { write(Array((text + "\n").utf8), STDERR_FILENO) }

    /// Writes bytes as they are to standard output.
    static func print(bytes: [UInt8]) { write(bytes, STDOUT_FILENO) }

    /// Asks on standard error, without ending the line.
    static func prompt(_ text: String) { write(Array(text.utf8), STDERR_FILENO) }

    /// Rewrites the current line of standard error.
    static func progress(_ text: String) { write(Array(("\r\u{1B}[K" + text).utf8), STDERR_FILENO) }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32) {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                // `offset` is below the count, so the pointer and the rest stay inside the array.
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }  // nobody reads any more: a closed pipe is no failure of ours
            offset += count
        }
    }
}
