import Primitives
import Sealing
import Vault

/// Strong entity tags: the same tag, the same bytes.
enum EntityTag {
    /// Of what an answer says.
    static func of(_ bytes: [UInt8]) -> String { quoted(Digest.sha256(bytes)) }

    /// Of an answer that follows from a vault's head and what was asked.
    static func of(_ head: JournalHead, query: String) -> String {
        quoted(Digest.sha256(head.hash, Array(query.utf8)))
    }

    /// Of something that counts its own versions.
    static func of(version: UInt32) -> String { "\"\(version)\"" }

    private static func quoted(_ digest: [UInt8]) -> String { "\"\(Base32.encode(digest.prefix(15)))\"" }
}
