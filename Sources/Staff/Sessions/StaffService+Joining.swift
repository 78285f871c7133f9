package import Primitives
package import Sealing
package import WebAuthn

/// What a browser needs to make the passkey of somebody who follows her link.
package struct JoiningStart: Sendable {
    package let challenge: [UInt8]
    /// Whose passkey it will be: its user handle.
    package let member: StaffMemberID
    package let name: String
    package let role: StaffRole
}

extension StaffService {
    /// Begins following a link; nothing is used up yet.
    ///
    /// - Throws: ``StaffError/refused(_:)``: `unknownLink`, `expired` and what has changed since officers agreed.
    package func beginJoining(_ link: StaffSecret) async throws(StaffError) -> JoiningStart {
        let now = now()
        let invitation: StaffProposal
        let roster = try await roster()
        do { invitation = try roster.invitation(secretHash: link.hash, at: now) } catch { throw .refused(error) }
        guard case .invitation(let name, let role) = invitation.change else { throw .refused(.unknownLink) }
        let member: StaffMemberID = Self.id()
        let challenge = challenges.make(.joining(link: link.hash, member), at: now)
        return JoiningStart(challenge: challenge, member: member, name: name, role: role)
    }

    /// Makes a member of whoever follows a link, with her new passkey and the browser that she uses.
    ///
    /// - Parameters:
    ///   - link: The link's secret.
    ///   - response: The new passkey.
    ///   - challenge: Which challenge it says it answers.
    ///   - output: What the passkey made of ``OfficerKey/salt``, 32 bytes; nil where it cannot.
    ///   - device: The secret in the browser's cookie, if it is a member's already.
    ///   - label: What the browser is called.
    /// - Returns: what the browser is known by from now on.
    /// - Throws: ``StaffError``; nobody is a member then who was not before, and the link stays as it was.
    package func join(
        _ link: StaffSecret,
        _ response: RegistrationResponse,
        challenge: [UInt8],
        output: consuming SecretBytes?,
        device: StaffSecret?,
        label: String
    ) async throws(StaffError) -> StaffSecret {
        let now = now()
        guard case .joining(link.hash, let member)? = challenges.take(challenge, at: now) else {
            throw .notLetIn(.challenge)
        }
        let credential: NewCredential
        do {
            credential = try Registration.verify(response, challenge: challenge, party: surroundings.relyingParty)
        } catch { throw .notLetIn(.passkey) }
        var escrowKey: SlotPublicKey?
        if let output, output.count == Self.outputByteCount { escrowKey = OfficerKey.derive(from: output).publicKey }
        let passkey = StaffPasskey(credential, escrowKey: escrowKey)
        let secret = StaffSecret.random(.device)
        let own = try Self.device(label, secret, at: now)
        try await change { roster throws(StaffRefusal) in
            try roster.join(
                secretHash: link.hash,
                as: member,
                passkey: passkey,
                device: own,
                ownDeviceSecretHash: device?.hash,
                at: now
            )
        }
        return secret
    }

    private static let outputByteCount = 32
}
