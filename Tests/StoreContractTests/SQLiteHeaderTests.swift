import Foundation
import GRDB
import KeyService
import Primitives
import TestSupport
import Testing
import TransparencyLog

@testable import SQLiteStore

@Suite("Store headers")
struct SQLiteHeaderTests {
    @Test("a store of an earlier version is brought up to date, and keeps what it holds")
    func migration() async throws {
        let directory = try TemporaryDirectory("migration")
        let key = RecordKey(kind: .activity, name: [1])
        let first = try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
        try await first.activity.write([.put(key, bytes: [1, 2], unique: nil, expected: 0)])
        try await first.close()
        try SQLiteFixture.tamper(
            with: directory.path("activity/activity.sqlite"),
            """
            DROP TABLE log_sequence; DROP TABLE log_resources; DROP TABLE log_state; DROP TABLE log_events;
            PRAGMA user_version = 1
            """
        )
        let second = try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
        #expect(try await second.activity.read(key)?.bytes == [1, 2])
        try await second.log.write([.sequence(firstIndex: 0, entries: [[1]])])
        try await second.close()
    }

    @Test(
        "a store of another kind, environment or region is refused and not touched",
        arguments: [
            (StoreHeader(kind: .metadata, environment: "test", region: "here"), StoreHeader.Field.kind),
            (StoreHeader(kind: .vaults, environment: "live", region: "here"), .environment),
            (StoreHeader(kind: .vaults, environment: "test", region: "there"), .region),
        ]
    )
    func otherStore(_ header: StoreHeader, _ field: StoreHeader.Field) async throws {
        let fixture = try SQLiteFixture()
        try await fixture.database.close()
        let path = SQLiteFixture.path(in: fixture.directory)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StoreError.wrongStore(field)) { try StoreDatabase(path: path, header: header) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test(
        "a damaged or newer header is refused",
        arguments: [
            ("DELETE FROM store_header WHERE field = 'product'", .product),
            ("UPDATE store_header SET value = 'otherwise' WHERE field = 'product'", .product),
            ("UPDATE store_header SET value = '2' WHERE field = 'format'", .format),
            ("DELETE FROM store_header", .product),
            ("DELETE FROM store_header WHERE field = 'region'", .region),
            ("INSERT INTO store_header VALUES ('colour', 'blue')", .format),
            ("DROP TABLE store_header", .product),
            ("PRAGMA user_version = 2", .format),
            ("PRAGMA user_version = 0", .format),
            ("PRAGMA application_id = 0", .product),
        ] as [(String, StoreHeader.Field)]
    )
    func damagedHeader(_ sql: String, _ field: StoreHeader.Field) async throws {
        let fixture = try SQLiteFixture()
        try await fixture.database.close()
        let path = SQLiteFixture.path(in: fixture.directory)
        try SQLiteFixture.tamper(with: path, sql)
        #expect(throws: StoreError.wrongStore(field)) { try StoreDatabase(path: path, header: SQLiteFixture.header) }
    }

    @Test("a database of another program is refused and not touched")
    func otherProgram() throws {
        let directory = try TemporaryDirectory("foreign")
        let path = SQLiteFixture.path(in: directory)
        try SQLiteFixture.tamper(with: path, "CREATE TABLE recipes (name TEXT)")
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StoreError.wrongStore(.product)) { try StoreDatabase(path: path, header: SQLiteFixture.header) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test("a file that is no database is refused as damaged")
    func noDatabase() throws {
        let directory = try TemporaryDirectory("noise")
        let path = SQLiteFixture.path(in: directory)
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.corrupt) { try StoreDatabase(path: path, header: SQLiteFixture.header) }
    }

    @Test("stores that were opened before open again, and each only in its own place")
    func swappedFiles() async throws {
        let directory = try TemporaryDirectory("swapped")
        func open(_ environment: String = "test") throws -> SQLiteStores {
            try SQLiteStores.open(directory: directory.path, environment: environment, region: "here")
        }
        try await open().close()
        try await open().close()
        #expect(throws: StoreError.wrongStore(.environment)) { try open("live") }
        let metadata = directory.path("metadata/metadata.sqlite")
        try FileManager.default.removeItem(atPath: metadata)
        try FileManager.default.copyItem(atPath: directory.path("activity/activity.sqlite"), toPath: metadata)
        #expect(throws: StoreError.wrongStore(.kind)) { try open() }
    }

    @Test(
        "a files directory without its header, or with another, is refused",
        arguments: [
            (nil, .product), ("", .product), ("product=flowkeep\nformat=1\nkind=vaults\n", .kind),
            ("product=flowkeep\nformat=1\nkind=files\nenvironment=test\nregion=there\n", .region),
            ("product=flowkeep\nformat=1\nkind=files\nenvironment=test\nregion=here\nmore=x\n", .format),
            ("no line of the form", .format),
        ] as [(String?, StoreHeader.Field)]
    )
    func filesHeader(_ text: String?, _ field: StoreHeader.Field) throws {
        let directory = try TemporaryDirectory("files")
        let header = StoreHeader(kind: .files, environment: "test", region: "here")
        _ = try DirectoryFileStore(directory: directory.path, header: header)
        _ = try DirectoryFileStore(directory: directory.path, header: header)
        let path = directory.path(FileHeader.name)
        if let text {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } else {
            try FileManager.default.removeItem(atPath: path)
        }
        #expect(throws: StoreError.wrongStore(field)) {
            try DirectoryFileStore(directory: directory.path, header: header)
        }
    }

    @Test("what a killed process left half-written is cleared at the next start")
    func leftovers() async throws {
        let directory = try TemporaryDirectory("leftovers")
        let header = StoreHeader(kind: .files, environment: "test", region: "here")
        _ = try DirectoryFileStore(directory: directory.path, header: header)
        try Data([1]).write(to: URL(fileURLWithPath: directory.path("incoming/half")))
        let living = try IncomingFile(path: directory.path("incoming/living"))
        _ = try DirectoryFileStore(directory: directory.path, header: header)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path("incoming"))
        #expect(names == ["living"], "another process may still be writing")
        try living.sync()
    }
}
