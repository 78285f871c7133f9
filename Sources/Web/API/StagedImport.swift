import Money
import Primitives
import Sealing
import Vault

/// A file that was read and not yet imported: what it says, and what was chosen about it.
struct StagedImport: Sendable {
    /// Opaque; until the import is committed it is known to this process only.
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
    /// The opening it was read under: when its vault is locked, the file goes.
    let access: VaultAccess

    static func makeID() -> String { "s" + Base32.encode(SecureRandom.bytes(count: 15)) }
}
