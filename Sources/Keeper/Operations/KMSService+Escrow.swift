import Escrow
import KeyService
import Primitives
import Sealing

/// What AWS KMS does not have: a key that opens on evidence alone.
///
/// - Source: docs/spec/break-glass.md §5.
extension KMSService {
    private static let boxByteCountMaximum = 1024
    private static let proofByteCountMaximum = 8192
    private static let answerByteCountMaximum = 4096

    func sealEscrow(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let context = try request.encryptionContext()
        let box = try request.bytes("Plaintext", limit: Self.boxByteCountMaximum)
        try request.finish()
        guard EscrowPlace(context) != nil else { throw .validation }
        let key = try usableKey(.id(try escrowKey().id), .escrow)
        guard let version = key.versions.last else { throw .notFound }
        let blob: [UInt8]
        do {
            blob = try KeyServiceCiphertext.seal(
                box,
                under: version.secret.bytes,
                keyID: key.id,
                keyVersion: version.number,
                context: context
            )
        } catch { throw KMSException(error) }
        var answer = JSONWriter()
        answer.add("CiphertextBlob", base64: blob)
        answer.add("KeyId", arn(key))
        return answer.bytes
    }

    func releaseEscrow(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let context = try request.encryptionContext()
        let bytes = try request.bytes("CiphertextBlob", limit: Self.boxByteCountMaximum * 2)
        let evidence = try Self.evidence(&request)
        try request.finish()
        guard let place = EscrowPlace(context) else { throw .accessDenied }
        do { try EscrowGate.verify(evidence, at: place, now: now()) } catch { throw .accessDenied }
        do {
            let blob = try KeyServiceCiphertext(decoding: bytes)
            guard let key = keys.key(blob.keyID), !key.isGone(at: now()), key.spec == .escrow,
                let version = key.version(blob.keyVersion)
            else { throw KMSException.accessDenied }
            try key.state.checkUsable()
            let box = try blob.open(with: version.secret.bytes, context: context)
            var answer = JSONWriter()
            answer.add("KeyId", arn(key))
            answer.add("Plaintext", base64: box)
            return answer.bytes
        } catch { throw .accessDenied }
    }

    /// The installation's one key for escrows; made when the first person allows it.
    private func escrowKey() throws(KMSException) -> CustomerKey {
        let moment = now()
        let present = keys.keyIDs().compactMap { keys.key($0) }
            .filter { $0.spec == .escrow && !$0.isGone(at: moment) }
            .min { ($0.created, $0.id.text) < ($1.created, $1.id.text) }
        if let present { return present }
        do { return try keys.create(text: "escrow", spec: .escrow, at: moment) } catch .tooManyKeys {
            throw .limitExceeded
        } catch { throw .internalFailure }
    }

    private static func evidence(_ request: inout KMSRequest) throws(KMSException) -> EscrowEvidence {
        let policy = try request.bytes("Policy", limit: EscrowPolicy.byteCountMaximum)
        let statement = try request.bytes("Statement", limit: answerByteCountMaximum)
        var approvals: [SignedApproval] = []
        for var approval in try request.objects("Approvals") ?? [] {
            approvals.append(try Self.approval(&approval))
        }
        var entries: [LoggedEvidence] = []
        for var entry in try request.objects("Entries") ?? [] {
            entries.append(
                LoggedEvidence(
                    proof: try entry.bytes("Proof", limit: proofByteCountMaximum),
                    particulars: try entry.bytes("Particulars", limit: answerByteCountMaximum)
                )
            )
            try entry.finish()
        }
        do {
            return EscrowEvidence(
                policy: try EscrowPolicy(decoding: policy),
                statement: try AccessStatement(decoding: statement),
                approvals: approvals,
                entries: entries
            )
        } catch { throw .accessDenied }
    }

    private static func approval(_ request: inout KMSRequest) throws(KMSException) -> SignedApproval {
        guard let text = try request.text("Officer", limit: 64), let officer = StaffMemberID(text: text) else {
            throw .validation
        }
        let approval = SignedApproval(
            officer: officer,
            authenticatorData: try request.bytes("AuthenticatorData", limit: answerByteCountMaximum),
            clientData: try request.bytes("ClientData", limit: answerByteCountMaximum),
            signature: try request.bytes("Signature", limit: answerByteCountMaximum)
        )
        try request.finish()
        return approval
    }
}

extension EscrowPlace {
    /// Reads what ``pairs`` wrote, with an environment and a region beside it; nil for anything else.
    init?(_ context: EncryptionContext) {
        var pairs = context.pairs
        guard pairs.removeValue(forKey: "environment") != nil, pairs.removeValue(forKey: "region") != nil,
            let vault = pairs["vault"].flatMap({ VaultID(text: $0) }),
            let slot = pairs["slot"].flatMap({ KeySlotID(text: $0) }),
            let tracker = pairs["tracker"].flatMap({ UInt16($0) }),
            let policy = pairs["policy"].flatMap({ Base32.decode($0) })
        else { return nil }
        self.init(vault: vault, slot: slot, tracker: tracker, policy: policy)
        guard self.pairs == pairs else { return nil }
    }
}
