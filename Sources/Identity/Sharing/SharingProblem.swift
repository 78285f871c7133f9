/// Why something was not shared, or not changed.
package enum SharingProblem: Hashable, Sendable, CaseIterable {
    /// No such book, or she is no member of it (any more).
    case noBook
    /// A name that is empty, too long, or not one line.
    case name
    /// The same of the name under which others see her.
    case displayName
    /// A code that is wrong, used, withdrawn or too old.
    case wrongCode
    /// Only the owner does that.
    case ownerOnly
    /// The owner stays until somebody else is it.
    case ownerStays
    case alreadyMember
    case noMember
    case tooManyBooks
    case tooManyMembers
    case tooManyInvitations
    /// No part of the diary was chosen.
    case noParts
    /// Nobody shares with herself.
    case ownCode
    case tooManyShares
    case noShare
}
