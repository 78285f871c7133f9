import Glibc

/// An operating system call that failed: which, and why.
///
/// Carries the call's name and its error number, never a path: it is printed for whoever runs the machine.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    package let call: String
    package let code: Int32

    /// Reads `errno`, so it must be made directly after the call that failed.
    package init(_ call: StaticString) {
        self.call = "\(call)"
        self.code = errno
    }

    package init(call: StaticString, code: Int32) {
        self.call = "\(call)"
        self.code = code
    }

    /// The system's own words, for example `Permission denied`.
    package var reason: String {
        // `strerror` may share one buffer between threads; its table entries for known codes are constant.
        unsafe String(cString: strerror(code))
    }

    package var description: String { "\(reason) (\(call))" }
}
