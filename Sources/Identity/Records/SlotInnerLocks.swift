package import KeyService
import Sealing
import Vault

/// The outer locks inside the records of key slots, for a rotation of the `vaults` and `session` keys.
package struct SlotInnerLocks: InnerLocks {
    private let ring: KeyEncryptionKeyRing

    private init(ring: KeyEncryptionKeyRing) { self.ring = ring }

    /// Who relocks each kind of record that has locks inside.
    package static func byKind(ring: KeyEncryptionKeyRing) -> [RecordKind: any InnerLocks] {
        let locks = SlotInnerLocks(ring: ring)
        return [.keySlot: locks, .sessionSlot: locks]
    }

    package func relocked(
        _ plaintext: [UInt8],
        at key: RecordKey,
        found: inout KeyVersions
    ) async throws(SealedRecordError) -> [UInt8]? {
        let slot: KeySlot
        do { slot = try KeySlot(decoding: plaintext) } catch { throw .undecodable(key.kind, .value(1)) }
        let use = KEKOuterLock.use(of: slot.kind)
        var versions: Set<UInt32> = []
        defer { for version in versions { found.insert(use, version) } }
        var failure: KeyRingError?
        do throws(VaultError) {
            let newest: KeyEncryptionKey
            do throws(KeyRingError) { newest = try await ring.key(use) } catch {
                failure = error
                throw .keyServiceUnavailable
            }
            let relocked = try await slot.relocked { (locked, place) async throws(VaultError) in
                let version: UInt32
                do { version = try SealedBox.keyVersion(of: locked[...]) } catch { throw .doesNotOpen }
                versions.insert(version)
                guard version != newest.version else { return nil }
                let old: KeyEncryptionKey
                do throws(KeyRingError) { old = try await ring.key(use, version: version) } catch {
                    failure = error
                    throw .keyServiceUnavailable
                }
                let context = SealingContext(.outerLock, vault: slot.vault, slot: slot.id, place: place)
                let box: [UInt8]
                do { box = try SealedBox.open(locked, with: old.bytes, context: context) } catch { throw .doesNotOpen }
                return SealedBox.seal(box, under: newest.bytes, keyVersion: newest.version, context: context)
            }
            return relocked?.encoded()
        } catch {
            switch failure {
            // A version that never was, or is no more: the lock cannot be opened by anybody.
            case .missing?, nil: throw .doesNotOpen(key.kind)
            case .some(let failure): throw .key(failure)
            }
        }
    }
}
