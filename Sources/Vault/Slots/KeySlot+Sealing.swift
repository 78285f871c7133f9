package import Primitives
package import Sealing

extension KeySlot {
    /// Makes a slot that holds `keys`, opened by `holderKey`.
    ///
    /// - `holderKey`: 32 bytes: Argon2id of the passphrase, or the random secret of a session, token or recovery code.
    /// - `stretching`: how the holder's key was made from a passphrase, kept beside it.
    /// - `keys`: must include the control key unless the slot is a limited one certified by `certifiedBy`.
    /// - `innerLock`: one more lock around the private half, inside the outer one.
    package static func make(
        _ kind: Kind,
        id: KeySlotID,
        vault: VaultID,
        holderKey: borrowing SecretBytes,
        stretching: Stretching?,
        keys: VaultKeys,
        certifiedBy control: SharedSecret,
        outerLock: any OuterLock,
        innerLock: (any PrivateKeyLock)? = nil
    ) async throws(VaultError) -> KeySlot {
        let pair = SlotPrivateKey.random()
        var privateBox = pair.sealed(under: holderKey, context: privateKeyContext(kind, id: id, vault: vault))
        let publicKey = pair.publicKey
        if let innerLock { privateBox = try await innerLock.lock(privateBox) }
        let locked = try await outerLock.lock(
            privateBox,
            kind: kind,
            vault: vault,
            slot: id,
            place: privateKeyPlace(kind)
        )
        var slot = KeySlot(
            id: id,
            vault: vault,
            kind: kind,
            publicKey: publicKey,
            stretching: stretching,
            lockedPrivateKey: locked,
            trackerBoxes: [],
            certificate: []
        )
        for (tracker, epoch, key) in keys.all {
            slot.trackerBoxes.append(try await slot.box(key, tracker: tracker, epoch: epoch, outerLock: outerLock))
        }
        slot.certificate = slot.certificateTag(under: control)
        return slot
    }

    /// Opens the slot: its private half with the holder's key, then every tracker key it holds.
    ///
    /// - Throws: ``VaultError/doesNotOpen`` for a wrong secret or an altered slot, `.keyServiceUnavailable`.
    package func open(
        with holderKey: borrowing SecretBytes,
        outerLock: any OuterLock,
        innerLock: (any PrivateKeyLock)? = nil
    ) async throws(VaultError) -> VaultKeys {
        var privateBox = try await unlocked(lockedPrivateKey, place: Self.privateKeyPlace(kind), outerLock)
        if let innerLock { privateBox = try await innerLock.unlock(privateBox) }
        let context = Self.privateKeyContext(kind, id: id, vault: vault)
        let pair: SlotPrivateKey
        do { pair = try SlotPrivateKey(opening: privateBox, with: holderKey, context: context) } catch {
            throw .doesNotOpen
        }
        guard pair.publicKey == publicKey else { throw .doesNotOpen }
        var keys = VaultKeys()
        for box in trackerBoxes {
            let place = Self.trackerPlace(box.tracker, box.epoch)
            let inner = try await unlocked(box.locked, place: place, outerLock)
            do {
                let context = SealingContext(.trackerKey, vault: vault, slot: id, place: place)
                let secret = try HybridBox.open(inner, with: pair, context: context)
                keys.add(SharedSecret(secret), tracker: box.tracker, epoch: box.epoch)
            } catch {
                throw .doesNotOpen
            }
        }
        return keys
    }

    /// The slot with one more tracker key, sealed to its public key; its holder need not be present.
    ///
    /// - Throws: ``VaultError/doesNotOpen`` when the slot is not certified under `control`: somebody else wrote it.
    package func adding(
        _ key: SharedSecret,
        tracker: TrackerID,
        epoch: KeyEpoch,
        certifiedBy control: SharedSecret,
        outerLock: any OuterLock
    ) async throws(VaultError) -> KeySlot {
        guard isCertified(under: control) else { throw .doesNotOpen }
        guard trackerBoxes.count < Self.trackerBoxMaximum else { throw .tooManyChanges }
        var slot = self
        slot.trackerBoxes.append(try await box(key, tracker: tracker, epoch: epoch, outerLock: outerLock))
        slot.certificate = slot.certificateTag(under: control)
        return slot
    }

    /// The slot with all of `keys`.
    ///
    /// - Throws: as ``adding(_:tracker:epoch:certifiedBy:outerLock:)``.
    package func adding(
        _ keys: VaultKeys,
        certifiedBy control: SharedSecret,
        outerLock: any OuterLock
    ) async throws(VaultError) -> KeySlot {
        var slot = self
        for (tracker, epoch, key) in keys.all {
            slot = try await slot.adding(
                key,
                tracker: tracker,
                epoch: epoch,
                certifiedBy: control,
                outerLock: outerLock
            )
        }
        return slot
    }

    /// The slot without the keys of epochs that nothing is sealed under any more.
    package func dropping(_ tracker: TrackerID, below epoch: KeyEpoch) -> KeySlot {
        var slot = self
        slot.trackerBoxes.removeAll { $0.tracker == tracker && $0.epoch < epoch }
        return slot
    }

    /// The slot without any key of a tracker.
    ///
    /// One that was not certified does not become it.
    package func withholding(_ tracker: TrackerID, certifiedBy control: SharedSecret) -> KeySlot {
        let wasCertified = isCertified(under: control)
        var slot = self
        slot.trackerBoxes.removeAll { $0.tracker == tracker }
        if wasCertified { slot.certificate = slot.certificateTag(under: control) }
        return slot
    }

    /// Whether the control key's holder put this slot there.
    package func isCertified(under control: SharedSecret) -> Bool {
        Authenticator.verify(certificate, "flowkeep/1 slot", certifiedBytes, key: control.bytes)
    }

    func certificateTag(under control: SharedSecret) -> [UInt8] {
        Authenticator.tag("flowkeep/1 slot", certifiedBytes, key: control.bytes)
    }

    /// Kind, identity, public key and scope; not the boxes' bytes, which the outer lock's rotation rewrites.
    private var certifiedBytes: [UInt8] {
        var bytes = LengthPrefixed()
        bytes.append(kind.rawValue)
        bytes.append(vault.bytes)
        bytes.append(id.bytes)
        bytes.append(publicKey.bytes)
        for tracker in scope.sorted() { bytes.append(tracker.rawValue) }
        return bytes.bytes
    }

    func box(
        _ key: SharedSecret,
        tracker: TrackerID,
        epoch: KeyEpoch,
        outerLock: any OuterLock
    ) async throws(VaultError) -> TrackerBox {
        let place = Self.trackerPlace(tracker, epoch)
        let context = SealingContext(.trackerKey, vault: vault, slot: id, place: place)
        let inner: [UInt8]
        do { inner = try HybridBox.seal(key.bytes, to: publicKey, keyVersion: epoch, context: context) } catch {
            throw .damaged(0)
        }
        let locked = try await outerLock.lock(inner, kind: kind, vault: vault, slot: id, place: place)
        return TrackerBox(tracker: tracker, epoch: epoch, locked: locked)
    }

    private func unlocked(_ box: [UInt8], place: [UInt8], _ lock: any OuterLock) async throws(VaultError) -> [UInt8] {
        try await lock.unlock(box, kind: kind, vault: vault, slot: id, place: place)
    }

    private static func privateKeyContext(_ kind: Kind, id: KeySlotID, vault: VaultID) -> SealingContext {
        SealingContext(.slotPrivateKey, vault: vault, slot: id, place: privateKeyPlace(kind))
    }

    static func privateKeyPlace(_ kind: Kind) -> [UInt8] {
        var place = LengthPrefixed()
        place.append("private-key")
        place.append(kind.rawValue)
        return place.bytes
    }

    static func trackerPlace(_ tracker: TrackerID, _ epoch: KeyEpoch) -> [UInt8] {
        var place = LengthPrefixed()
        place.append("tracker-key")
        place.append(tracker.rawValue)
        place.append(epoch)
        return place.bytes
    }
}
