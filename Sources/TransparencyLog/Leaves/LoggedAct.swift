/// What kind of act a leaf records, from a closed list.
///
/// Raw values are in leaves for ever: never renumber, never reuse.
package enum LoggedAct: UInt8, Sendable, CaseIterable, Hashable {
    /// One unlock of one vault by one credential for one purpose.
    case vaultOpening = 1
    /// The program fetched a key-encryption key.
    case keyFetch = 2
    /// A key was replaced by its successor.
    case rotation = 3
    /// Somebody of the staff did something that needs a role.
    case staffAct = 4
    case configurationChange = 5
    /// The program started; the digest is its binary's SHA-256.
    case start = 6
    /// A person's data or a key was destroyed.
    case deletion = 7
    case backup = 8
    /// Nothing happened: the leaf is there so that the pace of the log says nothing of how much did.
    case cover = 9
    /// The installation was restored from a backup, and its log goes on under another name and key.
    case restoration = 10
    /// Somebody signed in on a device that the account did not know.
    case signIn = 11
    /// What lets a person in was added, changed or taken away.
    case accountChange = 12
    /// Something was tried and not let through.
    case refusal = 13
}
