import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import SQLiteStore

/// Deleted bytes must be in no file of the directory: each test first sees that its marker was there.
@Suite("SQLite erasure")
struct SQLiteErasureTests {
    private let marker = Array("marker-that-must-not-linger-0123456789".utf8)

    /// Small enough to lie inside a page, and large enough to spill over several.
    @Test("a compacted segment is gone from every file when the call returns", arguments: [1, 5000])
    func compaction(_ repetitions: Int) async throws {
        let fixture = try SQLiteFixture()
        let payload = Array(repeatElement(marker, count: repetitions).joined())
        try await fixture.journal.create(.alice)
        let append = TestJournal.append([payload, [1]], to: .alice, after: .empty)
        try await fixture.journal.append(append)
        let snapshot = StoredSnapshot(name: [UInt8](repeating: 1, count: 16), index: 1, bytes: payload)
        try await fixture.journal.compact(compaction(at: append.head, [snapshot], through: 0))
        #expect(try fixture.directory.contains(marker))
        let clean = StoredSnapshot(name: snapshot.name, index: 2, bytes: [2])
        try await fixture.journal.compact(compaction(at: append.head, [clean], through: 2))
        #expect(try fixture.directory.files(containing: marker) == [])
        #expect(try await fixture.writerInteger("PRAGMA freelist_count") == 0)
    }

    @Test("a deleted vault is gone from every file when the call returns")
    func deletion() async throws {
        let fixture = try SQLiteFixture()
        try await fixture.journal.create(.alice)
        try await fixture.journal.append(TestJournal.append([marker], to: .alice, after: .empty))
        #expect(try fixture.directory.contains(marker))
        try await fixture.journal.delete(.alice)
        #expect(try fixture.directory.files(containing: marker) == [])
    }

    @Test("a deleted record is gone at once and a replaced one within seconds")
    func records() async throws {
        let directory = try TemporaryDirectory("erasure")
        let stores = try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
        let key = RecordKey(kind: .session, name: [1])
        try await stores.metadata.write([.put(key, bytes: marker, unique: nil, expected: 0)])
        #expect(try directory.contains(marker))
        try await stores.metadata.write([.delete(key, expected: 1)])
        #expect(try directory.files(containing: marker) == [])

        try await stores.metadata.write([.put(key, bytes: marker, unique: nil, expected: 0)])
        try await stores.metadata.write([.put(key, bytes: [1], unique: nil, expected: 1)])
        for _ in 0..<100 where try directory.contains(marker) { try await Task.sleep(for: .milliseconds(100)) }
        #expect(try directory.files(containing: marker) == [])
        try await stores.close()
    }

    @Test("a reader of an old view delays the flush, and it happens after")
    func slowReader() async throws {
        let fixture = try SQLiteFixture()
        try await fixture.journal.create(.alice)
        let append = TestJournal.append([marker], to: .alice, after: .empty)
        try await fixture.journal.append(append)
        let elsewhere = try Connection(readingFrom: SQLiteFixture.path(in: fixture.directory), cacheKibibytes: 64)
        try elsewhere.execute("BEGIN")
        #expect(try elsewhere.integer("SELECT count(*) FROM segments") == 1)
        try await fixture.journal.compact(compaction(at: append.head, [], through: 1))
        // The old view still reads what it began with, so the bytes cannot be gone.
        #expect(try elsewhere.integer("SELECT count(*) FROM segments") == 1)
        #expect(try fixture.directory.contains(marker))
        try elsewhere.execute("COMMIT")
        for _ in 0..<100 where try fixture.directory.contains(marker) { try await Task.sleep(for: .milliseconds(100)) }
        #expect(try fixture.directory.files(containing: marker) == [])
    }

    private func compaction(
        at head: JournalHead,
        _ snapshots: [StoredSnapshot],
        through index: JournalIndex
    ) -> JournalCompaction {
        JournalCompaction(
            vault: .alice,
            expected: head,
            snapshots: snapshots,
            removedSnapshots: [],
            removingThrough: index
        )
    }
}
