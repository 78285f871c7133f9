import Money
import Primitives
import Vault

/// A journal that was read and not yet imported: what it says, and what was chosen about it.
struct StagedJournal: StagedFile {
    let id: String
    let owner: UserAccountID
    let bytes: [UInt8]
    let fileName: String
    let digest: [UInt8]
    /// Nil: by content.
    let format: JournalFormat?
    var encoding: TextEncoding?
    /// What accounts are, by name as written, where the person said.
    var kinds: [String: JournalAccountKind] = [:]
    var document: JournalDocument
    var lastUse: Timestamp
    let access: VaultAccess
}
