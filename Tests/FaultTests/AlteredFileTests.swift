import Composition
import Foundation
import GRDB
import Glibc
import KeyService
import Primitives
import SQLiteStore
import Testing
import TransparencyLog
import Vault

/// One byte, changed in each kind of thing that an installation keeps: `flowkeep doctor` says what was changed, so does
/// a promise that rests on it or the refusal to start, and what belongs to others goes on.
@Suite("One altered byte", .serialized)
struct AlteredFileTests {
    /// What a byte is changed in.
    enum Place: String, CaseIterable, Sendable {
        case segment, keySlots, account, journalHead, wrappedKey, logKey, historyEntry
        case logBundle, logTile, checkpoint
        case metadataHeader, activityHeader, vaultsHeader, filesHeader, structure
        case customerKey, rootKey

        /// What doctor must say.
        var sentence: String {
            switch self {
            case .segment: "do not lead to its head: one was changed"
            case .keySlots: "The key slot"
            case .account: "The account"
            case .journalHead: "The remembered journal head"
            case .wrappedKey: "The wrapped key"
            case .logKey: "The log key"
            case .historyEntry: "of the access history of"
            case .logBundle: "tile/entries/"
            case .logTile: "tile/0/"
            case .checkpoint: "checkpoint"
            case .metadataHeader, .activityHeader, .vaultsHeader, .filesHeader: "belongs elsewhere"
            case .structure: "Damaged: activity"
            case .customerKey: "a key file in it is damaged"
            case .rootKey: "what is there is not a root key"
            }
        }

        /// The promise that breaks where the program starts; nil where it refuses to, in doctor's words.
        var promise: String? {
            switch self {
            case .segment, .keySlots, .account, .journalHead, .logKey: "ENC-1"
            case .wrappedKey, .historyEntry: "KEY-4"
            default: nil
            }
        }
    }

    private static let publishing = ["--log-interval", "1"]

    /// An installation of two people, made once; every test alters a copy of it.
    private static let template = Task<(home: TemporaryDirectory, asha: Person, bob: Person), any Error> {
        let home = try TemporaryDirectory()
        let server = try await RunningServer(home: home, arguments: publishing)
        let asha = try await Person(signingUpOn: server)
        let bob = try await Person(signingUpOn: server, handle: "bob-with-a-handle")
        for person in [asha, bob] { #expect(try await person.add(payee: "kept")) }
        for number in 0..<5 { #expect(try await asha.add(payee: "more \(number)")) }
        // Until the log has a checkpoint over what both did.
        try await waitUntil("the openings are published") {
            let page = try await bob.object("GET", "/privacy/access-history?limit=1")
            let newest = (page["items"] as? [[String: Any]])?.first
            return newest?["proven"] as? Bool == true
        }
        try await server.stop()
        // Its sockets are left behind, and are nothing to copy.
        try FileManager.default.removeItem(atPath: home.path + "/data/run")
        return (home, asha, bob)
    }

    @Test("is named by doctor and shown by a promise or a refusal, and others go on", arguments: Place.allCases)
    func altered(_ place: Place) async throws {
        let (original, asha, bob) = try await Self.template.value
        let home = try TemporaryDirectory()
        for name in ["data", ".config"] {
            try FileManager.default.copyItem(atPath: "\(original.path)/\(name)", toPath: "\(home.path)/\(name)")
        }
        let target = try await Target(place, home: home)
        try target.alter()
        func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
            try RunningServer.run(arguments + ["--data", home.path + "/data"], home: home)
        }

        let doctor = try run(["doctor", "--with-keys"])
        #expect(doctor.status == 1, "\(doctor.text)")
        #expect(doctor.text.contains(place.sentence), "\(doctor.text)")

        let promises = try run(["promises", "--now"] + (place.promise.map { [$0] } ?? []))
        #expect(promises.status != 0, "\(promises.text)")
        if place.promise != nil { #expect(promises.text.contains("broken"), "\(promises.text)") }

        guard place.promise != nil else { return }
        let server = try await RunningServer(home: home)
        // An account says nothing of whose it is: the other one goes on.
        let person = place == .account ? try await Self.goingOn([asha, bob], server) : try bob.onRestarted(server)
        #expect(try await person.payees(searching: "kept") == ["kept"])
        try await server.stop()
    }

    private static func goingOn(_ people: [Person], _ server: RunningServer) async throws -> Person {
        for person in people {
            let found = try person.onRestarted(server)
            if try await found.send("GET", "/money/accounts").status == 200 { return found }
        }
        throw ServerFault.didNotStart("nobody goes on")
    }

    /// A file, and bytes of it of which one is changed wherever they occur.
    private struct Target {
        let path: String
        let needles: [[UInt8]]
        /// Where a byte is changed whatever it is.
        var offset: Int?

        func alter() throws {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            var count = 0
            if let offset {
                bytes[offset] ^= 0x01
                count += 1
            }
            for needle in needles {
                var start = bytes.startIndex
                while let range = bytes.range(of: Data(needle), in: start..<bytes.endIndex) {
                    bytes[range.lowerBound + needle.count / 2] ^= 0x01
                    start = range.upperBound
                    count += 1
                }
            }
            try #require(count > 0, "nothing was altered in \(path)")
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.write(contentsOf: bytes)
            try handle.close()
        }

        init(_ place: Place, home: TemporaryDirectory) async throws {
            let data = home.path + "/data"
            switch place {
            case .customerKey: try self.init(onlyFileIn: data + "/keeper", suffix: ".key")
            case .rootKey: try self.init(onlyFileIn: home.path + "/.config/flowkeep", suffix: "")
            case .structure:
                let path = data + "/activity/activity.sqlite"
                // The kind of the page at the root of a table that every start reads.
                let root = try await DatabaseQueue(path: path).read { database in
                    try Int.fetchOne(database, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'log_state'")
                }
                self.init(path: path, needles: [], offset: try #require(root) * 4096 - 4096)
            case .filesHeader: self.init(path: data + "/files/store-header", needles: [Array("production".utf8)])
            default: try await self.init(inStoresOf: data, place)
            }
        }

        private init(path: String, needles: [[UInt8]], offset: Int? = nil) {
            self.path = path
            self.needles = needles
            self.offset = offset
        }

        private init(onlyFileIn folder: String, suffix: String) throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(suffix) }
            path = try folder + "/" + #require(names.first)
            needles = [Array(try Data(contentsOf: URL(fileURLWithPath: path)).suffix(16))]
        }

        private init(inStoresOf data: String, _ place: Place) async throws {
            let stores = try SQLiteStores.open(directory: data, environment: "production", region: "local")
            let (store, values) = try await Self.values(place, stores)
            try await stores.close()
            path = "\(data)/\(store)/\(store).sqlite"
            needles = values.map { Array($0.suffix(min($0.count, 24))) }
        }

        /// The vault of her who wrote most.
        private static func busiest(_ stores: SQLiteStores) async throws -> VaultID {
            var found: (vault: VaultID, index: JournalIndex)?
            for vault in try await stores.vaults.vaults(after: nil, limit: 10) {
                let index = try await stores.vaults.head(of: vault)?.index ?? 0
                if index > found?.index ?? 0 { found = (vault, index) }
            }
            return try #require(found?.vault)
        }

        /// Which store, and the values in it of which each gets another byte near its end.
        private static func values(
            _ place: Place,
            _ stores: SQLiteStores
        ) async throws -> (store: String, values: [[UInt8]]) {
            let hers = try await busiest(stores)
            func records(_ kind: RecordKind, of owner: [UInt8] = RecordKey.nobody) async throws -> [[UInt8]] {
                let store = kind == .logKey ? stores.activity : stores.metadata
                return try await store.list(kind, owner: owner, after: nil, limit: 100).map(\.bytes)
            }
            switch place {
            case .segment:
                let segments = try await stores.vaults.segments(of: hers, after: 0, byteCountMaximum: 1 << 20)
                return ("vaults", [try #require(segments.last).bytes])
            case .keySlots: return ("metadata", try await records(.keySlot, of: hers.bytes))
            case .account:
                let accounts = try await stores.metadata.sample(.userAccount, from: RecordKey.nobody, limit: 1)
                return ("metadata", accounts.map(\.bytes))
            case .journalHead: return ("metadata", try await records(.vaultHead, of: hers.bytes))
            case .wrappedKey: return ("metadata", [try #require(try await records(.keyEncryptionKey).last)])
            case .logKey: return ("activity", try await records(.logKey, of: hers.bytes))
            case .historyEntry:
                let subject = try #require(LogSubjectID(bytes: hers.bytes))
                let entry = try await stores.log.events(of: subject, below: 1, limit: 1).first
                return ("activity", [try #require(entry).bytes])
            case .logBundle, .logTile:
                let note = try #require(try await stores.log.storedLog().checkpoint)
                let size = try UnverifiedCheckpoint(parsing: note).claimedHead.size
                let tile = try #require(Tile(level: 0, index: 0, treeSize: size))
                let resource: LogResource = place == .logTile ? .hashes(tile) : .entries(tile)
                return ("activity", [try #require(try await stores.log.bytes(of: resource))])
            case .checkpoint:
                let note = try #require(try await stores.log.storedLog().checkpoint)
                return ("activity", [Array(note.prefix(60))])
            case .metadataHeader: return ("metadata", [Array("production".utf8)])
            case .activityHeader: return ("activity", [Array("production".utf8)])
            case .vaultsHeader: return ("vaults", [Array("production".utf8)])
            case .structure, .filesHeader, .customerKey, .rootKey: return ("", [])
            }
        }
    }
}
