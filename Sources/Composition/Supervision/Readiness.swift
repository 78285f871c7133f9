import Glibc

/// The line by which a child tells its supervisor that it answers.
package enum Readiness {
    /// Longer than any line a child of ours writes.
    static let byteCountMaximum = 512

    /// Says so.
    ///
    /// `detail` is shown to the person (the certificate's fingerprint). Closes the pipe.
    package static func announce(_ detail: String, on descriptors: InheritedDescriptors) throws(SystemError) {
        guard let number = descriptors[.ready] else { return }
        let pipe = Descriptor(owning: number)
        try SmallFile.writeAll(Array("ready \(detail)\n".utf8), to: pipe.number)
    }

    enum Reading: Hashable {
        case nothingYet
        case ready(detail: String)
        /// The child closed the pipe without a word.
        case closed
    }

    /// Reads without waiting.
    ///
    /// A line is written at once and is far below PIPE_BUF, so it is never seen in part.
    static func read(_ number: Int32) -> Reading {
        var buffer = [UInt8](repeating: 0, count: byteCountMaximum)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
        guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothingYet : .closed }
        let line = String(decoding: buffer[..<count], as: UTF8.self)
        guard line.hasPrefix("ready "), line.hasSuffix("\n") else { return .closed }
        return .ready(detail: String(line.dropFirst(6).dropLast()))
    }
}
