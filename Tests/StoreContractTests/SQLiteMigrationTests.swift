import Foundation
import GRDB
import Jobs
import KeyService
import Primitives
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("SQLite migrations")
struct SQLiteMigrationTests {
    /// A metadata file as version 1 made it: the list of that version, which never changes, and one record.
    private func makeVersion1(at path: String) throws {
        let header = StoreHeader(kind: .metadata, environment: "test", region: "here")
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            try database.execute(sql: "PRAGMA application_id=\(StoreSchema.applicationID)")
            try database.execute(sql: StoreSchema.header)
            for (field, value) in header.fields {
                try database.execute(
                    sql: "INSERT INTO store_header (field, value) VALUES (?, ?)",
                    arguments: [field.rawValue, value]
                )
            }
            for sql in try #require(StoreSchema.migrations(of: .metadata).first) { try database.execute(sql: sql) }
            try database.execute(
                sql: "INSERT INTO records (kind, owner, name, version, bytes) VALUES (2, zeroblob(16), x'01', 3, x'AA')"
            )
            try database.execute(sql: "PRAGMA user_version=1")
        }
        try queue.close()
    }

    @Test("a metadata store of version 1 has the table of jobs after opening, and keeps its records")
    func jobs() async throws {
        let directory = try TemporaryDirectory("migration")
        let path = directory.path("metadata.sqlite")
        try makeVersion1(at: path)
        let header = StoreHeader(kind: .metadata, environment: "test", region: "here")
        let database = try StoreDatabase(path: path, header: header)
        let moment = Timestamp(seconds: 1)
        let job = Job(id: JobID(high: 1, low: 2), kind: "tests.work", notBefore: moment, created: moment)
        try await SQLiteJobStore(database).add(job)
        let record = try await SQLiteRecordStore(database).read(RecordKey(kind: .userAccount, name: [1]))
        #expect(record?.version == 3 && record?.bytes == [0xAA])
        try await database.close()
        let again = try StoreDatabase(path: path, header: header)
        #expect(try await SQLiteJobStore(again).jobs(after: nil, limit: 10) == [job])
        try await again.close()
        let version = try await DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == 2)
    }
}
