/// What an authenticator calls a credential: 16 to 1023 bytes that nobody else may read a meaning into.
package struct CredentialID: Sendable, Hashable {
    /// 16 bytes hold the 100 bits of chance that the standard asks for; more than 1023 it forbids.
    package static let byteCounts = 16...1023

    package let bytes: [UInt8]

    /// - Throws: ``WebAuthnError/credentialID`` for another count.
    package init(_ bytes: some Collection<UInt8>) throws(WebAuthnError) {
        guard Self.byteCounts.contains(bytes.count) else { throw .credentialID }
        self.bytes = Array(bytes)
    }
}
