import Crypto
import Primitives
import Sealing
import Synchronization
package import WebAuthn

/// An authenticator and the browser in front of it: it makes credentials, uses them, and does wrong on demand.
///
/// It shares nothing with the verifier that could hide an error: CBOR, keys and signatures are made here.
///
/// ```swift
/// let authenticator = SoftwareAuthenticator()
/// let made = authenticator.register(SoftwareCeremony(party: party, challenge: challenge), userHandle: handle)
/// let used = try authenticator.assert(SoftwareCeremony(party: party, challenge: next, prfSalt: salt))
/// ```
package final class SoftwareAuthenticator: Sendable {
    /// What an authenticator can do with the PRF extension.
    package enum PRFSupport: Sendable {
        case none
        /// When a credential is used, not yet when it is made: as with most security keys.
        case whenUsed
        case always
    }

    /// What it says about itself when it makes a credential.
    package enum Statement: Sendable {
        case none
        /// `packed`, signed by the new credential.
        case selfSigned
    }

    package enum Failure: Error, Hashable {
        /// No credential for that relying party, or none that was allowed.
        case noCredential
    }

    private struct Credential {
        let id: [UInt8]
        let relyingPartyID: String
        let userHandle: [UInt8]
        let key: SoftwareKey
        let prfSecret: [UInt8]
        var counter: UInt32
    }

    private let algorithm: COSEAlgorithm
    private let aaguid: [UInt8]
    private let prf: PRFSupport
    private let isSynced: Bool
    private let statement: Statement
    private let credentials = Mutex<[Credential]>([])

    /// - `isSynced`: its credentials are backed up to other devices, and for that reason do not count.
    package init(
        algorithm: COSEAlgorithm = .es256,
        prf: PRFSupport = .whenUsed,
        isSynced: Bool = false,
        statement: Statement = .none,
        aaguid: [UInt8] = [UInt8](repeating: 0, count: 16)
    ) {
        self.algorithm = algorithm
        self.aaguid = aaguid
        self.prf = prf
        self.isSynced = isSynced
        self.statement = statement
    }

    /// The ids of its credentials, the newest last.
    package var credentialIDs: [[UInt8]] { credentials.withLock { $0.map(\.id) } }

    /// Makes a credential: `navigator.credentials.create`.
    ///
    /// - `userHandle`: the `user.id` of the request, 1 to 64 bytes; given back with each use.
    package func register(_ ceremony: SoftwareCeremony, userHandle: [UInt8]) -> SoftwareRegistration {
        let credential = Credential(
            id: SecureRandom.bytes(count: 32),
            relyingPartyID: ceremony.relyingPartyID,
            userHandle: userHandle,
            key: SoftwareKey.make(algorithm),
            prfSecret: SecureRandom.bytes(count: 32),
            counter: isSynced ? 0 : 1
        )
        credentials.withLock { $0.append(credential) }
        let client = ClientDataBytes.make("webauthn.create", ceremony)
        let response = RegistrationResponse(
            credentialID: ceremony.fault == .otherCredentialID ? SecureRandom.bytes(count: 32) : credential.id,
            clientDataJSON: client,
            attestationObject: attestationObject(credential, ceremony, client)
        )
        let salt = prf == .always ? ceremony.prfSalt : nil
        return SoftwareRegistration(
            response: response,
            isPRFEnabled: prf != .none,
            prf: salt.map { Self.evaluate($0, credential.prfSecret) }
        )
    }

    /// Uses a credential: `navigator.credentials.get`.
    ///
    /// - `allowed`: ids of which one must be it; without any, the newest one of that relying party.
    /// - Throws: ``Failure``.
    package func assert(_ ceremony: SoftwareCeremony, allowed: [[UInt8]] = []) throws -> SoftwareAssertion {
        let (credential, counter) = try use(ceremony, allowed)
        let client = ClientDataBytes.make("webauthn.get", ceremony)
        let eligible = isSynced != (ceremony.fault == .otherBackupEligibility) ? Flag.backupEligible : 0
        let data = authenticatorData(ceremony, eligible, counter)
        let key = ceremony.fault == .otherKey ? credential.key.other : credential.key
        var signature = key.signature(for: data + Digest.sha256(client))
        if ceremony.fault == .badSignature { signature[signature.count - 1] ^= 1 }
        let response = AssertionResponse(
            credentialID: ceremony.fault == .otherCredentialID ? SecureRandom.bytes(count: 32) : credential.id,
            clientDataJSON: client,
            authenticatorData: data,
            signature: signature,
            userHandle: ceremony.fault == .longUserHandle
                ? [UInt8](repeating: 1, count: 65) : credential.userHandle
        )
        let salt = prf == .none ? nil : ceremony.prfSalt
        return SoftwareAssertion(response: response, prf: salt.map { Self.evaluate($0, credential.prfSecret) })
    }

    /// Sets the counter of every credential, as a copy of the authenticator from another day would have it.
    package func setCounters(to counter: UInt32) {
        credentials.withLock { all in for index in all.indices { all[index].counter = counter } }
    }

    private func use(_ ceremony: SoftwareCeremony, _ allowed: [[UInt8]]) throws -> (Credential, UInt32) {
        try credentials.withLock { all in
            let index = all.lastIndex {
                $0.relyingPartyID == ceremony.relyingPartyID && (allowed.isEmpty || allowed.contains($0.id))
            }
            guard let index else { throw Failure.noCredential }
            let last = all[index].counter
            switch ceremony.fault {
            case .sameCounter: return (all[index], last)
            case .lowerCounter: return (all[index], last == 0 ? 0 : last - 1)
            default:
                if !isSynced { all[index].counter += 1 }
                return (all[index], all[index].counter)
            }
        }
    }

    private static func evaluate(_ salt: [UInt8], _ secret: [UInt8]) -> [UInt8] {
        let input = Digest.sha256(Array("WebAuthn PRF".utf8) + [0] + salt)
        return Array(HMAC<SHA256>.authenticationCode(for: input, using: SymmetricKey(data: secret)))
    }
}

extension SoftwareAuthenticator {
    /// The bits of the authenticator's data (WebAuthn §6.1).
    private enum Flag {
        static let userPresent: UInt8 = 0x01
        static let userVerified: UInt8 = 0x04
        static let backupEligible: UInt8 = 0x08
        static let backedUp: UInt8 = 0x10
        static let attestedCredential: UInt8 = 0x40
        static let extensions: UInt8 = 0x80
    }

    private func attestationObject(
        _ credential: Credential,
        _ ceremony: SoftwareCeremony,
        _ client: [UInt8]
    ) -> [UInt8] {
        let data = registrationData(credential, ceremony)
        var format = "none"
        var members: [(name: [UInt8], value: [UInt8])] = []
        if statement == .selfSigned || ceremony.fault == .badAttestation {
            var signature = credential.key.signature(for: data + Digest.sha256(client))
            if ceremony.fault == .badAttestation { signature[signature.count - 1] ^= 1 }
            format = "packed"
            members = [
                (CBORBytes.text("alg"), CBORBytes.integer(Int(algorithm.rawValue))),
                (CBORBytes.text("sig"), CBORBytes.bytes(signature)),
            ]
        }
        if ceremony.fault == .otherAttestation { format = "android-key" }
        var bytes = CBORBytes.map([
            (CBORBytes.text("fmt"), CBORBytes.text(format)),
            (CBORBytes.text("attStmt"), CBORBytes.map(members)),
            (
                CBORBytes.text("authData"),
                ceremony.fault == .longForm
                    ? [0x5A] + CBORBytes.bigEndian(UInt64(data.count), byteCount: 4) + data : CBORBytes.bytes(data)
            ),
        ])
        if ceremony.fault == .truncated { bytes.removeLast() }
        if ceremony.fault == .trailingByte { bytes.append(0) }
        return bytes
    }

    private func registrationData(_ credential: Credential, _ ceremony: SoftwareCeremony) -> [UInt8] {
        let eligible = isSynced ? Flag.backupEligible : 0
        guard ceremony.fault != .noCredential else { return head(ceremony, eligible, credential.counter) }
        return head(ceremony, eligible | Flag.attestedCredential, credential.counter)
            + aaguid + CBORBytes.bigEndian(UInt64(credential.id.count), byteCount: 2) + credential.id
            + credential.key.publicKey(ceremony.fault) + extensions(ceremony)
    }

    private func authenticatorData(
        _ ceremony: SoftwareCeremony,
        _ flags: UInt8,
        _ counter: UInt32
    ) -> [UInt8] {
        var bytes = head(ceremony, flags, counter) + extensions(ceremony)
        if ceremony.fault == .truncated { bytes.removeLast() }
        if ceremony.fault == .trailingByte { bytes.append(0) }
        return bytes
    }

    private func head(_ ceremony: SoftwareCeremony, _ flags: UInt8, _ counter: UInt32) -> [UInt8] {
        var flags = flags
        if ceremony.isUserPresent { flags |= Flag.userPresent }
        if ceremony.isUserVerified { flags |= Flag.userVerified }
        if isSynced { flags |= Flag.backedUp }
        if ceremony.fault == .backedUpOnly {
            flags |= Flag.backedUp
            flags &= ~Flag.backupEligible
        }
        if ceremony.fault == .otherBackupEligibility { flags &= ~Flag.backedUp }
        if ceremony.fault == .unorderedExtensions { flags |= Flag.extensions }
        let party = ceremony.fault == .otherRelyingParty ? "evil.example" : ceremony.relyingPartyID
        return Digest.sha256(Array(party.utf8)) + [flags]
            + CBORBytes.bigEndian(UInt64(counter), byteCount: 4)
    }

    private func extensions(_ ceremony: SoftwareCeremony) -> [UInt8] {
        guard ceremony.fault == .unorderedExtensions else { return [] }
        return CBORBytes.map([
            (CBORBytes.text("hmac-secret"), CBORBytes.boolean(true)),
            (CBORBytes.text("credProtect"), CBORBytes.integer(2)),
        ])
    }
}
