import Primitives
import Sealing
import Testing

@testable import KeyService

@Suite("Key-encryption key ring")
struct KeyRingTests {
    @Test("preparing makes one key for each use, all different, and does nothing the second time")
    func prepare() async throws {
        let installation = Installation()
        let ring = installation.makeRing()
        try await ring.prepare()
        try await ring.prepare()
        #expect(installation.service.generateCount == KEKUse.allCases.count)
        var keys: Set<[UInt8]> = []
        for use in KEKUse.allCases {
            #expect(try await ring.versions(use) == [1])
            keys.insert(copy(try await ring.key(use)))
        }
        #expect(keys.count == KEKUse.allCases.count)
        #expect(!keys.contains([UInt8](repeating: 0, count: 32)))
    }

    @Test("an administrator's customer key wraps every version, and none is made beside it")
    func administratorsKey() async throws {
        let installation = Installation()
        let key = try await installation.service.createKey(description: "theirs")
        let ring = KeyEncryptionKeyRing(
            keyManagement: installation.service,
            store: installation.store,
            environment: "test",
            region: "local",
            customerKeyID: key,
            now: installation.clock.now,
            onFetch: { _ in }
        )
        try await ring.prepare()
        #expect(try await ring.rotate(.vaults) == 2)
        #expect(try await installation.store.read(RecordKey(kind: .keyEncryptionKey, name: [0])) == nil)
    }

    @Test("a ring that keeps keys for a second asks again after it; none keeps them longer than 300")
    func shortCache() async throws {
        let installation = Installation()
        _ = try await installation.makePreparedRing()
        for (asked, kept) in [(Int64(1), Int64(1)), (0, 1), (9000, KeyEncryptionKeyRing.cacheSeconds)] {
            let ring = KeyEncryptionKeyRing(
                keyManagement: installation.service,
                store: installation.store,
                environment: "test",
                region: "local",
                cacheSeconds: asked,
                now: installation.clock.now,
                onFetch: { _ in }
            )
            _ = try await ring.key(.vaults)
            installation.clock.advance(seconds: kept - 1)
            #expect(ring.cachedKey(.vaults) != nil)
            installation.clock.advance(seconds: 1)
            #expect(ring.cachedKey(.vaults) == nil)
        }
    }

    @Test("two processes that prepare at once end with the same keys")
    func preparedTwice() async throws {
        let installation = Installation()
        let (left, right) = (installation.makeRing(), installation.makeRing())
        async let first: Void = left.prepare()
        async let second: Void = right.prepare()
        _ = try await (first, second)
        for use in KEKUse.allCases {
            #expect(try await left.versions(use) == [1])
            #expect(copy(try await left.key(use)) == copy(try await right.key(use)))
        }
    }

    @Test("a key comes back the same after a restart")
    func survivesRestart() async throws {
        let installation = Installation()
        let ring = installation.makeRing()
        try await ring.prepare()
        let before = copy(try await ring.key(.vaults))
        #expect(copy(try await installation.makeRing().key(.vaults)) == before)
    }

    @Test("a hundred callers who miss the cache together cause one call")
    func singleFlight() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        installation.service.hold()
        let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<100 { group.addTask { copy(try await ring.key(.vaults)) } }
            while installation.service.decryptCount == 0 { await Task.yield() }
            for _ in 0..<1000 { await Task.yield() }
            installation.service.release()
            return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
        }
        #expect(keys.count == 100)
        #expect(Set(keys).count == 1)
        #expect(installation.service.decryptCount == 1)
        #expect(installation.fetches.all.filter { $0.act == .unwrap }.count == 1)
    }

    @Test("a caller who gives up does not fail the others")
    func cancelledCaller() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        installation.service.hold()
        let impatient = Task { try await ring.key(.vaults) }
        while installation.service.decryptCount == 0 { await Task.yield() }
        let patient = Task { copy(try await ring.key(.vaults)) }
        impatient.cancel()
        installation.service.release()
        #expect(try await patient.value.count == 32)
        #expect(installation.service.decryptCount == 1)
    }

    @Test("a key is lent from memory for five minutes and not a millisecond longer")
    func expires() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        _ = try await ring.key(.vaults)
        installation.clock.advance(seconds: KeyEncryptionKeyRing.cacheSeconds - 1)
        #expect(ring.cachedKey(.vaults) != nil)
        _ = try await ring.key(.vaults)
        #expect(installation.service.decryptCount == 1)
        installation.clock.advance(seconds: 1)
        #expect(ring.cachedKey(.vaults) == nil)
        #expect(ring.cachedKey(.vaults, version: 1) == nil)
        _ = try await ring.key(.vaults)
        #expect(installation.service.decryptCount == 2)
    }

    @Test("a clock set back ends the life of a key, too")
    func clockSetBack() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        _ = try await ring.key(.vaults)
        installation.clock.advance(seconds: -1)
        #expect(ring.cachedKey(.vaults) == nil)
    }

    @Test("an expired key is released, and with it zeroed, without anybody asking for it")
    func wipedOnExpiry() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        weak let held = try await ring.key(.vaults)
        #expect(held != nil)
        ring.wipeExpired()
        #expect(held != nil)
        installation.clock.advance(seconds: KeyEncryptionKeyRing.cacheSeconds)
        ring.wipeExpired()
        #expect(held == nil)
    }

    @Test("wiping everything releases every key, and what was in the air is not remembered")
    func wipeAll() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        weak let held = try await ring.key(.files)
        installation.service.hold()
        let inTheAir = Task { try await ring.key(.vaults).version }
        while installation.service.decryptCount < 2 { await Task.yield() }
        ring.wipeAll()
        #expect(held == nil)
        installation.service.release()
        #expect(try await inTheAir.value == 1)
        #expect(ring.cachedKey(.vaults, version: 1) == nil)
    }

    @Test("an outage fails closed, is not remembered, and leaves keys in memory usable")
    func outage() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        _ = try await ring.key(.session)
        installation.service.fail(with: .unavailable)
        await #expect(throws: KeyRingError.keyService(.unavailable)) { try await ring.key(.vaults) }
        await #expect(throws: KeyRingError.keyService(.unavailable)) { try await ring.key(.vaults) }
        #expect(installation.service.decryptCount == 3)
        #expect(try await ring.key(.session).version == 1)
        installation.service.fail(with: nil)
        #expect(try await ring.key(.vaults).version == 1)
    }

    @Test("every fetch is reported with its time, the failed ones too")
    func reported() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        let before = installation.fetches.all
        #expect(before.map(\.act) == KEKUse.allCases.map { _ in .generate })
        _ = try await ring.key(.log)
        installation.service.fail(with: .throttled)
        await #expect(throws: KeyRingError.self) { try await ring.key(.backup) }
        let now = installation.clock.now()
        #expect(
            Array(installation.fetches.all.dropFirst(before.count)) == [
                KeyFetch(act: .unwrap, use: .log, version: 1, failure: nil, at: now),
                KeyFetch(act: .unwrap, use: .backup, version: 1, failure: .throttled, at: now),
            ]
        )
    }

    @Test("a key whose fetch cannot be written down is not lent, and a fetch that failed says why all the same")
    func unwritten() async throws {
        let installation = Installation()
        _ = try await installation.makePreparedRing()
        let ring = KeyEncryptionKeyRing(
            keyManagement: installation.service,
            store: installation.store,
            environment: "test",
            region: "local",
            now: installation.clock.now,
            onFetch: { _ throws(KeyRingError) in throw .unrecorded }
        )
        await #expect(throws: KeyRingError.unrecorded) { try await ring.key(.vaults) }
        installation.service.fail(with: .sealed)
        await #expect(throws: KeyRingError.keyService(.sealed)) { try await ring.key(.vaults) }
        await #expect(throws: KeyRingError.keyService(.sealed)) { _ = try await ring.rotate(.vaults) }
    }

    @Test("after a rotation the new version seals, and both open")
    func rotation() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        let first = copy(try await ring.key(.vaults))
        #expect(try await ring.rotate(.vaults) == 2)
        let second = try await ring.key(.vaults)
        #expect(second.version == 2)
        #expect(copy(second) != first)
        #expect(copy(try await ring.key(.vaults, version: 1)) == first)
        let restarted = installation.makeRing()
        #expect(try await restarted.key(.vaults).version == 2)
        #expect(copy(try await restarted.key(.vaults, version: 1)) == first)
        #expect(try await restarted.versions(.vaults) == [1, 2])
        #expect(try await restarted.versions(.session) == [1])
    }

    @Test("another process opens a new version at once and seals with it within five minutes")
    func rotatedElsewhere() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        _ = try await ring.key(.vaults)
        try await installation.makeRing().rotate(.vaults)
        #expect(try await ring.key(.vaults, version: 2).version == 2)
        #expect(try await ring.key(.vaults).version == 1)
        installation.clock.advance(seconds: KeyEncryptionKeyRing.cacheSeconds)
        #expect(try await ring.key(.vaults).version == 2)
    }

    @Test("keys of another environment or region do not open")
    func boundToInstallation() async throws {
        let installation = Installation()
        _ = try await installation.makePreparedRing()
        for ring in [installation.makeRing(environment: "production"), installation.makeRing(region: "elsewhere")] {
            await #expect(throws: KeyRingError.keyService(.invalidCiphertext)) { try await ring.key(.vaults) }
        }
    }

    @Test("a wrapped key put in another's place is refused")
    func swapped() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        try await ring.rotate(.vaults)
        let stored = try #require(try await installation.store.read(WrappedKeyRecord.key(.vaults, 1)))
        try await installation.store.write([
            .put(WrappedKeyRecord.key(.files, 1), bytes: stored.bytes, unique: nil, expected: nil)
        ])
        await #expect(throws: KeyRingError.damaged(.files)) { try await ring.key(.files) }

        // Even with its label changed to fit, the key service does not open it: use and version are in the context.
        let record = try WrappedKeyRecord(decoding: stored.bytes)
        for (use, version) in [(KEKUse.files, UInt32(1)), (.vaults, 2)] {
            let forged = WrappedKeyRecord(use: use, version: version, wrapped: record.wrapped, created: record.created)
            let place = WrappedKeyRecord.key(use, version)
            try await installation.store.write([.put(place, bytes: forged.encode(), unique: nil, expected: nil)])
            let restarted = installation.makeRing()
            await #expect(throws: KeyRingError.keyService(.invalidCiphertext)) {
                try await restarted.key(use, version: version)
            }
        }
    }

    @Test("a damaged record, a missing version and an unprepared store are told apart")
    func missing() async throws {
        let installation = Installation()
        let ring = installation.makeRing()
        await #expect(throws: KeyRingError.missing(.vaults)) { try await ring.key(.vaults) }
        try await ring.prepare()
        await #expect(throws: KeyRingError.missing(.vaults)) { try await ring.key(.vaults, version: 9) }
        try await installation.store.write([
            .put(WrappedKeyRecord.key(.vaults, 1), bytes: [1, 2, 3], unique: nil, expected: nil)
        ])
        await #expect(throws: KeyRingError.damaged(.vaults)) { try await installation.makeRing().key(.vaults) }
    }

    @Test("a body that throws gets its own error through, and the key again the next time")
    func lending() async throws {
        struct Refusal: Error {}
        let ring = try await Installation().makePreparedRing()
        await #expect(throws: Refusal.self) { try await ring.withKey(.vaults) { _, _ in throw Refusal() } }
        let count = try await ring.withKey(.vaults) { version, key in Int(version) * key.count }
        #expect(count == 32)
    }

    @Test("a rotation by two processes at once gives one new version; the loser is told")
    func rotationConflict() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        installation.store.fail(write: 1, with: .conflict)
        await #expect(throws: KeyRingError.store(.conflict)) { try await ring.rotate(.vaults) }
        #expect(try await ring.key(.vaults).version == 1)
        #expect(try await ring.versions(.vaults) == [1])
    }
}
