import Escrow
import KeyService
import Money
import Primitives
import Sealing
import Testing
import Vault

@testable import Composition
@testable import Identity
@testable import Staff

/// Goal: who has everything that is stored, every key-encryption key and one officer's key opens nothing; two officers
/// open that vault, and no other.
///
/// Method: the attacker is given the records opened, the keys of the ring, even the key service's own lock undone, and
/// then one officer's key, or two.
@Suite("What is stolen with officers' keys")
struct EscrowTheftTests {
    /// An attacker to whom the key service gives whatever it ever sealed.
    private struct Undone: PrivateKeyLock {
        let service: any EscrowKeeper
        let place: EscrowPlace
        let evidence: EscrowEvidence

        func lock(_ box: [UInt8]) async throws(VaultError) -> [UInt8] { box }

        func unlock(_ box: [UInt8]) async throws(VaultError) -> [UInt8] {
            do { return try await service.release(box, at: place, on: evidence) } catch { throw .doesNotOpen }
        }
    }

    private static func key(_ officer: CheckedStaff.Member) -> SlotPrivateKey {
        OfficerKey.derive(from: officer.output.bytes)
    }

    /// Every share that a set of officers' keys opens.
    private static func shares(
        _ slot: EscrowSlot,
        _ vault: VaultID,
        _ officers: [CheckedStaff.Member]
    ) -> [SecretShare] {
        var opened: [UInt8: SecretShare] = [:]
        for share in slot.shares {
            for officer in officers {
                if let found = try? share.open(with: key(officer), vault: vault, slot: slot.slot) {
                    opened[found.number] = found
                }
            }
        }
        return opened.values.sorted { $0.number < $1.number }
    }

    @Test("one officer's key opens no slot of the vault; two open the escrow's, with the key service's word")
    func officers() async throws {
        let brought = try await EscrowGateTests.Brought()
        let access = brought.scene.access
        defer { access.close() }
        let offer = try #require(try await access.identity.escrowOffer(of: access.account))
        let entry = try #require(offer.slots.first)
        let slots = try await RecordSlotStore(records: access.stores.records).slots(of: access.vault)
        let slot = try #require(slots.first { $0.id == entry.slot })
        let undone = Undone(service: access.keeper, place: brought.place, evidence: brought.evidence)
        for officer in brought.scene.officers {
            let shares = Self.shares(entry, access.vault, [officer])
            #expect(shares.count == 1)
            // Her share and what her passkey derives, as if they were a holder's secret of any slot.
            let candidates = shares.map { $0.secret } + [officer.output]
            for candidate in candidates {
                for slot in slots {
                    await #expect(throws: VaultError.self) {
                        try await slot.open(
                            with: candidate.bytes,
                            outerLock: access.stores.outerLock,
                            innerLock: slot.kind == .escrow ? undone : nil
                        )
                    }
                }
            }
        }
        let both = Self.shares(entry, access.vault, brought.scene.officers)
        #expect(both.count == 2)
        let secret = try #require(Self.combined(both))
        // Without the key service two officers have a box that does not open.
        await #expect(throws: VaultError.self) {
            try await slot.open(with: secret.bytes, outerLock: access.stores.outerLock)
        }
        let keys = try await slot.open(with: secret.bytes, outerLock: access.stores.outerLock, innerLock: undone)
        #expect(keys.scope == [MoneyTracker.id])
        for other in slots where other.id != slot.id {
            await #expect(throws: VaultError.self) {
                try await other.open(with: secret.bytes, outerLock: access.stores.outerLock)
            }
        }
    }

    @Test("what two officers agreed to for one person opens nothing of another")
    func otherPerson() async throws {
        let brought = try await EscrowGateTests.Brought()
        let access = brought.scene.access
        defer { access.close() }
        let other = try await access.identity.signUp(
            handle: "somebody-else",
            passphrase: "walrus plinth ochre gantry",
            client: .browser,
            from: IdentityService.Source(address: [0])
        )
        try await access.identity.allowSupport(with: [MoneyTracker.id], for: other.session.token)
        let offer = try #require(try await access.identity.escrowOffer(of: other.session.session.account))
        let entry = try #require(offer.slots.first)
        let slots = try await RecordSlotStore(records: access.stores.records).slots(of: offer.vault)
        let slot = try #require(slots.first { $0.id == entry.slot })
        let place = EscrowPlace(
            vault: offer.vault,
            slot: entry.slot,
            tracker: entry.tracker,
            policy: offer.policy.digest
        )
        // Both officers' keys, and the evidence for the first person.
        let secret = try #require(Self.combined(Self.shares(entry, offer.vault, brought.scene.officers)))
        for place in [place, brought.place] {
            let undone = Undone(service: access.keeper, place: place, evidence: brought.evidence)
            await #expect(throws: VaultError.self) {
                try await slot.open(with: secret.bytes, outerLock: access.stores.outerLock, innerLock: undone)
            }
        }
    }

    private static func combined(_ shares: [SecretShare]) -> SharedSecret? {
        guard let secret = SecretSharing.combine(shares) else { return nil }
        return SharedSecret(secret)
    }
}
