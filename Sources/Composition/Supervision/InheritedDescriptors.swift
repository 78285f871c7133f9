import Glibc

/// The descriptors a child gets from the supervisor, by name, as `https=5 local=6 …` in one environment variable.
///
/// The idea is systemd's LISTEN_FDS and LISTEN_FDNAMES, with numbers so that a child may get any subset.
package struct InheritedDescriptors: Hashable, Sendable {
    package enum Name: String, CaseIterable, Sendable {
        /// Listening sockets.
        case https, redirect, local, health, keeper, staff
        /// The writing end of a pipe: one line says that the child answers.
        case ready
        /// The reading end of a pipe that closes when the supervisor is gone.
        case lifeline
        /// The data directory's lock, kept open so that it outlives a killed supervisor.
        case lock
    }

    package static let environmentVariable = "FLOWKEEP_DESCRIPTORS"

    private(set) var numbers: [Name: Int32]

    package init(_ numbers: [Name: Int32]) { self.numbers = numbers }

    package subscript(name: Name) -> Int32? { numbers[name] }

    package var encoded: String {
        Name.allCases.compactMap { name in numbers[name].map { "\(name.rawValue)=\($0)" } }.joined(separator: " ")
    }

    /// Takes over what the environment names; empty when the process was started by hand.
    ///
    /// Each descriptor is checked to be open and marked closed on exec, and standard streams are never among them.
    ///
    /// - Throws: ``InheritanceError`` when the variable is malformed or names a descriptor that is not open.
    package static func adopt(_ environment: [String: String]) throws(InheritanceError) -> InheritedDescriptors {
        guard let text = environment[environmentVariable] else { return InheritedDescriptors([:]) }
        var numbers: [Name: Int32] = [:]
        for pair in text.split(separator: " ") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let name = Name(rawValue: String(parts[0])), let number = Int32(parts[1]),
                number > 2,
                numbers[name] == nil
            else { throw .malformed }
            guard fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else { throw .notOpen }
            numbers[name] = number
        }
        return InheritedDescriptors(numbers)
    }
}

package enum InheritanceError: Error, Hashable, Sendable {
    case malformed
    case notOpen

    package var sentence: String {
        "The variable \(InheritedDescriptors.environmentVariable) is for `flowkeep serve` alone; unset it."
    }
}
