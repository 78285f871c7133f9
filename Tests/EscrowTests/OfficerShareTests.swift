import Escrow
import Primitives
import Sealing
import Testing

@Suite("Officers' shares")
struct OfficerShareTests {
    private static let vault = VaultID(high: 0, low: 2)
    private static let slot = KeySlotID(high: 0, low: 5)

    @Test(
        "any two officers give the secret back, in either order",
        arguments: [(1, 2), (2, 3), (3, 1)] as [(UInt8, UInt8)]
    )
    func two(_ first: UInt8, _ second: UInt8) throws {
        let policy = try TestPolicy.make()
        let secret = SecretBytes.random(count: 32)
        let shares = try OfficerShare.split(secret, among: policy, vault: Self.vault, slot: Self.slot)
        let opened = try [first, second].map { try Self.opened(shares, by: $0) }
        let isWhole = Self.combine(opened, to: secret)
        let isWholeAlone = Self.combine([opened[0]], to: secret)
        #expect(isWhole && !isWholeAlone)
    }

    @Test("a share opens with its officer's key, at its slot, and nowhere else")
    func bound() throws {
        let policy = try TestPolicy.make()
        let shares = try OfficerShare.split(.random(count: 32), among: policy, vault: Self.vault, slot: Self.slot)
        let own = shares[0]
        #expect(throws: EscrowError.doesNotOpen) {
            try own.open(with: TestPolicy.key(2), vault: Self.vault, slot: Self.slot)
        }
        #expect(throws: EscrowError.doesNotOpen) {
            try own.open(with: TestPolicy.key(1), vault: Self.vault, slot: KeySlotID(high: 0, low: 6))
        }
        #expect(throws: EscrowError.doesNotOpen) {
            try own.open(with: TestPolicy.key(1), vault: VaultID(high: 0, low: 3), slot: Self.slot)
        }
        let renumbered = OfficerShare(officer: own.officer, number: own.number + 1, box: own.box)
        #expect(throws: EscrowError.doesNotOpen) {
            try renumbered.open(with: TestPolicy.key(1), vault: Self.vault, slot: Self.slot)
        }
    }

    @Test("a share that was handed over opens for whom it was meant, for that request")
    func handedOver() throws {
        let policy = try TestPolicy.make()
        let statement = try TestPolicy.statement(policy)
        let shares = try OfficerShare.split(.random(count: 32), among: policy, vault: Self.vault, slot: Self.slot)
        let share = try Self.opened(shares, by: 1)
        let handed = try OfficerShare.handOver(
            share,
            from: TestPolicy.id(1),
            for: statement,
            policy: policy,
            slot: Self.slot
        )
        #expect(handed.map(\.officer) == [TestPolicy.id(2), TestPolicy.id(3)])
        let again = try handed[0].open(
            handedFrom: TestPolicy.id(1),
            for: statement,
            with: TestPolicy.key(2),
            slot: Self.slot
        )
        #expect(again.number == share.number)
        #expect(Self.same(again.secret, share.secret))
        let other = try TestPolicy.statement(policy, trackers: [2])
        #expect(throws: EscrowError.doesNotOpen) {
            try handed[0].open(handedFrom: TestPolicy.id(1), for: other, with: TestPolicy.key(2), slot: Self.slot)
        }
        #expect(throws: EscrowError.doesNotOpen) {
            try handed[0].open(handedFrom: TestPolicy.id(3), for: statement, with: TestPolicy.key(2), slot: Self.slot)
        }
        #expect(throws: EscrowError.doesNotOpen) {
            try handed[0].open(handedFrom: TestPolicy.id(1), for: statement, with: TestPolicy.key(3), slot: Self.slot)
        }
    }

    private static func opened(_ shares: [OfficerShare], by officer: UInt8) throws -> SecretShare {
        let own = try #require(shares.first { $0.officer == TestPolicy.id(officer) })
        return try own.open(with: TestPolicy.key(officer), vault: vault, slot: slot)
    }

    private static func combine(_ shares: [SecretShare], to secret: borrowing SecretBytes) -> Bool {
        guard let combined = SecretSharing.combine(shares) else { return false }
        return combined.equals(secret)
    }

    private static func same(_ one: SharedSecret, _ other: SharedSecret) -> Bool { one.bytes.equals(other.bytes) }
}
