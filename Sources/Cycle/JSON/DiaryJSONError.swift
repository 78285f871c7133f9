/// Why a JSON form of something in the diary was refused.
///
/// Carries nothing that was sent: it may reach diagnostics. The pointer is made of our own names and of numbers; where
/// a member is not known, it is the pointer of the object that has it.
///
/// - Source: docs/spec/cycle-json.md §5.
package struct DiaryJSONError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// A string where a number is due, for instance; `null` wherever nothing is removed.
        case wrongType
        case unknownMember
        case missing
        /// A name that is not in its list.
        case unknownName
        /// A number, time, day or id that no such thing can have.
        case notPossible
        /// A list or an object with nothing in it: what is not recorded is absent.
        case empty
        /// One thing twice in a list.
        case twice
    }

    /// RFC 6901: `/temperature/value`; empty for the whole.
    package let pointer: String
    package let reason: Reason

    package init(_ pointer: String, _ reason: Reason) {
        self.pointer = pointer
        self.reason = reason
    }
}
