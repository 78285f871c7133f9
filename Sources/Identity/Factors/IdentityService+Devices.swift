import KeyService
import Primitives
import Vault

/// Which browsers an account knows, and which of them she trusts.
///
/// - Source: docs/spec/factors.md §7.
extension IdentityService {
    /// More than anybody has; the oldest goes first.
    private static let deviceMaximum = 50

    /// The device of a token, where it is this account's and not too long ago.
    func knownDevice(_ token: DeviceToken?, of account: UserAccountID) async throws(IdentityError) -> KnownDevice? {
        guard let token else { return nil }
        do {
            guard let device = try await records.read(.device(token.hash, of: account), as: KnownDevice.self)?.value,
                device.hash == token.hash, now() < device.expiry
            else { return nil }
            return device
        } catch {
            throw .records(error)
        }
    }

    /// Notes that somebody signs in with a device: before the session is given, and told where it is a new one.
    ///
    /// - `isTrusted`: whether it is to do the second step from now on.
    /// - Returns: a token for a browser that has none yet and is her own.
    func welcome(
        _ device: SeenDevice,
        _ client: Session.Client,
        to account: UserAccount,
        isTrusted: Bool = false
    ) async throws(IdentityError) -> DeviceToken? {
        if var known = try await knownDevice(device.token, of: account.id) {
            let before = known
            known.lastUse = now().day()
            if isTrusted {
                try await note(AccountEvent(.deviceRemembered, device.name), of: account.vault)
                known.trustedUntil = now().adding(seconds: KnownDevice.trustSeconds)
            }
            if known != before { try await write([.put(.device(known.hash, of: account.id), known, expected: nil)]) }
            return nil
        }
        guard device.isTold else { return nil }
        try await note(AccountEvent(.signedInOnNewDevice, device.name), of: account.vault)
        if isTrusted { try await note(AccountEvent(.deviceRemembered, device.name), of: account.vault) }
        return try await introduce(device, client, to: account.id, isTrusted: isTrusted)
    }

    /// Makes a browser known that is her own.
    func introduce(
        _ device: SeenDevice,
        _ client: Session.Client,
        to account: UserAccountID,
        isTrusted: Bool = false
    ) async throws(IdentityError) -> DeviceToken? {
        guard client == .browser, device.isTold, !device.isShared else { return nil }
        let token = DeviceToken.random()
        let new = KnownDevice(token, of: account, name: device.name, isTrusted: isTrusted, at: now())
        let spare = try await devices(of: account).dropFirst(Self.deviceMaximum - 1)
        try await write(
            [.put(.device(new.hash, of: account), new, expected: 0)]
                + spare.map { .delete(.device($0.hash, of: account)) }
        )
        return token
    }

    /// The devices of the account that a token belongs to, the latest first.
    package func devices(for token: SessionToken) async throws(IdentityError) -> [KnownDevice] {
        try await devices(of: try await unlockedSession(token).account)
    }

    func devices(of account: UserAccountID) async throws(IdentityError) -> [KnownDevice] {
        let stored: [OpenRecord<KnownDevice>]
        do { stored = try await records.list(.knownDevice, owner: account.bytes) } catch { throw .records(error) }
        let time = now()
        return stored.map(\.value).filter { time < $0.expiry }.sorted { $0.created > $1.created }
    }

    /// Forgets devices: at their next sign-in they are new, and do no second step.
    ///
    /// - `hash`: of one; nil for all.
    /// - Throws: `.proofNeeded`, `.signedOut`, `.sessionLocked`.
    package func forgetDevices(_ hash: [UInt8]? = nil, token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let meant = try await devices(of: session.account).filter { hash == nil || $0.hash == hash }
        guard !meant.isEmpty else { return }
        for device in meant {
            try await note(AccountEvent(.deviceForgotten, device.name), of: session.vault, by: session.slot)
        }
        try await write(meant.map { .delete(.device($0.hash, of: session.account)) })
    }

    /// Ends the trust in all devices of an account; they stay known.
    func distrustingDevices(of account: UserAccountID) async throws(IdentityError) -> [RecordChange] {
        try await devices(of: account).filter { $0.trustedUntil != nil }.map { device in
            var changed = device
            changed.trustedUntil = nil
            return .put(.device(device.hash, of: account), changed, expected: nil)
        }
    }
}
