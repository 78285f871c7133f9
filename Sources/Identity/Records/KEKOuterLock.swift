package import KeyService
package import Primitives
import Sealing
package import Vault

/// The outer lock of slots: the `vaults` KEK for lasting ones, the `session` KEK for those of sessions.
package struct KEKOuterLock: OuterLock {
    private let ring: KeyEncryptionKeyRing

    package init(ring: KeyEncryptionKeyRing) { self.ring = ring }

    package func lock(
        _ box: [UInt8],
        kind: KeySlot.Kind,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) async throws(VaultError) -> [UInt8] {
        let key = try await key(kind, version: nil)
        let context = SealingContext(.outerLock, vault: vault, slot: slot, place: place)
        return SealedBox.seal(box, under: key.bytes, keyVersion: key.version, context: context)
    }

    package func unlock(
        _ locked: [UInt8],
        kind: KeySlot.Kind,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) async throws(VaultError) -> [UInt8] {
        let version: UInt32
        do { version = try SealedBox.keyVersion(of: locked[...]) } catch { throw .doesNotOpen }
        let key = try await key(kind, version: version)
        let context = SealingContext(.outerLock, vault: vault, slot: slot, place: place)
        do { return try SealedBox.open(locked, with: key.bytes, context: context) } catch { throw .doesNotOpen }
    }

    /// The key around the boxes of a slot.
    static func use(of kind: KeySlot.Kind) -> KEKUse { kind == .session ? .session : .vaults }

    private func key(_ kind: KeySlot.Kind, version: UInt32?) async throws(VaultError) -> KeyEncryptionKey {
        do { return try await ring.key(Self.use(of: kind), version: version) } catch {
            switch error {
            case .missing: throw .doesNotOpen
            case .store(let error): throw .store(error)
            case .unrecorded: throw .unrecorded
            default: throw .keyServiceUnavailable
            }
        }
    }
}
