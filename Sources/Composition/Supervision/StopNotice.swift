import CPlatform
import Foundation

/// Tells a supervised process when to stop: SIGTERM or SIGINT, or the end of its supervisor.
///
/// The supervisor holds the other end of the lifeline, which the kernel closes however it died. A parent-death signal
/// would depend on which of its threads started us; a pipe does not.
package struct StopNotice: Sendable {
    private static let stackByteCount = 65_536
    /// After the supervisor is gone nobody ends a process that hangs while it drains; this does.
    private static let orphanLimitSeconds: UInt32 = 20

    private let signals: Int32
    private let lifeline: Int32?

    private static let watched = [SIGTERM, SIGINT]

    /// Blocks the two signals in this thread and those it starts: call on the main thread before there are others.
    package static func blockSignals() throws(StartError) {
        do {
            _ = Descriptor(owning: try descriptor())
        } catch {
            throw .system(error)
        }
    }

    init(_ descriptors: InheritedDescriptors) throws(SystemError) {
        signals = try Self.descriptor()
        lifeline = descriptors[.lifeline]
    }

    private static func descriptor() throws(SystemError) -> Int32 {
        let number = unsafe watched.withUnsafeBufferPointer { unsafe fk_signal_descriptor($0.baseAddress, $0.count) }
        guard number >= 0 else { throw SystemError("signalfd") }
        return number
    }

    /// Returns when it is time to stop.
    ///
    /// Once.
    func wait() async {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                let isOrphan = block()
                continuation.resume()
                guard isOrphan else { return }
                sleep(Self.orphanLimitSeconds)
                _exit(1)
            }
            thread.stackSize = Self.stackByteCount
            thread.start()
        }
    }

    /// Sleeps until one of the descriptors has something.
    ///
    /// - Returns: whether the supervisor is gone.
    private func block() -> Bool {
        var watched = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0)]
        if let lifeline { watched.append(pollfd(fd: lifeline, events: Int16(POLLIN), revents: 0)) }
        while true {
            // The array outlives the call, which writes the results of its own entries only.
            let count = unsafe watched.withUnsafeMutableBufferPointer { buffer in
                unsafe poll(buffer.baseAddress, nfds_t(buffer.count), -1)
            }
            if count < 0, errno == EINTR { continue }
            if watched.count > 1, watched[1].revents != 0 { return true }
            if count < 0 || fk_next_signal(signals) != 0 { return false }
        }
    }
}
