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

    /// Says that this process cannot answer before officers have opened the root key; it may take hours.
    package static func wait(on descriptors: InheritedDescriptors) throws(SystemError) {
        guard let number = descriptors[.ready] else { return }
        try SmallFile.writeAll(Array("waiting\n".utf8), to: number)
    }

    enum Reading: Hashable {
        case nothingYet
        case waiting
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
        // Both lines may have come since the last look; what is ready waits no more.
        guard line.hasSuffix("\n"), let last = line.split(separator: "\n").last else { return .closed }
        if last == "waiting" { return .waiting }
        return last.hasPrefix("ready ") ? .ready(detail: String(last.dropFirst(6))) : .closed
    }
}
