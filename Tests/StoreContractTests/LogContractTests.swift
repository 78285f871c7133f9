import Primitives
import SQLiteStore
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Log store contract")
struct LogContractTests {
    private static func tile(_ index: UInt64, width: Int) throws -> Tile {
        try #require(Tile(level: 0, index: index, width: width))
    }

    @Test("a new log is empty", arguments: StoreUnderTest.allCases)
    func empty(_ store: StoreUnderTest) async throws {
        let log = try store.open().log
        #expect(try await log.storedLog() == StoredLog())
        #expect(try await log.bytes(of: .hashes(Self.tile(0, width: 1))) == nil)
    }

    @Test("entries get the next indices, only those, and are let go from the front", arguments: StoreUnderTest.allCases)
    func sequence(_ store: StoreUnderTest) async throws {
        let log = try store.open().log
        try await log.write([.sequence(firstIndex: 0, entries: [[1], [2], []])])
        try await log.write([.sequence(firstIndex: 3, entries: [[4]])])
        for wrong: UInt64 in [0, 3, 5] {
            await #expect(throws: StoreError.conflict) {
                try await log.write([.sequence(firstIndex: wrong, entries: [[9]])])
            }
        }
        try await log.write([.forget(below: 2)])
        #expect(try await log.storedLog() == StoredLog(firstIndex: 2, entries: [[], [4]]))
        try await log.write([.forget(below: 1)])
        #expect(try await log.storedLog().firstIndex == 2)
        await #expect(throws: StoreError.conflict) { try await log.write([.forget(below: 5)]) }
        try await log.write([.forget(below: 4)])
        #expect(try await log.storedLog() == StoredLog(firstIndex: 4))
        await #expect(throws: StoreError.conflict) { try await log.write([.sequence(firstIndex: 0, entries: [[9]])]) }
        try await log.write([.sequence(firstIndex: 4, entries: [[5]])])
        #expect(try await log.storedLog() == StoredLog(firstIndex: 4, entries: [[5]]))
    }

    @Test("intent and checkpoint are replaced only where the known one is there", arguments: StoreUnderTest.allCases)
    func replacing(_ store: StoreUnderTest) async throws {
        let log = try store.open().log
        try await log.write([.intent([1], replacing: nil), .checkpoint([2], replacing: nil)])
        await #expect(throws: StoreError.conflict) { try await log.write([.intent([3], replacing: nil)]) }
        await #expect(throws: StoreError.conflict) { try await log.write([.checkpoint([3], replacing: [1])]) }
        try await log.write([.intent([3], replacing: [1]), .checkpoint([4], replacing: [2])])
        #expect(try await log.storedLog() == StoredLog(checkpoint: [4], intent: [3]))
    }

    @Test(
        "what a path holds never changes, and a full tile takes the place of its beginnings",
        arguments: StoreUnderTest.allCases
    )
    func resources(_ store: StoreUnderTest) async throws {
        let log = try store.open().log
        let (partial, wider) = (try Self.tile(0, width: 3), try Self.tile(0, width: 200))
        let other = try Self.tile(1, width: 3)
        try await log.write([
            .resource(.hashes(partial), bytes: [1]), .resource(.entries(partial), bytes: [2]),
            .resource(.hashes(wider), bytes: [3]), .resource(.hashes(other), bytes: [4]),
        ])
        try await log.write([.resource(.hashes(partial), bytes: [1])])
        await #expect(throws: StoreError.conflict) {
            try await log.write([.resource(.hashes(partial), bytes: [9])])
        }
        #expect(try await log.bytes(of: .hashes(partial)) == [1])
        #expect(try await log.bytes(of: .entries(partial)) == [2])
        try await log.write([.resource(.hashes(partial.full), bytes: [5])])
        #expect(try await log.bytes(of: .hashes(partial)) == nil)
        #expect(try await log.bytes(of: .hashes(wider)) == nil)
        #expect(try await log.bytes(of: .hashes(partial.full)) == [5])
        #expect(try await log.bytes(of: .entries(partial)) == [2], "another resource at the same place")
        #expect(try await log.bytes(of: .hashes(other)) == [4])
    }

    @Test(
        "writes are done in their order, and none of them where one may not be",
        arguments: StoreUnderTest.allCases
    )
    func order(_ store: StoreUnderTest) async throws {
        let log = try store.open().log
        await #expect(throws: StoreError.conflict) {
            try await log.write([
                .sequence(firstIndex: 0, entries: [[1]]), .intent([1], replacing: [7]),
                .checkpoint([1], replacing: nil),
            ])
        }
        #expect(try await log.storedLog() == StoredLog())
        let alice = LogSubjectID(high: 1, low: 1)
        await #expect(throws: StoreError.conflict) {
            try await log.write([
                .sequence(firstIndex: 0, entries: [[1]]), .event(alice, ordinal: 0, bytes: [1]),
                .event(alice, ordinal: 0, bytes: [2]),
            ])
        }
        #expect(try await log.storedLog() == StoredLog())
        #expect(try await log.events(of: alice, below: nil, limit: 1).isEmpty)
        try await log.write([
            .sequence(firstIndex: 0, entries: [[1]]), .sequence(firstIndex: 1, entries: [[2]]),
            .intent([1], replacing: nil), .intent([2], replacing: [1]), .forget(below: 2),
        ])
        #expect(try await log.storedLog() == StoredLog(intent: [2], firstIndex: 2))
    }

    @Test("what opens a leaf is kept once, and comes newest first", arguments: StoreUnderTest.allCases)
    func events(_ store: StoreUnderTest) async throws {
        let log = try store.open().log
        let (alice, bob) = (LogSubjectID(high: 1, low: 1), LogSubjectID(high: 1, low: 2))
        try await log.write((0..<5).map { .event(alice, ordinal: $0, bytes: [UInt8($0)]) })
        try await log.write([.event(bob, ordinal: 0, bytes: [9])])
        await #expect(throws: StoreError.conflict) { try await log.write([.event(alice, ordinal: 4, bytes: [8])]) }
        #expect(try await log.events(of: alice, below: nil, limit: 2).map(\.ordinal) == [4, 3])
        #expect(try await log.events(of: alice, below: 3, limit: 100).map(\.bytes) == [[2], [1], [0]])
        #expect(try await log.events(of: alice, below: 0, limit: 100).isEmpty)
        #expect(try await log.events(of: bob, below: nil, limit: 100) == [StoredEvent(ordinal: 0, bytes: [9])])
    }

    @Test("a log is the same after its store was closed and opened")
    func reopened() async throws {
        let directory = try TemporaryDirectory("log")
        let first = try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
        let partial = try Self.tile(2, width: 7)
        try await first.log.write([
            .sequence(firstIndex: 0, entries: [[1], [2]]), .resource(.entries(partial), bytes: [3]),
            .intent([4], replacing: nil), .checkpoint([5], replacing: nil), .forget(below: 1),
        ])
        try await first.close()
        let second = try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
        #expect(
            try await second.log.storedLog()
                == StoredLog(checkpoint: [5], intent: [4], firstIndex: 1, entries: [[2]])
        )
        #expect(try await second.log.bytes(of: .entries(partial)) == [3])
        try await second.close()
    }
}
