/// A part of a search that was searched for as a word because it says nothing here; carries it as typed.
///
/// - Source: docs/spec/search.md §4.
package enum SearchProblem: Hashable, Sendable {
    case unreadableDay(String)
    case unreadableAmount(String)
    /// What stands after `is:` or `has:`.
    case unknownTrait(String)
    /// No account of the book has a name that holds it.
    case noAccount(String)
    case noCategory(String)
    /// No person of the book has a name that holds it.
    case noPerson(String)
    /// Parts from this one on are not looked for.
    case tooManyParts(String)
}
