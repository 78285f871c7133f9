package import Primitives
package import Sealing

/// What requests to a service of AWS's protocols are signed with.
package struct AWSCredentials: Sendable {
    /// Names the caller; no secret.
    package let accessKeyID: String
    package let secret: SharedSecret
    /// Sent along with temporary credentials.
    package let sessionToken: SharedSecret?
    /// As a header has it; nil for none.
    package var sessionTokenText: String? { sessionToken.map { String(decoding: $0.bytes.copied(), as: UTF8.self) } }
    /// Nil for credentials that do not end by themselves.
    package let expires: Timestamp?

    package init(
        accessKeyID: String,
        secret: SharedSecret,
        sessionToken: SharedSecret? = nil,
        expires: Timestamp? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secret = secret
        self.sessionToken = sessionToken
        self.expires = expires
    }

    /// Takes the bytes of a secret, and wipes them; nil when they cannot be credentials.
    package init?(
        accessKeyID: [UInt8],
        wiping secret: inout [UInt8],
        sessionToken: inout [UInt8],
        expires: Timestamp? = nil
    ) {
        let isPlain = { (bytes: [UInt8]) in bytes.allSatisfy { (0x21...0x7E).contains($0) } }
        guard !accessKeyID.isEmpty, !secret.isEmpty, isPlain(accessKeyID), isPlain(sessionToken),
            !accessKeyID.contains(UInt8(ascii: "/"))
        else { return nil }
        self.accessKeyID = String(decoding: accessKeyID, as: UTF8.self)
        self.secret = SharedSecret(SecretBytes(wiping: &secret))
        self.sessionToken = sessionToken.isEmpty ? nil : SharedSecret(SecretBytes(wiping: &sessionToken))
        self.expires = expires
    }
}
