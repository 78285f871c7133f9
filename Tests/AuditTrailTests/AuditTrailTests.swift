import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import AuditTrail
@testable import TransparencyLog

@Suite("Audit trail")
struct AuditTrailTests {
    private let alice = LogSubjectID(VaultID.alice)

    @Test("openings come back newest first, and are proven from the next checkpoint on")
    func openings() async throws {
        let test = try await TestTrail()
        try await test.open()
        try await test.trail.record(TestTrail.opening(.alice, at: 1))
        try await test.trail.record(TestTrail.opening(.bob, at: 2))
        try await test.trail.record(TestTrail.opening(.alice, .export, at: 3))
        let before = try await test.trail.history(of: alice, limit: 10)
        #expect(before.map(\.entry.event.ordinal) == [1, 0])
        #expect(before.map(\.entry.event.purpose) == [.export, .moneyTracking])
        #expect(before.map(\.isProven) == [false, false])
        #expect(try await test.trail.proof(of: alice, ordinal: 0) == nil)
        let checkpoint = try #require(try await test.trail.publish())
        let after = try await test.trail.history(of: alice, limit: 10)
        #expect(after.map(\.isProven) == [true, true])
        #expect(try await test.trail.history(of: alice, below: 1, limit: 10) == [after[1]])
        #expect(try await test.trail.history(of: LogSubjectID(VaultID.bob), limit: 10).count == 1)
        let event = after[0].entry.event
        #expect(event.actor == LogActorID(high: 7, low: 8))
        #expect(event.slotKind == KeySlot.Kind.session.rawValue)
        #expect(event.headIndex == 3)
        #expect(event.digest == [UInt8](repeating: 0xAB, count: 32))
        #expect(checkpoint.head.size.isMultiple(of: 4))
    }

    @Test("a proof shows the act to whoever has the log's public key, and nothing else")
    func proof() async throws {
        let test = try await TestTrail()
        try await test.open()
        try await test.trail.record(TestTrail.opening(.alice))
        _ = try await test.trail.publish()
        let file = try #require(try await test.trail.proof(of: alice, ordinal: 0))
        let key = try NoteKey(text: try test.trail.signerKey().text)
        let (event, inclusion) = try LogProofFile(parsing: file.bytes)
            .verifyOpening(logKey: key, origin: TestTrail.origin)
        #expect(event.act == .vaultOpening)
        #expect(event.subject == alice)
        #expect(inclusion.index == (try await test.trail.history(of: alice, limit: 1)[0].entry.index))
        await #expect(throws: AuditError.damagedEvent(ordinal: 1)) {
            _ = try await test.trail.proof(of: alice, ordinal: 1)
        }
    }

    @Test("what cannot be written down does not happen, and leaves no gap")
    func unwritten() async throws {
        let test = try await TestTrail()
        try await test.open()
        try await test.trail.record(TestTrail.opening(.alice))
        test.log.switchOff(true)
        await #expect(throws: VaultError.store(.full)) { try await test.trail.record(TestTrail.opening(.alice)) }
        test.log.switchOff(false)
        try await test.trail.record(TestTrail.opening(.alice, .export))
        let history = try await test.trail.history(of: alice, limit: 10)
        #expect(history.map(\.entry.event.ordinal) == [1, 0])
    }

    @Test("acts at once keep their ordinals apart, and each stands at its place in the log")
    func concurrent() async throws {
        let test = try await TestTrail()
        try await test.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                let vault: VaultID = number.isMultiple(of: 3) ? .bob : .alice
                group.addTask { try await test.trail.record(TestTrail.opening(vault, at: Int64(number))) }
            }
            try await group.waitForAll()
        }
        _ = try await test.trail.publish()
        let history = try await test.trail.history(of: alice, limit: 100)
        #expect(history.map(\.entry.event.ordinal) == (0..<40).reversed())
        #expect(history.allSatisfy { $0.isProven })
        #expect(try await test.trail.history(of: LogSubjectID(VaultID.bob), limit: 100).count == 20)
    }

    @Test("uses of the key service before the log can be opened are in it as soon as it is")
    func beforeOpening() async throws {
        let test = try await TestTrail()
        #expect(test.log.contents.log.entries.isEmpty)
        await #expect(throws: VaultError.unrecorded) { try await test.trail.record(TestTrail.opening(.alice)) }
        try await test.open()
        let acts = try await test.trail.history(of: .installation, limit: 100).map(\.entry.particulars)
        let made = KEKUse.allCases.map { AuditParticulars.keyFetch($0, version: 1, .generate, failure: nil) }
        #expect(acts.reversed() == made)
    }

    @Test("a key whose use cannot be written down is not lent")
    func unrecordedFetch() async throws {
        let test = try await TestTrail()
        try await test.open()
        test.ring.wipeAll()
        test.log.switchOff(true)
        await #expect(throws: KeyRingError.unrecorded) { _ = try await test.ring.key(.vaults) }
        #expect(test.ring.cachedKey(.vaults) == nil)
        test.log.switchOff(false)
        _ = try await test.ring.key(.vaults)
        let last = try await test.trail.history(of: .installation, limit: 1)
        #expect(last.map(\.entry.particulars) == [.keyFetch(.vaults, version: 1, .unwrap, failure: nil)])
    }

    @Test("a key service that is away or locked for hours leaves nothing in the log, and its error stays its own")
    func away() async throws {
        let test = try await TestTrail()
        for failure in [KeyServiceError.sealed, .unavailable, .throttled] {
            test.service.fail(with: failure)
            for _ in 0..<1500 {
                await #expect(throws: KeyRingError.keyService(failure)) {
                    _ = try await test.ring.fetchAnew(.metadata)
                }
            }
        }
        test.service.fail(with: nil)
        try await test.open()
        let acts = try await test.trail.history(of: .installation, limit: 100).map(\.entry.particulars)
        #expect(acts.count == KEKUse.allCases.count, "the makings of the keys alone")
    }

    @Test("a failure that says something of a key is written down once a minute, and each kind for itself")
    func failures() async throws {
        let test = try await TestTrail()
        try await test.open()
        func fail(_ use: KEKUse, _ failure: KeyServiceError) async {
            test.service.fail(with: failure)
            await #expect(throws: KeyRingError.keyService(failure)) { _ = try await test.ring.fetchAnew(use) }
            test.service.fail(with: nil)
        }
        func written() async throws -> Int {
            try await test.trail.history(of: .installation, limit: 1000).count {
                guard case .keyFetch(_, _, _, failure: .some)? = $0.entry.particulars else { return false }
                return true
            }
        }
        for _ in 0..<50 { await fail(.session, .disabled) }
        #expect(try await written() == 1)
        await fail(.backup, .disabled)
        await fail(.session, .accessDenied)
        #expect(try await written() == 3)
        test.clock.turn(seconds: 59)
        await fail(.session, .disabled)
        #expect(try await written() == 3)
        test.clock.turn(seconds: 1)
        await fail(.session, .disabled)
        #expect(try await written() == 4)
        test.clock.turn(seconds: -3600)
        await fail(.session, .disabled)
        #expect(try await written() == 5)
    }

    @Test("a failed fetch says why there is no key, also where it cannot be written down")
    func unwrittenFailure() async throws {
        let test = try await TestTrail()
        try await test.open()
        test.log.switchOff(true)
        test.service.fail(with: .disabled)
        await #expect(throws: KeyRingError.keyService(.disabled)) { _ = try await test.ring.fetchAnew(.vaults) }
    }

    @Test("a later process goes on with the same key and name, also under another name of the installation")
    func reopened() async throws {
        let test = try await TestTrail()
        try await test.open()
        try await test.trail.record(TestTrail.opening(.alice))
        _ = try await test.trail.publish()
        let later = AuditTrail(store: test.log)
        try await test.open(later, making: .fresh(origin: "renamed.example/log"))
        let (laterKey, key) = (try later.signerKey(), try test.trail.signerKey())
        #expect(laterKey == key)
        try await later.record(TestTrail.opening(.alice, at: 60))
        _ = try await later.publish()
        #expect(try await later.history(of: alice, limit: 10).map(\.isProven) == [true, true])
    }

    @Test("what another store remembers of a history lags behind after a kill, and nothing is missed for that")
    func killed() async throws {
        let test = try await TestTrail()
        try await test.open()
        try await test.trail.record(TestTrail.opening(.alice))
        try await test.trail.rememberHistories()
        for second in 1..<5 { try await test.trail.record(TestTrail.opening(.alice, at: Int64(second))) }
        // The process is gone, and what it knew with it.
        let later = AuditTrail(store: test.log)
        try await test.open(later, making: .forbidden)
        #expect(try await later.history(of: alice, limit: 10).count == 5)
        try await later.record(TestTrail.opening(.alice, at: 9))
        #expect(try await later.history(of: alice, limit: 10).map(\.entry.event.ordinal) == [5, 4, 3, 2, 1, 0])
    }

    @Test("no store remembers an act that could not be made durable")
    func neverAhead() async throws {
        let test = try await TestTrail()
        try await test.open()
        try await test.trail.record(TestTrail.opening(.alice))
        test.log.switchOff(true)
        await #expect(throws: VaultError.store(.full)) { try await test.trail.record(TestTrail.opening(.alice)) }
        test.log.switchOff(false)
        try await test.trail.rememberHistories()
        let later = AuditTrail(store: test.log)
        try await test.open(later, making: .forbidden)
        #expect(try await later.history(of: alice, limit: 10).count == 1)
    }

    @Test("histories of more people than wait in memory are remembered before the next checkpoint")
    func manyPeople() async throws {
        let test = try await TestTrail()
        try await test.open()
        for number in 0..<UInt64(HistoryHeads.waitingMaximum) {
            try await test.trail.record(TestTrail.opening(VaultID(high: 77, low: number)))
        }
        let subject = LogSubjectID(high: 77, low: 0)
        let place = RecordKey(kind: .historyHead, owner: subject.bytes, name: [])
        #expect(try await test.metadata.read(place) != nil)
        #expect(try await test.heads.newest(of: subject) == 0)
    }

    @Test("a log whose name and key are gone is not made anew as if it were the first")
    func lostIdentity() async throws {
        let test = try await TestTrail()
        try await test.open()
        try await test.open(AuditTrail(store: test.log), making: .forbidden)
        try await test.activity.write([.delete(RecordKey(kind: .logIdentity, name: []), expected: nil)])
        await #expect(throws: AuditError.missingIdentity) {
            try await test.open(AuditTrail(store: test.log), making: .forbidden)
        }
        #expect(try await test.activity.read(RecordKey(kind: .logIdentity, name: [])) == nil)
    }

    @Test("a log that was put back from a copy is not taken up")
    func rolledBack() async throws {
        let test = try await TestTrail()
        try await test.open()
        _ = try await test.trail.publish()
        let copy = test.log.contents
        try await test.trail.record(TestTrail.opening(.alice))
        let known = try #require(try await test.trail.publish()).head
        test.log.alter { $0 = copy }
        let later = AuditTrail(store: test.log)
        let size = known.size - 4
        await #expect(throws: AuditError.log(.damaged(.rolledBack(known: known.size, published: size)))) {
            try await test.open(later, known: [known])
        }
    }
}
