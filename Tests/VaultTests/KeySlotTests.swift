import Primitives
import Sealing
import Testing
import Vault

@Suite("Key slots")
struct KeySlotTests {
    @Test("a slot opens with its holder's secret, and decodes to what was encoded")
    func roundTrip() async throws {
        let fixture = try await VaultFixture()
        let copy = try KeySlot(decoding: fixture.slot.encoded())
        #expect(copy == fixture.slot)
        let keys = try await copy.open(with: fixture.holderKey.bytes, outerLock: fixture.surroundings)
        #expect(keys.scope == [VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Tally.id, Other.id])
    }

    @Test("another secret does not open it, and an altered byte never opens it")
    func wrongSecretOrAltered() async throws {
        let fixture = try await VaultFixture()
        let wrong = SecretBytes.random(count: 32)
        await #expect(throws: VaultError.doesNotOpen) {
            try await fixture.slot.open(with: wrong, outerLock: fixture.surroundings)
        }
        let encoded = fixture.slot.encoded()
        for offset in encoded.indices where offset % 7 == 0 {
            var bytes = encoded
            bytes[offset] ^= 0x40
            // The certificate's own bytes do not matter for opening: they are what a new epoch asks for.
            guard offset < encoded.count - Authenticator.tagByteCount else { continue }
            await #expect(throws: VaultError.self, "byte \(offset)") {
                let slot = try KeySlot(decoding: bytes)
                _ = try await slot.open(with: fixture.holderKey.bytes, outerLock: fixture.surroundings)
            }
        }
        for count in [0, 1, 50, encoded.count - 1] {
            #expect(throws: VaultError.self) { try KeySlot(decoding: Array(encoded.prefix(count))) }
        }
        #expect(throws: VaultError.self) { try KeySlot(decoding: encoded + [0]) }
    }

    @Test("a slot with the key of one tracker reads that one and no other")
    func scope() async throws {
        let fixture = try await VaultFixture()
        let owner = try await fixture.open()
        try await fixture.add(5, to: owner)
        _ = try await owner.commit(Other.self, at: .zero) { _, _ in Planned(changes: [8], outcome: 0) }
        fixture.registry.lockAll()

        let token = SharedSecret(.random(count: 32))
        let limited = try await VaultFixture.makeSlot(
            .apiToken,
            2,
            vault: fixture.vault,
            keys: fixture.keys.limited(to: [Tally.id]),
            control: fixture.keys,
            token,
            fixture.surroundings
        )
        let access = try await fixture.registry.open(limited, with: token.bytes, purpose: .moneyTracking, at: .zero)
        #expect(try await fixture.sum(access) == 5)
        await #expect(throws: VaultError.outsideScope) { try await access.read(Other.self) { state, _ in state.sum } }
    }

    @Test("a new epoch reaches every slot while their holders are away, and what was sealed before still reads")
    func newEpoch() async throws {
        let fixture = try await VaultFixture()
        let recovery = SharedSecret(.random(count: 32))
        let session = SharedSecret(.random(count: 32))
        for (kind, number, secret) in [(KeySlot.Kind.recoveryCode, UInt64(2), recovery), (.session, 3, session)] {
            let slot = try await VaultFixture.makeSlot(
                kind,
                number,
                vault: fixture.vault,
                keys: fixture.keys,
                control: fixture.keys,
                secret,
                fixture.surroundings
            )
            try await fixture.surroundings.update(fixture.vault, adding: [slot], replacing: [], removing: [])
        }
        let access = try await fixture.open()
        try await fixture.add(5, to: access)
        let (epoch, refused) = try await fixture.registry.addEpoch(to: Tally.id, of: fixture.vault, at: .zero)
        #expect(epoch == 2 && refused == 0)
        try await fixture.add(6, to: access)
        fixture.registry.lockAll()

        for (number, secret) in [(UInt64(1), fixture.holderKey), (2, recovery), (3, session)] {
            let id = KeySlotID(high: 7, low: number)
            let slot = try #require(try await fixture.surroundings.slot(id, of: fixture.vault))
            #expect(slot.trackerBoxes.filter { $0.tracker == Tally.id }.map(\.epoch) == [2])
            let again = try await fixture.registry.open(slot, with: secret.bytes, purpose: .moneyTracking, at: .zero)
            #expect(try await fixture.sum(again) == 11)
            fixture.registry.lockAll()
        }
        // The slot as it was holds only the old key: with it, the new segments are not quietly left out.
        await #expect(throws: VaultError.self) { try await fixture.open() }
    }

    @Test("a slot that somebody else wrote into the store gets no new key")
    func uncertified() async throws {
        let fixture = try await VaultFixture()
        let thief = VaultKeys.make(trackers: [Tally.id])
        let planted = try await VaultFixture.makeSlot(
            .passphrase,
            66,
            vault: fixture.vault,
            keys: thief,
            control: thief,
            SharedSecret(.random(count: 32)),
            fixture.surroundings
        )
        try await fixture.surroundings.update(fixture.vault, adding: [planted], replacing: [], removing: [])
        let access = try await fixture.open()
        try await fixture.add(5, to: access)
        let (_, refused) = try await fixture.registry.addEpoch(to: Tally.id, of: fixture.vault, at: .zero)
        #expect(refused == 1)
        let after = try #require(try await fixture.surroundings.slot(planted.id, of: fixture.vault))
        #expect(after == planted)
    }
}
