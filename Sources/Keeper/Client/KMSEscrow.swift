package import Escrow
import KeyService
import Primitives

/// Escrows at the embedded key service, for one environment and region.
package struct KMSEscrow: EscrowKeeper {
    private let client: KMSClient
    private let environment: String
    private let region: String

    package init(client: KMSClient, environment: String, region: String) {
        self.client = client
        self.environment = environment
        self.region = region
    }

    package func seal(_ box: [UInt8], at place: EscrowPlace) async throws(EscrowKeeperError) -> [UInt8] {
        var body = JSONWriter()
        body.add("EncryptionContext", pairs(place))
        body.add("Plaintext", base64: box)
        do { return try await client.call(.sealEscrow, body).bytes("CiphertextBlob") } catch {
            throw EscrowKeeperError(error)
        }
    }

    package func release(
        _ ciphertext: [UInt8],
        at place: EscrowPlace,
        on evidence: EscrowEvidence
    ) async throws(EscrowKeeperError) -> [UInt8] {
        var body = JSONWriter()
        body.add("CiphertextBlob", base64: ciphertext)
        body.add("EncryptionContext", pairs(place))
        body.add("Policy", base64: evidence.policy.encoded())
        body.add("Statement", base64: evidence.statement.encoded())
        body.add("Approvals", evidence.approvals.map(Self.json))
        body.add("Entries", evidence.entries.map(Self.json))
        do { return try await client.call(.releaseEscrow, body).bytes("Plaintext") } catch .validation {
            throw .denied  // evidence that it cannot read
        } catch {
            throw EscrowKeeperError(error)
        }
    }

    private func pairs(_ place: EscrowPlace) -> [String: String] {
        place.pairs.merging(["environment": environment, "region": region]) { own, _ in own }
    }

    private static func json(_ approval: SignedApproval) -> JSONWriter {
        var writer = JSONWriter()
        writer.add("Officer", approval.officer.text)
        writer.add("AuthenticatorData", base64: approval.authenticatorData)
        writer.add("ClientData", base64: approval.clientData)
        writer.add("Signature", base64: approval.signature)
        return writer
    }

    private static func json(_ entry: LoggedEvidence) -> JSONWriter {
        var writer = JSONWriter()
        writer.add("Proof", base64: entry.proof)
        writer.add("Particulars", base64: entry.particulars)
        return writer
    }
}

extension EscrowKeeperError {
    init(_ error: KeyServiceError) {
        self =
            switch error {
            case .accessDenied, .invalidCiphertext, .disabled: .denied
            case .validation, .notFound: .unsupported
            case .credentialsExpired, .sealed, .throttled, .unavailable: .unavailable
            }
    }
}
