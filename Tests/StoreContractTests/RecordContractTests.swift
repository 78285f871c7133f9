import KeyService
import Primitives
import TestSupport
import Testing

@Suite("Record store contract")
struct RecordContractTests {
    private let key = RecordKey(kind: .session, name: [1, 2, 3])
    private let other = RecordKey(kind: .session, name: [9])

    @Test("a record comes back with version 1, then 2", arguments: StoreUnderTest.allCases)
    func putAndRead(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        #expect(try await records.read(key) == nil)
        try await records.write([.put(key, bytes: [1], unique: nil, expected: 0)])
        #expect(try await records.read(key) == StoredRecord(key: key, version: 1, bytes: [1]))
        try await records.write([.put(key, bytes: [], unique: nil, expected: 1)])
        #expect(try await records.read(key) == StoredRecord(key: key, version: 2, bytes: []))
        try await records.write([.put(key, bytes: [3], unique: nil, expected: nil)])
        #expect(try await records.read(key)?.version == 3)
    }

    @Test("a write that expects another version conflicts", arguments: StoreUnderTest.allCases)
    func versions(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        await #expect(throws: StoreError.conflict) {
            try await records.write([.put(key, bytes: [1], unique: nil, expected: 1)])
        }
        try await records.write([.put(key, bytes: [1], unique: nil, expected: 0)])
        for expected in [0, 2, UInt64.max] {
            await #expect(throws: StoreError.conflict) {
                try await records.write([.put(key, bytes: [2], unique: nil, expected: expected)])
            }
            await #expect(throws: StoreError.conflict) { try await records.write([.delete(key, expected: expected)]) }
        }
        #expect(try await records.read(key)?.bytes == [1])
    }

    @Test(
        "a list after the empty name leaves out the record that has none, and no other",
        arguments: StoreUnderTest.allCases
    )
    func afterTheEmptyName(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        for name in [[], [0], [0, 0], [255]] as [[UInt8]] {
            try await records.write([
                .put(RecordKey(kind: .contribution, name: name), bytes: [1], unique: nil, expected: 0)
            ])
        }
        let found = try await records.list(.contribution, owner: RecordKey.nobody, after: [], limit: 10)
        #expect(found.map(\.key.name) == [[0], [0, 0], [255]])
    }

    @Test("a scan gives every record once, in the order of kind, owner and name", arguments: StoreUnderTest.allCases)
    func scan(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        #expect(try await records.scan(after: nil, limit: 10).isEmpty)
        var keys: [RecordKey] = []
        for kind in [RecordKind.userAccount, .keySlot, .session] {
            for owner in [VaultID.alice, .bob] {
                for name in [[], [0], [1, 0], [1, 1], [255]] as [[UInt8]] {
                    keys.append(RecordKey(kind: kind, owner: owner.bytes, name: name))
                }
            }
        }
        for key in keys.shuffled() { try await records.write([.put(key, bytes: key.name, unique: nil, expected: 0)]) }
        #expect(keys.sorted() == keys)
        for limit in [1, 4, 7, 1000] {
            var found: [StoredRecord] = []
            while true {
                let page = try await records.scan(after: found.last?.key, limit: limit)
                #expect(page.count <= limit)
                found += page
                if page.isEmpty { break }
            }
            #expect(found.map(\.key) == keys)
            #expect(found.allSatisfy { $0.version == 1 && $0.bytes == $0.key.name })
        }
        // After a key that is not there: what follows it.
        let gap = RecordKey(kind: .keySlot, owner: VaultID.alice.bytes, name: [0, 7])
        #expect(try await records.scan(after: gap, limit: 1).map(\.key.name) == [[1, 0]])
    }

    @Test("a rewrite replaces the bytes of one version and leaves the unique value", arguments: StoreUnderTest.allCases)
    func rewrite(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        await #expect(throws: StoreError.conflict) {
            try await records.write([.rewrite(key, bytes: [1], expected: 0)])
        }
        try await records.write([.put(key, bytes: [1], unique: [7], expected: 0)])
        try await records.write([.put(other, bytes: [1], unique: nil, expected: 0)])
        try await records.write([.rewrite(key, bytes: [2], expected: 1), .rewrite(other, bytes: [3], expected: 1)])
        #expect(try await records.find(.session, unique: [7]) == StoredRecord(key: key, version: 2, bytes: [2]))
        await #expect(throws: StoreError.conflict) {
            try await records.write([.rewrite(other, bytes: [9], expected: 2), .rewrite(key, bytes: [9], expected: 1)])
        }
        #expect(try await records.read(other)?.bytes == [3])
        try await records.write([.rewrite(other, bytes: [4], expected: 2)])
        #expect(try await records.read(other) == StoredRecord(key: other, version: 3, bytes: [4]))
    }

    @Test("deleting is fine without a record, unless a version was expected", arguments: StoreUnderTest.allCases)
    func delete(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        try await records.write([.delete(key, expected: nil)])
        await #expect(throws: StoreError.conflict) { try await records.write([.delete(key, expected: 1)]) }
        try await records.write([.put(key, bytes: [1], unique: [7], expected: 0)])
        try await records.write([.delete(key, expected: 1)])
        #expect(try await records.read(key) == nil)
        #expect(try await records.find(.session, unique: [7]) == nil)
        try await records.write([.put(key, bytes: [2], unique: [7], expected: 0)])
        #expect(try await records.read(key)?.version == 1)
    }

    @Test("a unique value belongs to one record of a kind", arguments: StoreUnderTest.allCases)
    func unique(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        try await records.write([.put(key, bytes: [1], unique: [7], expected: 0)])
        #expect(try await records.find(.session, unique: [7])?.key == key)
        #expect(try await records.find(.consent, unique: [7]) == nil)
        await #expect(throws: StoreError.notUnique) {
            try await records.write([.put(other, bytes: [2], unique: [7], expected: 0)])
        }
        #expect(try await records.read(other) == nil)
        // Its holder may keep it, another kind may have the same, and once given up it is free.
        try await records.write([.put(key, bytes: [1], unique: [7], expected: 1)])
        let elsewhere = RecordKey(kind: .consent, name: [1])
        try await records.write([.put(elsewhere, bytes: [1], unique: [7], expected: 0)])
        try await records.write([.put(key, bytes: [1], unique: nil, expected: 2)])
        #expect(try await records.find(.session, unique: [7]) == nil)
        try await records.write([.put(other, bytes: [2], unique: [7], expected: 0)])
        #expect(try await records.find(.session, unique: [7])?.key == other)
    }

    @Test("a write of several steps happens whole or not at all", arguments: StoreUnderTest.allCases)
    func atomicity(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        try await records.write([.put(other, bytes: [9], unique: [7], expected: 0)])
        await #expect(throws: StoreError.conflict) {
            try await records.write([
                .put(key, bytes: [1], unique: nil, expected: 0), .delete(other, expected: 1),
                .put(RecordKey(kind: .session, name: []), bytes: [1], unique: nil, expected: 5),
            ])
        }
        await #expect(throws: StoreError.notUnique) {
            try await records.write([
                .put(RecordKey(kind: .session, name: [4]), bytes: [1], unique: nil, expected: 0),
                .put(key, bytes: [1], unique: [7], expected: 0),
            ])
        }
        #expect(try await records.read(key) == nil)
        #expect(try await records.read(RecordKey(kind: .session, name: [4])) == nil)
        #expect(try await records.read(other)?.bytes == [9])
        // A step sees those before it: a value is given up and taken over in one write.
        try await records.write([.delete(other, expected: 1), .put(key, bytes: [1], unique: [7], expected: 0)])
        #expect(try await records.find(.session, unique: [7])?.key == key)
        try await records.write([])
    }

    @Test("a listing is in the order of names, of one owner and kind, in pages", arguments: StoreUnderTest.allCases)
    func list(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        let owner = [UInt8](repeating: 3, count: 16)
        let names: [[UInt8]] = [[], [0], [0, 0], [1], [1, 0], [2], [255], [255, 255]]
        for name in names.reversed() {
            try await records.write([
                .put(RecordKey(kind: .keySlot, owner: owner, name: name), bytes: name, unique: nil, expected: 0),
                .put(RecordKey(kind: .keySlot, name: name), bytes: [1], unique: nil, expected: 0),
                .put(RecordKey(kind: .consent, owner: owner, name: name), bytes: [1], unique: nil, expected: 0),
            ])
        }
        let all = try await records.list(.keySlot, owner: owner, after: nil, limit: 1000)
        #expect(all.map(\.key.name) == names)
        #expect(all.map(\.bytes) == names)
        var paged: [[UInt8]] = []
        var after: [UInt8]?
        while true {
            let page = try await records.list(.keySlot, owner: owner, after: after, limit: 3)
            guard let last = page.last else { break }
            #expect(page.count <= 3)
            paged += page.map(\.key.name)
            after = last.key.name
        }
        #expect(paged == names)
        #expect(try await records.list(.keySlot, owner: owner, after: nil, limit: 0).count == 1)
    }

    @Test("of many writers that saw the same version exactly one wins", arguments: StoreUnderTest.allCases)
    func race(_ store: StoreUnderTest) async throws {
        let records = try store.open().records
        let key = key
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 as Range<UInt8> {
                group.addTask {
                    try await succeeds { () throws(StoreError) in
                        try await records.write([.put(key, bytes: [number], unique: nil, expected: 0)])
                    }
                }
            }
            return try await group.reduce(0) { $1 ? $0 + 1 : $0 }
        }
        #expect(winners == 1)
        #expect(try await records.read(key)?.version == 1)
    }
}
