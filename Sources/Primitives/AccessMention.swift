/// Which access to a person's data an act of the staff is about.
///
/// - Shape: fields 5 to 8 of docs/spec/access-history.md §4, form 10.
package struct AccessMention: Sendable, Hashable {
    /// Digest of the statement, 32 bytes.
    package let statement: [UInt8]
    /// Raw values of the trackers that were asked for, in order.
    package let trackers: [UInt16]
    /// How long it lasts from its opening on.
    package let minutes: Int
    /// Which page was shown, counted from 1 over the whole access; nil for every other act.
    package let page: Int?

    package init(statement: [UInt8], trackers: [UInt16], minutes: Int, page: Int? = nil) {
        self.statement = statement
        self.trackers = trackers
        self.minutes = minutes
        self.page = page
    }
}
