import Composition
import Foundation
import GRDB
import KeyService
import Primitives
import SQLiteStore
import Testing
import TransparencyLog
import Vault

/// Rows that somebody with the file of the activity store takes out of it: no byte of what stays is wrong.
@Suite("A log and histories that were cut short", .serialized)
struct LostHistoryTests {
    /// An installation of two people that was stopped in order, made once; every test alters a copy of it.
    private static let template = Task<(home: TemporaryDirectory, asha: Person, bob: Person), any Error> {
        let home = try TemporaryDirectory()
        let server = try await RunningServer(home: home)
        let asha = try await Person(signingUpOn: server)
        let bob = try await Person(signingUpOn: server, handle: "bob-with-a-handle")
        for person in [asha, bob] { #expect(try await person.add(payee: "kept")) }
        // Each signing in is one more entry.
        for _ in 0..<2 { _ = try await Person(signingInOn: server, like: asha) }
        try await server.stop()
        return (home, asha, bob)
    }

    /// A copy of the template after `change`, which gets the number of the first one's vault and runs on the activity
    /// store.
    private func altered(
        _ change: @escaping @Sendable (Database, _ vault: Data) throws -> Void
    ) async throws -> (home: TemporaryDirectory, vault: VaultID) {
        let home = try TemporaryDirectory.copy(of: try await Self.template.value.home)
        let data = home.path + "/data"
        let stores = try SQLiteStores.open(directory: data, environment: "production", region: "local")
        var hers: VaultID?
        for vault in try await stores.vaults.vaults(after: nil, limit: 2) {
            let subject = try #require(LogSubjectID(bytes: vault.bytes))
            let events = try await stores.log.events(of: subject, below: nil, limit: 9)
            if events.count >= 3 { hers = vault }
        }
        let vault = try #require(hers)
        try await stores.close()
        try await DatabaseQueue(path: data + "/activity/activity.sqlite").write { database in
            try change(database, Data(vault.bytes))
            #expect(database.changesCount > 0)
        }
        return (home, vault)
    }

    @Test("the newest entries of one person: doctor names the first, and others go on", arguments: [0, 1])
    func newestEntries(_ first: Int) async throws {
        let (home, _) = try await altered { database, vault in
            try database.execute(
                sql: "DELETE FROM log_events WHERE subject = ? AND ordinal >= ?",
                arguments: [vault, first]
            )
        }
        try await expectNamed("Entry \(first) of the access history of", home)
    }

    @Test("one person's whole history, with its key: doctor names it, and others go on")
    func wholeHistory() async throws {
        let (home, _) = try await altered { database, vault in
            try database.execute(sql: "DELETE FROM log_events WHERE subject = ?", arguments: [vault])
            try database.execute(
                sql: "DELETE FROM records WHERE kind = ? AND owner = ?",
                arguments: [RecordKind.logKey.rawValue, vault]
            )
        }
        try await expectNamed("The log key of the access history of", home)
    }

    private func expectNamed(_ sentence: String, _ home: TemporaryDirectory) async throws {
        let doctor = try RunningServer.run(["doctor", "--with-keys", "--data", home.path + "/data"], home: home)
        #expect(doctor.status == 1, "\(doctor.text)")
        #expect(doctor.text.contains(sentence), "\(doctor.text)")
        let (_, asha, bob) = try await Self.template.value
        let server = try await RunningServer(home: home)
        let kept = try [asha, bob].map { try $0.onRestarted(server) }
        var statuses: [Int] = []
        for person in kept { statuses.append(try await person.send("GET", "/money/transactions").status) }
        #expect(statuses == [503, 200], "whose history was cut short is not opened for")
        try await server.stop()
    }

    @Test("the log's name and key: no other log begins in its place", arguments: [false, true])
    func identity(withAll: Bool) async throws {
        let (home, _) = try await altered { database, _ in
            if withAll {
                for table in ["log_sequence", "log_resources", "log_state", "log_events"] {
                    try database.execute(sql: "DELETE FROM \(table)")
                }
                try database.execute(sql: "DELETE FROM records WHERE kind = ?", arguments: [RecordKind.logKey.rawValue])
            }
            try database.execute(
                sql: "DELETE FROM records WHERE kind = ?",
                arguments: [RecordKind.logIdentity.rawValue]
            )
        }
        do {
            _ = try await RunningServer(home: home)
            Issue.record("it started")
        } catch ServerFault.didNotStart(let text) {
            #expect(text.contains("The name and key of the transparency log are missing"), "\(text)")
        }
    }
}
