import Assurance
import Identity
import KeyService
import Primitives
import SQLiteStore
import Sealing
import Vault

/// KEY-5: a thief with every store and the key service.
struct TheftCheck: PromiseCheck {
    let promise = PromiseID.key5
    let method =
        "Takes the key slots of a vault and opens their outer lock, as whoever has database and key service could. "
        + "Then tries every key that the server works with and every 32 bytes that are stored with the slots as the "
        + "holder's key: none may open the lock inside."
    let installation: CheckedInstallation
    /// A key that a thief should not have; for tests of the check itself.
    var stolen: SharedSecret?

    func run() async throws -> PromiseFinding {
        let records = installation.records(of: installation.stores.metadata, as: .metadata, under: .metadata)
        // The canary vault is nobody's, and its secret is kept on purpose.
        let canary = try await records.read(CanaryRecord.key, as: CanaryRecord.self)?.value.vault
        guard let vault = try await anyVault(but: canary) else { return PromiseFinding(.notInDeployment(.noVault)) }
        let slots = try await RecordSlotStore(records: records).slots(of: vault)
        guard !slots.isEmpty else { return PromiseFinding(.notInDeployment(.noVault)) }
        let lock = WatchedOuterLock(lock: KEKOuterLock(ring: installation.ring))
        let candidates = try await candidates(slots)
        var (tryCount, openedCount) = (0, 0)
        for slot in slots {
            for candidate in candidates {
                tryCount += 1
                if await opens(slot, candidate, lock) { openedCount += 1 }
            }
        }
        let outerCount = await lock.openedCount
        return PromiseFinding([
            Evidence(
                "Locks inside",
                "\(slots.count) slots, \(tryCount) tries, \(openedCount) opened",
                isAsPromised: openedCount == 0 && tryCount > 0
            ),
            Evidence("Outer locks opened with the key service", "\(outerCount)", isAsPromised: outerCount > 0),
        ])
    }

    private func anyVault(but canary: VaultID?) async throws -> VaultID? {
        for start in [VaultID(bytes: CheckedInstallation.anywhere()), nil] {
            let found = try await installation.stores.vaults.vaults(after: start, limit: 2)
            if let vault = found.first(where: { $0 != canary }) { return vault }
        }
        return nil
    }

    /// Bounded, so that the check takes no more than a second whatever the vault has.
    private static let slotCountMaximum = 4

    /// Keys of backups and escrow are not fetched for a check: the server itself hardly ever needs them.
    private static let uses: [KEKUse] = [.metadata, .activity, .files, .vaults, .session, .index]

    private func candidates(_ slots: [KeySlot]) async throws -> [SharedSecret] {
        var candidates: [SharedSecret] = []
        for use in Self.uses {
            candidates.append(SharedSecret(try await installation.ring.key(use).bytes.duplicate()))
        }
        for slot in slots.prefix(Self.slotCountMaximum) {
            let bytes = slot.publicKey.bytes + slot.certificate + (slot.stretching?.salt ?? []) + slot.lockedPrivateKey
            for start in 0...max(0, bytes.count - 32) where bytes.count >= 32 {
                candidates.append(SharedSecret(SecretBytes(copying: bytes[start..<start + 32])))
            }
        }
        if let stolen { candidates.append(stolen) }
        return candidates
    }

    private func opens(_ slot: KeySlot, _ candidate: SharedSecret, _ lock: any OuterLock) async -> Bool {
        do {
            _ = try await slot.open(with: candidate.bytes, outerLock: lock)
            return true
        } catch {
            return false
        }
    }
}

/// Counts what the real outer lock opened.
private actor WatchedOuterLock: OuterLock {
    private let inner: any OuterLock
    private(set) var openedCount = 0

    init(lock: any OuterLock) { inner = lock }

    func lock(
        _ box: [UInt8],
        kind: KeySlot.Kind,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) async throws(VaultError) -> [UInt8] {
        try await inner.lock(box, kind: kind, vault: vault, slot: slot, place: place)
    }

    func unlock(
        _ locked: [UInt8],
        kind: KeySlot.Kind,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) async throws(VaultError) -> [UInt8] {
        let box = try await inner.unlock(locked, kind: kind, vault: vault, slot: slot, place: place)
        openedCount += 1
        return box
    }
}
