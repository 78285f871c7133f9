/// Who a credential is for: the party that a browser lets ask for it.
package struct RelyingParty: Sendable, Hashable {
    /// What the standard asks of a challenge that nobody can guess; ours have 32.
    package static let challengeByteCountMinimum = 16

    /// The domain that credentials are bound to, such as `flowkeep.example`, in lower case.
    package let id: String
    /// The origins whose pages may ask, as browsers write them: `https://flowkeep.example:8443`.
    ///
    /// Each is compared as a whole, byte for byte.
    package let origins: Set<String>

    package init(id: String, origins: Set<String>) {
        self.id = id
        self.origins = origins
    }

    func mayAsk(_ origin: String) -> Bool { origins.contains { $0.utf8.elementsEqual(origin.utf8) } }
}

/// Whether the authenticator must have found out who is there, by a fingerprint, a face or a PIN.
package enum UserVerification: Sendable, Hashable {
    case required
    case preferred
}
