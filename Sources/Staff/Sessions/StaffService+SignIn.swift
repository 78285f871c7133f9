import Primitives
import Sealing
package import WebAuthn

/// What came of a passkey that was shown.
package enum StaffSignIn: Sendable {
    /// A session has begun.
    case letIn(StaffSecret)
    /// The passkey is a member's and the browser is not fit for work yet: somebody else has to look at the device.
    ///
    /// `secret`: for a browser that was none of hers: what it is known by from now on.
    case deviceWaits(secret: StaffSecret?)
}

extension StaffService {
    /// A challenge for a passkey; it is answered once, within five minutes.
    package func beginSignIn() -> [UInt8] { challenges.make(.signIn, at: now()) }

    /// Lets a member in who shows her passkey on a device that somebody looked at.
    ///
    /// Refusals of known members are written down.
    ///
    /// - Parameters:
    ///   - response: What the passkey answered.
    ///   - challenge: Which challenge it says it answers.
    ///   - device: The secret in the browser's cookie, if it has one.
    ///   - label: What the browser is called where it is new.
    /// - Returns: a session's token, or that the device has to wait.
    /// - Throws: ``StaffError``: `notLetIn`, `tooManyTries` and others.
    package func signIn(
        _ response: AssertionResponse,
        challenge: [UInt8],
        device: StaffSecret?,
        label: String
    ) async throws(StaffError) -> StaffSignIn {
        let now = now()
        guard challenges.take(challenge, at: now) == .signIn else { throw .notLetIn(.challenge) }
        let found = try await roster().member(credentialID: response.credentialID)
        guard let member = found else { throw .notLetIn(.passkey) }
        let counter: UInt32
        do throws(WebAuthnError) {
            let verified = try Assertion.verify(
                response,
                challenge: challenge,
                party: surroundings.relyingParty,
                stored: try member.passkey.stored()
            )
            guard verified.userHandle.map({ $0 == member.id.bytes }) ?? true else { throw .userHandle }
            counter = verified.counter
        } catch {
            try await recordRefusal(of: member, at: now)
            throw .notLetIn(.passkey)
        }
        do throws(StaffError) {
            return try await enter(member, counter: counter, device: device, label: label)
        } catch .refused(.staleCounter) {
            try await recordRefusal(of: member, at: now)
            throw .notLetIn(.passkey)
        }
    }

    /// Lets in whose passkey holds, where her device counts.
    private func enter(
        _ member: StaffMember,
        counter: UInt32,
        device: StaffSecret?,
        label: String
    ) async throws(StaffError) -> StaffSignIn {
        let now = now()
        guard let known = member.devices.first(where: { $0.secretHash == device?.hash }) else {
            try await recordRefusal(of: member, at: now)
            return .deviceWaits(secret: try await enrol(label, of: member.id, counter: counter))
        }
        guard known.isAttested(on: now.day()) else {
            try await recordRefusal(of: member, at: now)
            try await change { roster throws(StaffRefusal) in
                try roster.note(signCount: counter, of: member.id)
                return []
            }
            return .deviceWaits(secret: nil)
        }
        let changed = try await change { roster throws(StaffRefusal) in
            try roster.note(signCount: counter, of: member.id)
            // As she stands now: she may have been removed, and her device taken away, since the look.
            guard let role = roster[member.id]?.role else { throw .unknownMember }
            guard let device = roster[member.id]?.devices.first(where: { $0.id == known.id }),
                device.isAttested(on: now.day())
            else { throw .unknownDevice }
            return [StaffAct(.signedIn, actor: member.id, role: role)]
        }
        guard changed[member.id] != nil else { throw .notLetIn(.passkey) }
        return .letIn(try await begin(of: member.id, on: known.id))
    }

    private func recordRefusal(of member: StaffMember, at now: Timestamp) async throws(StaffError) {
        if let seconds = refusals.attempt(member.id, at: now) { throw .tooManyTries(retryAfterSeconds: seconds) }
        try await surroundings.recorder.record(StaffAct(.signInRefused, actor: member.id, role: member.role))
    }

    private func enrol(
        _ label: String,
        of member: StaffMemberID,
        counter: UInt32
    ) async throws(StaffError) -> StaffSecret {
        let secret = StaffSecret.random(.device)
        let device = try Self.device(label, secret, at: now())
        try await change { roster throws(StaffRefusal) in
            try roster.note(signCount: counter, of: member)
            return try roster.enrol(device, of: member)
        }
        return secret
    }

    static func device(_ label: String, _ secret: StaffSecret, at now: Timestamp) throws(StaffError) -> StaffDevice {
        let text: String?
        do {
            text = try PlainText.checked(label, maximum: StaffDevice.labelCharacterCountMaximum, takesLines: false)
        } catch { throw .refused(.label(error)) }
        guard let text else { throw .refused(.emptyLabel) }
        return StaffDevice(id: id(), label: text, secretHash: secret.hash, enrolled: now)
    }
}
