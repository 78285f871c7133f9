import Money
import Primitives
import Sealing
import Vault

/// A file that was read and not yet imported.
protocol StagedFile: Sendable {
    /// Opaque; until the import is committed it is known to this process only.
    var id: String { get }
    var owner: UserAccountID { get }
    /// As sent: it is read anew when something about it is chosen.
    var bytes: [UInt8] { get }
    /// A label: one line, without folders.
    var fileName: String { get }
    /// SHA-256 of the bytes.
    var digest: [UInt8] { get }
    var lastUse: Timestamp { get set }
    /// The opening it was read under: when its vault is locked, the file goes.
    var access: VaultAccess { get }
    /// About what it takes in memory.
    var byteCount: Int { get }
    /// Whether what it was read under is open; another failure passes, and the file goes when its time is up.
    func isReadable() async -> Bool
}

extension StagedFile {
    var byteCount: Int { bytes.count }

    func isReadable() async -> Bool {
        do throws(VaultError) {
            _ = try await access.read(MoneyTracker.self) { _, head in head.index }
            return true
        } catch {
            return error != .locked
        }
    }
}

/// The id of a new staged file.
enum StagedFileID {
    static func make() -> String { "s" + Base32.encode(SecureRandom.bytes(count: 15)) }
}
