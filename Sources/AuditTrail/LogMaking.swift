/// Whether a log's name and key may be made where there are none.
///
/// A log that lost them must not begin again under others as if nothing had been: who knows the old one could not tell.
///
/// - Source: docs/spec/access-history.md §2.
package enum LogMaking: Sendable, Hashable {
    /// There was a log before: they must be there.
    case forbidden
    /// Nothing of this installation says that there ever was a log; `origin` is the name of the one that begins now.
    case fresh(origin: String)
}
