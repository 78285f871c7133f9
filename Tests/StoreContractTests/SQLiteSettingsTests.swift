import Foundation
import Primitives
import TestSupport
import Testing
import Vault

@testable import SQLiteStore

@Suite("SQLite settings")
struct SQLiteSettingsTests {
    /// `synchronous` is the one that GRDB lowers by itself: at 1 a power cut would take acknowledged writes.
    @Test(
        "the writer is set up as the specification says",
        arguments: [
            ("synchronous", 2), ("secure_delete", 1), ("auto_vacuum", 2), ("foreign_keys", 1), ("trusted_schema", 0),
            ("cell_size_check", 1), ("temp_store", 2), ("cache_size", -8192), ("journal_size_limit", 4_194_304),
            ("application_id", 0x464C_4B50), ("user_version", 1),
        ] as [(String, Int64)]
    )
    func pragmas(_ name: String, _ value: Int64) async throws {
        let fixture = try SQLiteFixture()
        #expect(try await fixture.writerInteger("PRAGMA \(name)") == value)
    }

    @Test("no page is read through a memory map, and the file is in WAL mode")
    func fileFormat() async throws {
        let fixture = try SQLiteFixture()
        #expect(try await fixture.writerInteger("PRAGMA mmap_size") ?? 0 == 0)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: SQLiteFixture.path(in: fixture.directory)))
        // Bytes 18 and 19 of the file header: 2 is WAL (SQLite file format §1.3.3).
        #expect(bytes[18] == 2 && bytes[19] == 2)
    }

    @Test("an acknowledged append is in the WAL when the call returns")
    func isWritten() async throws {
        // That it was also synced rests on `synchronous` reading 2, above: a test cannot cut the power.
        let fixture = try SQLiteFixture()
        let marker = Array("acknowledged-means-written".utf8)
        try await fixture.journal.create(.alice)
        try await fixture.journal.append(TestJournal.append([marker], to: .alice, after: .empty))
        #expect(try fixture.directory.files(containing: marker) == ["vaults.sqlite-wal"])
    }

    @Test("files are for their owner only")
    func modes() async throws {
        let directory = try TemporaryDirectory("modes")
        let stores = try SQLiteStores.open(directory: directory.path("data"), environment: "test", region: "here")
        try await stores.files.put(FileID(high: 1, low: 1), of: .alice, bytes: [1])
        let walk = try #require(FileManager.default.enumerator(atPath: directory.path("data")))
        var count = 0
        for case let name as String in walk {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path("data/\(name)"))
            let isDirectory = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect(attributes[.posixPermissions] as? Int == (isDirectory ? 0o700 : 0o600), "\(name)")
            count += 1
        }
        #expect(count >= 14)
        try await stores.close()
    }

    @Test(
        "the tables refuse what the format does not allow",
        arguments: [
            "INSERT INTO vaults VALUES (zeroblob(15), 0, zeroblob(32), 0, zeroblob(32))",
            "INSERT INTO vaults VALUES (zeroblob(16), 0, zeroblob(31), 0, zeroblob(32))",
            "INSERT INTO vaults VALUES (zeroblob(16), 0, zeroblob(32), 1, zeroblob(32))",
            "INSERT INTO vaults VALUES (zeroblob(16), -1, zeroblob(32), -1, zeroblob(32))",
            "INSERT INTO vaults VALUES ('sixteen letters!', 0, zeroblob(32), 0, zeroblob(32))",
            "INSERT INTO segments VALUES (1, zeroblob(16), 1, x'01')",
            "INSERT INTO snapshots VALUES (zeroblob(16), zeroblob(16), 0, x'01')",
        ]
    )
    func checks(_ sql: String) async throws {
        let fixture = try SQLiteFixture()
        await #expect(throws: StoreError.self) { try await fixture.onWriter(sql) }
        #expect(
            try await fixture.writerInteger("SELECT (SELECT count(*) FROM vaults) + (SELECT count(*) FROM segments)")
                == 0
        )
    }

    @Test("a closed store refuses reads and writes and can be opened again")
    func closing() async throws {
        let fixture = try SQLiteFixture()
        try await fixture.journal.create(.alice)
        try await fixture.database.close()
        await #expect(throws: StoreError.unavailable) { try await fixture.journal.create(.bob) }
        await #expect(throws: StoreError.self) { _ = try await fixture.journal.snapshots(of: .alice) }
        let again = try SQLiteFixture(in: fixture.directory)
        #expect(try await again.journal.head(of: .alice) == .empty)
    }
}
