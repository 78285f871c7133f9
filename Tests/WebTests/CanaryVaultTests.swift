import Identity
import KeyService
import Primitives
import Synchronization
import TestSupport
import Testing
import Vault

@testable import Composition

/// Goal: the canary vault opens as a person's does, and a copy of another time is known by what it says.
@Suite("Canary vault")
struct CanaryVaultTests {
    private static let start = Timestamp(seconds: 1_795_266_900)

    private let stores: CheckedStores
    private let canary: CanaryVault

    private final class Clock: Sendable {
        let time = Mutex(CanaryVaultTests.start)
        var now: Now { { self.time.withLock(\.self) } }
        func pass(_ seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    private let hand: Clock

    init() async throws {
        hand = Clock()
        stores = try await CheckedStores(now: hand.now)
        canary = CanaryVault(home: Self.home(stores), recorder: CheckedStores.Nobody(), now: hand.now)
    }

    private static func home(_ stores: CheckedStores) -> CanaryVault.Place {
        CanaryVault.Place(journals: stores.journals, records: stores.records, ring: stores.ring)
    }

    private func record() async throws -> CanaryRecord { try #require(try await canary.record()) }

    private func said(at moment: Timestamp) async throws -> CanaryMark? {
        let record = try await record()
        return try await canary.mark(
            among: record.marks.expected(at: moment),
            record,
            in: Self.home(stores)
        )
    }

    @Test("it says the mark of the last renewal, and not the one before; it is made once")
    func renewed() async throws {
        #expect(try await canary.record() == nil)
        try await canary.renew()
        let first = try await record()
        hand.pass(3600)
        try await canary.renew()
        let second = try await record()
        #expect(second.vault == first.vault && second.marks.count == 2)
        #expect(try await said(at: hand.now()) == second.marks[1])
        // What an old copy may say is another mark: this one is not it.
        #expect(try await said(at: Self.start) == nil)
        #expect(try await canary.mark(among: [], second, in: Self.home(stores)) == nil)
    }

    @Test("no account, no figure and no consent is made for it")
    func nobody() async throws {
        try await canary.renew()
        let vault = try await record().vault
        for kind in RecordKind.allCases where ![.keyEncryptionKey, .canaryVault].contains(kind) {
            let ofNobody = try await stores.metadata.list(kind, owner: RecordKey.nobody, after: nil, limit: 10)
            let ofVault = try await stores.metadata.list(kind, owner: vault.bytes, after: nil, limit: 10)
            #expect(ofNobody.isEmpty, "\(kind)")
            #expect(ofVault.isEmpty || kind == .keySlot || kind == .vaultHead, "\(kind)")
        }
    }

    @Test("a copy without its journal or its slot, or with another secret, is found")
    func missing() async throws {
        try await canary.renew()
        let record = try await record()
        let empty = try await CheckedStores(now: hand.now)
        await #expect(throws: VaultError.notFound) {
            _ = try await canary.mark(among: record.marks, record, in: Self.home(empty))
        }
        let half = CanaryVault.Place(journals: empty.journals, records: stores.records, ring: stores.ring)
        await #expect(throws: VaultError.self) {
            _ = try await canary.mark(among: record.marks, record, in: half)
        }
        let other = CanaryRecord(
            vault: record.vault,
            slot: record.slot,
            secret: record.secret.reversed(),
            made: record.made
        )
        await #expect(throws: VaultError.doesNotOpen) {
            _ = try await canary.mark(among: record.marks, other, in: Self.home(stores))
        }
        #expect(DrillFailure(VaultError.notFound) == .canaryMissing)
        #expect(DrillFailure(VaultError.doesNotOpen) == .canaryClosed)
    }

    @Test("where its slot was lost a new one is made")
    func again() async throws {
        try await canary.renew()
        let first = try await record()
        let slot = RecordKey(kind: .keySlot, owner: first.vault.bytes, name: first.slot.bytes)
        try await stores.metadata.write([.delete(slot, expected: nil)])
        try await canary.renew()
        #expect(try await record().vault != first.vault)
        #expect(try await said(at: hand.now()) != nil)
    }

    @Test("a copy may say the newest mark that was durable before it, or one being written then; never an older one")
    func expected() {
        func mark(_ number: UInt8, _ begun: Int64, _ written: Int64?) -> CanaryMark {
            CanaryMark(
                bytes: [UInt8](repeating: number, count: 16),
                begun: Timestamp(seconds: begun),
                written: written.map { Timestamp(seconds: $0) }
            )
        }
        let marks = [mark(1, 10, 11), mark(2, 20, nil), mark(3, 30, 31), mark(4, 40, 45)]
        func numbers(_ moment: Int64) -> [UInt8] {
            marks.expected(at: Timestamp(seconds: moment)).map { $0.bytes[0] }
        }
        #expect(numbers(5) == [])
        #expect(numbers(10) == [1])
        #expect(numbers(15) == [1])
        #expect(numbers(25) == [1, 2])
        #expect(numbers(35) == [3])
        #expect(numbers(42) == [3, 4])
        #expect(numbers(50) == [4])
        for mark in marks { #expect(CanaryMark(decoding: mark.encode()) == mark) }
        #expect(CanaryMark(decoding: [1]) == nil)
    }

    @Test("no more marks are kept than the record has room for")
    func bounded() throws {
        var record = CanaryRecord(
            vault: VaultID(high: 1, low: 2),
            slot: KeySlotID(high: 3, low: 4),
            secret: [UInt8](repeating: 1, count: 32),
            made: Self.start
        )
        for second in 0..<300 { record.add(CanaryMark.make(at: Timestamp(seconds: Int64(second)))) }
        #expect(record.marks.count == CanaryRecord.markMaximum)
        #expect(record.marks.last?.begun == Timestamp(seconds: 299))
        #expect(try CanaryRecord(decoding: record.encode()) == record)
    }
}
