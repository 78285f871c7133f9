extension KeySlot {
    /// The slot with its outer locks as `relock` gives them back; its holder need not be present.
    ///
    /// The certificate stands: it is not over the boxes' bytes.
    ///
    /// - Parameter relock: gets a box and its place; nil when the lock is good as it is.
    /// - Returns: nil when no lock changed.
    /// - Throws: what `relock` throws.
    package func relocked(
        _ relock: (_ locked: [UInt8], _ place: [UInt8]) async throws(VaultError) -> [UInt8]?
    ) async throws(VaultError) -> KeySlot? {
        let privateKey = try await relock(lockedPrivateKey, Self.privateKeyPlace(kind))
        var boxes: [TrackerBox] = []
        var isChanged = privateKey != nil
        for box in trackerBoxes {
            let locked = try await relock(box.locked, Self.trackerPlace(box.tracker, box.epoch))
            isChanged = isChanged || locked != nil
            boxes.append(TrackerBox(tracker: box.tracker, epoch: box.epoch, locked: locked ?? box.locked))
        }
        guard isChanged else { return nil }
        return KeySlot(
            id: id,
            vault: vault,
            kind: kind,
            publicKey: publicKey,
            stretching: stretching,
            lockedPrivateKey: privateKey ?? lockedPrivateKey,
            trackerBoxes: boxes,
            certificate: certificate
        )
    }
}
