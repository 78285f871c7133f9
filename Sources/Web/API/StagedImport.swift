import Money
import Primitives
import Vault

/// A statement that was read and not yet imported: what it says, and what was chosen about it.
struct StagedImport: StagedFile {
    let id: String
    let owner: UserAccountID
    let bytes: [UInt8]
    let fileName: String
    let digest: [UInt8]
    var options: StatementReadingOptions
    /// The account for every section; nil to find one for each.
    var account: AccountID?
    var document: StatementDocument
    var lastUse: Timestamp
    let access: VaultAccess
}
