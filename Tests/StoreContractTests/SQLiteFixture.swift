import Foundation
import GRDB
import Primitives
import Synchronization
import TestSupport

@testable import SQLiteStore

/// A vaults database on its own, with the parts inside that tests look at.
struct SQLiteFixture {
    let directory: TemporaryDirectory
    let database: StoreDatabase
    let journal: SQLiteJournalStore

    static let header = StoreHeader(kind: .vaults, environment: "test", region: "here")

    static func path(in directory: TemporaryDirectory) -> String { directory.path("vaults.sqlite") }

    init(in directory: TemporaryDirectory) throws {
        self.directory = directory
        database = try StoreDatabase(path: Self.path(in: directory), header: Self.header)
        journal = SQLiteJournalStore(database)
    }

    init() throws { try self.init(in: TemporaryDirectory("sqlite")) }

    /// Reads a number on the writer's connection.
    func writerInteger(_ sql: String) async throws -> Int64? {
        let found = Found()
        try await database.committer.write { writer throws(StoreError) in
            let value = try writer.integer(sql)
            found.value.withLock { $0 = value }
        }
        return found.value.withLock { $0 }
    }

    func onWriter(_ sql: String) async throws {
        try await database.committer.write { writer throws(StoreError) in try writer.execute(sql) }
    }

    /// Changes a closed file as another program would.
    static func tamper(with path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private final class Found: Sendable {
        let value = Mutex<Int64?>(nil)
    }
}
