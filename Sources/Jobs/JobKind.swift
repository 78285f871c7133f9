/// What a job does: the name under which a ``JobHandler`` is registered.
///
/// Whoever registers it owns it. It is kept in the clear and printed, so it is a word of the program, such as
/// `keys.rewrap`, and never anything of a person.
///
/// - Shape: 1 to 64 bytes of `a…z`, `0…9`, `.` and `-`.
/// - Source: docs/spec/jobs.md §2.
package struct JobKind: Hashable, Sendable {
    package static let byteCountMaximum = 64

    package let name: String

    /// Reads a stored or typed name; nil beyond the shape.
    package init?(_ name: String) {
        guard Self.isWellFormed(name) else { return nil }
        self.name = name
    }

    package var bytes: [UInt8] { Array(name.utf8) }

    private static func isWellFormed(_ name: String) -> Bool {
        (1...byteCountMaximum).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            }
    }
}

extension JobKind: ExpressibleByStringLiteral {
    /// A name in the source code: a malformed one is a programmer's error.
    package init(stringLiteral name: StaticString) {
        let text = name.description
        precondition(Self.isWellFormed(text), "a job's kind is 1 to 64 of a…z, 0…9, . and -")
        self.name = text
    }
}
