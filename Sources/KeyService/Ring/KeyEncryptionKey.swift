package import Sealing

/// An unwrapped key-encryption key: wiped when the ring and the last borrower have let go.
///
/// Hold it for one operation, never in a property: the ring's promise that a key leaves memory within five minutes
/// is as good as its borrowers.
package final class KeyEncryptionKey: Sendable {
    package let use: KEKUse
    package let version: UInt32
    /// 32 bytes.
    package let bytes: SecretBytes

    init(use: KEKUse, version: UInt32, bytes: consuming SecretBytes) {
        self.use = use
        self.version = version
        self.bytes = bytes
    }
}
