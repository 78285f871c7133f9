import KeyService
import Primitives
import Testing

@Suite("Sealed records")
struct SealedRecordsTests {
    struct Note: RecordCodable, Equatable {
        let text: String

        init(_ text: String) { self.text = text }

        init(decoding bytes: [UInt8]) throws(RecordDecodingError) { text = try FieldReader(bytes).string(1) }

        func encode() -> [UInt8] {
            var fields = FieldWriter()
            fields.append(1, text)
            return fields.bytes
        }
    }

    static let owner = [UInt8](repeating: 5, count: 16)
    static let header = StoreHeader(kind: .metadata, environment: "test", region: "local")

    static func key(_ name: UInt8, kind: RecordKind = .userAccount, owner: [UInt8] = owner) -> RecordKey {
        RecordKey(kind: kind, owner: owner, name: [name])
    }

    static func records(
        _ installation: Installation,
        header: StoreHeader = header,
        use: KEKUse = .metadata
    ) async throws -> SealedRecords {
        let ring = installation.makeRing()
        try await ring.prepare()
        return SealedRecords(store: installation.store, ring: ring, header: header, use: use)
    }

    @Test("what is put is read, listed and found, with its version")
    func roundTrip() async throws {
        let records = try await Self.records(Installation())
        try await records.put(Self.key(1), Note("one"), unique: [9, 9], expected: 0)
        try await records.put(Self.key(2), Note("two"), expected: 0)
        let one = try #require(try await records.read(Self.key(1), as: Note.self))
        #expect(one.value == Note("one"))
        #expect(one.version == 1)
        #expect(try await records.find(.userAccount, unique: [9, 9], as: Note.self) == one)
        #expect(
            try await records.list(.userAccount, owner: Self.owner, as: Note.self).map(\.value.text) == ["one", "two"]
        )
        #expect(try await records.read(Self.key(3), as: Note.self) == nil)
        #expect(try await records.find(.userAccount, unique: [8], as: Note.self) == nil)
        try await records.delete(Self.key(1), expected: 1)
        #expect(try await records.read(Self.key(1), as: Note.self) == nil)
    }

    @Test("a transaction that fails in one step changes nothing")
    func atomic() async throws {
        let records = try await Self.records(Installation())
        try await records.put(Self.key(1), Note("kept"), expected: 0)
        await #expect(throws: SealedRecordError.store(.conflict)) {
            try await records.transaction([
                .put(Self.key(2), Note("never"), expected: 0), .put(Self.key(1), Note("never"), expected: 7),
            ])
        }
        #expect(try await records.read(Self.key(2), as: Note.self) == nil)
        #expect(try await records.read(Self.key(1), as: Note.self)?.value == Note("kept"))
    }

    @Test("the stored bytes hold nothing of the value and do not tell its length")
    func opaque() async throws {
        let installation = Installation()
        let records = try await Self.records(installation)
        let marker = "canary-7f3a"
        try await records.put(Self.key(1), Note(marker), expected: 0)
        try await records.put(Self.key(2), Note(String(repeating: "x", count: 200)), expected: 0)
        let first = try #require(try await installation.store.read(Self.key(1))).bytes
        let second = try #require(try await installation.store.read(Self.key(2))).bytes
        #expect(!String(decoding: first, as: UTF8.self).contains(marker))
        #expect(first.count == second.count)
    }

    @Test("a record copied to another name, owner or kind does not open there")
    func moved() async throws {
        let installation = Installation()
        let records = try await Self.records(installation)
        try await records.put(Self.key(1), Note("hers"), expected: 0)
        let stored = try #require(try await installation.store.read(Self.key(1)))
        let places = [
            Self.key(2), Self.key(1, kind: .session), Self.key(1, owner: [UInt8](repeating: 6, count: 16)),
        ]
        for place in places {
            try await installation.store.write([.put(place, bytes: stored.bytes, unique: nil, expected: nil)])
            await #expect(throws: SealedRecordError.doesNotOpen(place.kind)) {
                try await records.read(place, as: Note.self)
            }
        }
    }

    @Test("a record of another store, environment or region does not open, even under the same key")
    func boundToStore() async throws {
        let installation = Installation()
        try await Self.records(installation).put(Self.key(1), Note("here"), expected: 0)
        for header in [
            StoreHeader(kind: .activity, environment: "test", region: "local"),
            StoreHeader(kind: .metadata, environment: "production", region: "local"),
            StoreHeader(kind: .metadata, environment: "test", region: "elsewhere"),
        ] {
            let elsewhere = try await Self.records(installation, header: header)
            await #expect(throws: SealedRecordError.doesNotOpen(.userAccount)) {
                try await elsewhere.read(Self.key(1), as: Note.self)
            }
        }
    }

    @Test("a record sealed under the key of another use does not open")
    func boundToUse() async throws {
        let installation = Installation()
        try await Self.records(installation).put(Self.key(1), Note("here"), expected: 0)
        let other = try await Self.records(installation, use: .activity)
        await #expect(throws: SealedRecordError.doesNotOpen(.userAccount)) {
            try await other.read(Self.key(1), as: Note.self)
        }
    }

    @Test("a flipped bit in any byte is refused")
    func flipped() async throws {
        let installation = Installation()
        let records = try await Self.records(installation)
        try await records.put(Self.key(1), Note("whole"), expected: 0)
        let stored = try #require(try await installation.store.read(Self.key(1)))
        for position in stored.bytes.indices {
            var altered = stored.bytes
            altered[position] ^= 0x10
            try await installation.store.write([.put(Self.key(1), bytes: altered, unique: nil, expected: nil)])
            await #expect(throws: SealedRecordError.doesNotOpen(.userAccount)) {
                try await records.read(Self.key(1), as: Note.self)
            }
        }
    }

    @Test("after a rotation old records open and new ones carry the new version")
    func rotated() async throws {
        let installation = Installation()
        let ring = try await installation.makePreparedRing()
        let records = SealedRecords(store: installation.store, ring: ring, header: Self.header, use: .metadata)
        try await records.put(Self.key(1), Note("old"), expected: 0)
        try await ring.rotate(.metadata)
        try await records.put(Self.key(2), Note("new"), expected: 0)
        #expect(
            try await records.list(.userAccount, owner: Self.owner, as: Note.self).map(\.value.text) == ["old", "new"]
        )
        let versions = try await [Self.key(1), Self.key(2)].asyncMap { key in
            Array(try #require(try await installation.store.read(key)).bytes[1..<5])
        }
        #expect(versions == [[0, 0, 0, 1], [0, 0, 0, 2]])
    }

    @Test("without its key nothing is read or written")
    func failsClosed() async throws {
        let installation = Installation()
        try await Self.records(installation).put(Self.key(1), Note("kept"), expected: 0)
        let restarted = SealedRecords(
            store: installation.store,
            ring: installation.makeRing(),
            header: Self.header,
            use: .metadata
        )
        installation.service.fail(with: .unavailable)
        let expected = SealedRecordError.key(.keyService(.unavailable))
        await #expect(throws: expected) { try await restarted.read(Self.key(1), as: Note.self) }
        await #expect(throws: expected) { try await restarted.put(Self.key(2), Note("new"), expected: 0) }
        #expect(try await installation.store.read(Self.key(2)) == nil)
    }

    @Test("a hundred records are listed with one call of the key service")
    func notOneCallPerRecord() async throws {
        let installation = Installation()
        let records = try await Self.records(installation)
        for name in 0..<100 { try await records.put(Self.key(UInt8(name)), Note("n"), expected: 0) }
        let restarted = SealedRecords(
            store: installation.store,
            ring: installation.makeRing(),
            header: Self.header,
            use: .metadata
        )
        let before = installation.service.decryptCount
        #expect(try await restarted.list(.userAccount, owner: Self.owner, as: Note.self).count == 100)
        #expect(installation.service.decryptCount == before + 1)
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
