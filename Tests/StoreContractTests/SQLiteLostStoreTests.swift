import Foundation
import KeyService
import Primitives
import SQLiteStore
import TestSupport
import Testing

@Suite("Lost stores")
struct SQLiteLostStoreTests {
    /// SQLite deletes a log that lies beside a missing or empty file, and what it held with it.
    enum Loss: CaseIterable, Sendable { case deleted, emptied, deletedBesideItsLog, emptiedBesideItsLog }

    private static func open(_ directory: TemporaryDirectory) throws(StoreError) -> SQLiteStores {
        try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
    }

    /// The file whose presence says that a store was made.
    private static func file(_ kind: StoreHeader.Kind, _ directory: TemporaryDirectory) -> String {
        let name = kind == .files ? "store-header" : "\(kind.rawValue).sqlite"
        return "\(directory.path)/\(kind.rawValue)/\(name)"
    }

    private static func lose(_ path: String, _ loss: Loss) throws {
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
        if loss == .emptied || loss == .emptiedBesideItsLog { try Data().write(to: URL(fileURLWithPath: path)) }
        if loss == .deletedBesideItsLog || loss == .emptiedBesideItsLog {
            try Data(count: 4096).write(to: URL(fileURLWithPath: path + "-wal"))
        }
    }

    @Test(
        "a store that was lost is named and not made anew",
        arguments: StoreHeader.Kind.allCases,
        Loss.allCases
    )
    func lost(_ kind: StoreHeader.Kind, _ loss: Loss) async throws {
        let directory = try TemporaryDirectory("lost")
        let stores = try Self.open(directory)
        let key = RecordKey(kind: .keyEncryptionKey, name: [1])
        try await stores.metadata.write([.put(key, bytes: [1], unique: nil, expected: 0)])
        try await stores.close()
        let path = Self.file(kind, directory)
        try Self.lose(path, loss)
        #expect(throws: StoreError.missing(kind)) { _ = try Self.open(directory) }
        // Refused again the next time: the refusal left nothing behind that looks like the store.
        #expect(throws: StoreError.missing(kind)) { _ = try Self.open(directory) }
    }

    @Test("a first start that was cut short goes on", arguments: [1, 2, 3])
    func cutShort(_ count: Int) async throws {
        let directory = try TemporaryDirectory("cut")
        try await Self.open(directory).close()
        for kind in [StoreHeader.Kind.metadata, .activity, .vaults, .files].dropFirst(count) {
            try FileManager.default.removeItem(atPath: "\(directory.path)/\(kind.rawValue)")
        }
        try await Self.open(directory).close()
    }
}
