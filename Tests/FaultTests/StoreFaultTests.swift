import Composition
import Foundation
import Glibc
import KeyService
import Primitives
import SQLiteStore
import Testing
import Vault

/// Disks that fill up, stores that cannot be written, bytes that changed: a clear refusal, nothing acknowledged lost.
@Suite("Faulty stores", .serialized)
struct StoreFaultTests {
    /// A tmpfs of a few megabytes, where the tests run as root.
    private final class SmallDisk {
        let path: String

        init?(_ path: String, megabytes: Int) {
            self.path = path
            guard unsafe mkdir(path, 0o700) == 0,
                SmallDisk.run("/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m,mode=700", "tmpfs", path])
            else { return nil }
        }

        deinit { _ = SmallDisk.run("/bin/umount", ["-l", path]) }

        static func run(_ program: String, _ arguments: [String]) -> Bool {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            do { try process.run() } catch { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }

    @Test(
        "a full disk refuses the write clearly, keeps what it confirmed, and serves again when there is room"
    )
    func fullDisk() async throws {
        let home = try TemporaryDirectory()
        guard let disk = SmallDisk(home.path + "/data", megabytes: 3) else {
            print("full disk test: skipped, since only root can mount a small file system")
            return
        }
        let server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        let filler = disk.path + "/filler"
        #expect(try await person.add(payee: "before"))
        // All the room that is left, and then some.
        let bulk = [UInt8](repeating: 7, count: 65_536)
        let descriptor = unsafe open(filler, O_CREAT | O_WRONLY, 0o600)
        while unsafe write(descriptor, bulk, bulk.count) > 0 {}
        close(descriptor)
        var confirmed: Set<String> = ["before"]
        var refused: [String: Any]?
        for number in 0..<3_000 where refused == nil {
            let payee = "filling \(number) " + String(repeating: "x", count: 60)
            if try await person.add(payee: payee) {
                confirmed.insert(payee)
            } else {
                let body: [String: Any] = [
                    "date": "2026-03-05", "payee": "one more",
                    "postings": [
                        ["account": person.account, "amount": "-1.00"],
                        ["category": person.category, "amount": "1.00"],
                    ],
                ]
                let answer = try await person.send(
                    "POST",
                    "/money/transactions",
                    body: Array(try JSONSerialization.data(withJSONObject: body))
                )
                #expect(answer.status == 507 || answer.status == 503, "\(answer.status)")
                refused = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            }
        }
        #expect(refused?["type"] is String, "the disk never filled up, or the refusal was no problem document")
        try FileManager.default.removeItem(atPath: filler)
        #expect(try await person.add(payee: "after"))
        try await server.killAll()
        let again = try await RunningServer(home: home)
        let there = Set(try await person.onRestarted(again).payees(searching: ""))
        #expect(confirmed.union(["after"]).isSubset(of: there))
        try await again.stop()
        _ = disk
    }

    /// What is changed: a byte of a sealed segment, of each sealed key slot, or of the engine's own structure.
    enum Place: String, CaseIterable, Sendable { case segment, slots, structure }

    @Test(
        "a changed byte is a clear refusal or a finding, and once it is put back everything is there",
        arguments: Place.allCases
    )
    func damagedByte(_ place: Place) async throws {
        let home = try TemporaryDirectory()
        let server = try await RunningServer(home: home)
        let person = try await Person(signingUpOn: server)
        for number in 0..<5 { #expect(try await person.add(payee: "kept \(number)")) }
        try await server.stop()
        let (path, offsets) = try await Self.locate(place, server.data)
        // All stores: one that is put back alone is an older one than the others know.
        let copy = home.path + "/before"
        try FileManager.default.removeItem(atPath: server.data + "/run")
        try FileManager.default.copyItem(atPath: server.data, toPath: copy)
        var damaged = try Data(contentsOf: URL(fileURLWithPath: path))
        for offset in offsets { damaged[offset] ^= 0x01 }
        try damaged.write(to: URL(fileURLWithPath: path))
        _ = unsafe chmod(path, 0o600)

        let outcome = try await Self.outcome(home, person)
        #expect(outcome != .nothingNoticed, "\(place): a changed byte was not noticed")
        try FileManager.default.removeItem(atPath: server.data)
        try FileManager.default.moveItem(atPath: copy, toPath: server.data)
        let mended = try await RunningServer(home: home)
        #expect(try await person.onRestarted(mended).payees(searching: "kept").count == 5)
        try await mended.stop()
    }

    /// The file and the offsets of bytes in the middle of what is to be damaged.
    private static func locate(_ place: Place, _ data: String) async throws -> (path: String, offsets: [Int]) {
        let stores = try SQLiteStores.open(directory: data, environment: "production", region: "local")
        let vault = try #require(try await stores.vaults.vaults(after: nil, limit: 1).first)
        let (store, sealed): (String, [[UInt8]])
        switch place {
        case .segment:
            let segments = try await stores.vaults.segments(of: vault, after: 0, byteCountMaximum: 1 << 20)
            (store, sealed) = ("vaults", [try #require(segments.last).bytes])
        case .slots:
            var records: [StoredRecord] = []
            for kind in [RecordKind.keySlot, .sessionSlot] {
                records += try await stores.metadata.list(kind, owner: vault.bytes, after: nil, limit: 10)
            }
            (store, sealed) = ("metadata", records.map(\.bytes))
        case .structure: (store, sealed) = ("activity", [])
        }
        try await stores.close()
        let path = "\(data)/\(store)/\(store).sqlite"
        guard !sealed.isEmpty else { return (path, [4096]) }  // the kind of the second page
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let offsets = try sealed.map { box in
            let middle = Data(box[(box.count / 2)..<(box.count / 2 + 32)])
            return try #require(bytes.range(of: middle)).lowerBound
        }
        return (path, offsets)
    }

    private enum Outcome { case refusedToStart, refusedToRead, foundByDoctor, nothingNoticed }

    private static func outcome(_ home: TemporaryDirectory, _ person: Person) async throws -> Outcome {
        let doctor = try RunningServer.run(["doctor", "--data", home.path + "/data"], home: home)
        do {
            let server = try await RunningServer(home: home)
            let answer = try await person.onRestarted(server).send("GET", "/money/transactions?q=kept")
            try await server.stop()
            guard answer.status == 200 else {
                #expect(answer.status < 600 && String(decoding: answer.body, as: UTF8.self).contains("\"type\""))
                return .refusedToRead
            }
            return doctor.status == 0 ? .nothingNoticed : .foundByDoctor
        } catch is ServerFault {
            return .refusedToStart
        }
    }

    @Test("a header of another environment or region stops the start", arguments: ["--environment", "--region"])
    func otherPlace(_ flag: String) async throws {
        let home = try TemporaryDirectory()
        try await RunningServer(home: home).stop()
        let (status, text) = try RunningServer.run(
            ["serve", "--data", home.path + "/data", "--port", "0", "--redirect-port", "0", flag, "elsewhere"],
            home: home
        )
        #expect(status == 1)
        #expect(text.contains("belongs elsewhere"), "\(text)")
    }

    @Test(
        "a data directory of another place's stores is refused",
        arguments: [("vaults", "metadata"), ("metadata", "activity")]
    )
    func swapped(_ from: String, _ to: String) async throws {
        let home = try TemporaryDirectory()
        let server = try await RunningServer(home: home)
        try await server.stop()
        let target = server.data + "/\(to)/\(to).sqlite"
        try FileManager.default.removeItem(atPath: target)
        try FileManager.default.copyItem(atPath: server.data + "/\(from)/\(from).sqlite", toPath: target)
        unsafe chmod(target, 0o600)
        await #expect(throws: ServerFault.self) { _ = try await RunningServer(home: home) }
    }

    @Test("a data directory on a read-only file system stops the start with a sentence")
    func readOnly() async throws {
        let home = try TemporaryDirectory()
        let data = home.path + "/data"
        guard let disk = SmallDisk(data, megabytes: 16) else {
            print("read-only test: skipped, since only root can mount a file system")
            return
        }
        let server = try await RunningServer(home: home)
        try await server.stop()
        #expect(SmallDisk.run("/bin/mount", ["-o", "remount,ro", disk.path]))
        let (status, text) = try RunningServer.run(
            ["serve", "--data", data, "--port", "0", "--redirect-port", "0"],
            home: home
        )
        #expect(status == 1)
        #expect(text.contains("read-only") || text.contains("Read-only"), "\(text)")
    }
}
