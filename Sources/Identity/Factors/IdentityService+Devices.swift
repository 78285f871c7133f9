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
    func knownDevice(
        _ token: DeviceToken?,
        of account: UserAccountID
    ) async throws(IdentityError) -> OpenRecord<KnownDevice>? {
        guard let token else { return nil }
        do {
            guard let device = try await records.read(.device(token.hash, of: account), as: KnownDevice.self),
                device.value.hash == token.hash, now() < device.value.expiry
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
        let isTrusted = isTrusted && canBeKnown(device, client)
        // One that is forgotten meanwhile, or trusted no more, stays so: it is looked at again.
        return try await repeating { () async throws(IdentityError) in
            let known = try await knownDevice(device.token, of: account.id)
            guard known != nil || device.isTold else { return nil }
            if known == nil { try await note(AccountEvent(.signedInOnNewDevice, device.name), of: account.vault) }
            if isTrusted { try await note(AccountEvent(.deviceRemembered, device.name), of: account.vault) }
            guard let known else { return try await introduce(device, client, to: account.id, isTrusted: isTrusted) }
            var changed = known.value
            changed.lastUse = now().day()
            if isTrusted { changed.trustedUntil = now().adding(seconds: KnownDevice.trustSeconds) }
            if changed != known.value { try await write([.put(known.key, changed, expected: known.version)]) }
            return nil
        }
    }

    /// Whether it is a browser of her own.
    private func canBeKnown(_ device: SeenDevice, _ client: Session.Client) -> Bool {
        client == .browser && device.isTold && !device.isShared
    }

    /// Makes a browser known that is her own.
    func introduce(
        _ device: SeenDevice,
        _ client: Session.Client,
        to account: UserAccountID,
        isTrusted: Bool = false
    ) async throws(IdentityError) -> DeviceToken? {
        guard canBeKnown(device, client) else { return nil }
        let token = DeviceToken.random()
        let new = KnownDevice(token, of: account, name: device.name, isTrusted: isTrusted, at: now())
        let kept = Set(try await devices(of: account).prefix(Self.deviceMaximum - 1).map(\.hash))
        // Also those whose time is up: what is good for nothing is not kept.
        let spare = try await storedDevices(of: account).filter { !kept.contains($0.value.hash) }
        try await write([.put(.device(new.hash, of: account), new, expected: 0)] + spare.map { .delete($0.key) })
        return token
    }

    /// The devices of the account that a token belongs to, the latest first.
    package func devices(for token: SessionToken) async throws(IdentityError) -> [KnownDevice] {
        try await devices(of: try await unlockedSession(token).account)
    }

    func devices(of account: UserAccountID) async throws(IdentityError) -> [KnownDevice] {
        let time = now()
        return try await storedDevices(of: account).map(\.value).filter { time < $0.expiry }
            .sorted { $0.created > $1.created }
    }

    private func storedDevices(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<KnownDevice>] {
        do { return try await records.list(.knownDevice, owner: account.bytes) } catch { throw .records(error) }
    }

    /// Forgets devices: at their next sign-in they are new, and do no second step.
    ///
    /// It gives no way in, so it takes no proof.
    ///
    /// - `hash`: of one; nil for all.
    /// - Throws: `.signedOut`, `.sessionLocked`.
    package func forgetDevices(_ hash: [UInt8]? = nil, token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let meant = try await storedDevices(of: session.account).map(\.value).filter { hash == nil || $0.hash == hash }
        guard !meant.isEmpty else { return }
        for device in meant {
            try await note(AccountEvent(.deviceForgotten, device.name), of: session.vault, by: session.slot)
        }
        try await write(meant.map { .delete(.device($0.hash, of: session.account)) })
    }

    /// Ends the trust in all devices of an account; they stay known.
    func distrustingDevices(of account: UserAccountID) async throws(IdentityError) -> [RecordChange] {
        try await storedDevices(of: account).filter { $0.value.trustedUntil != nil }.map { device in
            var changed = device.value
            changed.trustedUntil = nil
            return .put(device.key, changed, expected: device.version)
        }
    }
}
