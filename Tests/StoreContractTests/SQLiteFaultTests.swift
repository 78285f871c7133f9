import Foundation
import GRDB
import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import SQLiteStore

@Suite("SQLite faults", .serialized)
struct SQLiteFaultTests {
    /// Whether this user may mount a file system, which a test of a truly full or read-only disk needs.
    static let canMount: Bool = {
        guard getuid() == 0, let directory = try? TemporaryDirectory("mount") else { return false }
        guard MountedDirectory.run("mount", ["-t", "tmpfs", "tmpfs", directory.path]) else { return false }
        return MountedDirectory.run("umount", [directory.path])
    }()

    @Test("a file that may not grow answers full, keeps what was acknowledged and goes on when it may")
    func pageLimit() async throws {
        let fixture = try SQLiteFixture()
        try await fixture.journal.create(.alice)
        try await fixture.onWriter("PRAGMA max_page_count=40")
        let head = try await fillUntilFull(fixture.journal)
        #expect(try await fixture.journal.head(of: .alice) == head)
        let segments = try await fixture.journal.segments(of: .alice, after: 0, byteCountMaximum: .max)
        #expect(TestJournal.head(after: segments) == head)
        try await fixture.onWriter("PRAGMA max_page_count=100000")
        try await fixture.journal.append(
            TestJournal.append([Array(repeating: 1, count: 4096)], to: .alice, after: head)
        )
    }

    @Test(
        "a full disk answers full, keeps what was acknowledged and goes on when there is room",
        .enabled(if: canMount)
    )
    func fullDisk() async throws {
        let mount = try MountedDirectory(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
        let path = "\(mount.path)/vaults.sqlite"
        // More than the WAL can have grown to, so that its flush has room once this is gone.
        let ballast = "\(mount.path)/ballast"
        try Data(repeating: 0, count: 5 << 19).write(to: URL(fileURLWithPath: ballast))
        let database = try StoreDatabase(path: path, header: SQLiteFixture.header)
        let journal = SQLiteJournalStore(database)
        try await journal.create(.alice)
        let head = try await fillUntilFull(journal)
        let segments = try await journal.segments(of: .alice, after: 0, byteCountMaximum: .max)
        #expect(TestJournal.head(after: segments) == head)
        try FileManager.default.removeItem(atPath: ballast)
        let more = TestJournal.append([[1]], to: .alice, after: head)
        try await journal.append(more)
        try await database.close()
        let again = try StoreDatabase(path: path, header: SQLiteFixture.header)
        #expect(try await SQLiteJournalStore(again).head(of: .alice) == more.head)
        try await again.close()
    }

    @Test("a file system mounted read-only answers read-only", .enabled(if: canMount))
    func readOnlyDisk() async throws {
        let directory = try TemporaryDirectory("readonly")
        let stores = try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
        try await stores.close()
        let mount = try MountedDirectory(["--bind", directory.path])
        try #require(MountedDirectory.run("mount", ["-o", "remount,ro,bind", mount.path]))
        #expect(throws: StoreError.readOnly) {
            try SQLiteStores.open(directory: mount.path, environment: "test", region: "here")
        }
    }

    @Test("a directory without write permission answers read-only", .enabled(if: getuid() != 0))
    func readOnlyDirectory() throws {
        let directory = try TemporaryDirectory("readonly")
        unsafe chmod(directory.path, 0o500)
        defer { unsafe chmod(directory.path, 0o700) }
        #expect(throws: StoreError.readOnly) {
            try SQLiteStores.open(directory: directory.path("data"), environment: "test", region: "here")
        }
    }

    @Test("a connection that may not write answers read-only and changes nothing")
    func queryOnly() async throws {
        let fixture = try SQLiteFixture()
        try await fixture.onWriter("PRAGMA query_only=ON")
        await #expect(throws: StoreError.readOnly) { try await fixture.journal.create(.alice) }
        #expect(try await fixture.journal.head(of: .alice) == nil)
    }

    @Test("pages overwritten with noise are damage, said so, and never a wrong head")
    func overwrittenPages() async throws {
        let fixture = try SQLiteFixture()
        for number in 0..<300 as Range<UInt64> { try await fixture.journal.create(VaultID(high: 9, low: number)) }
        try await fixture.database.close()
        let url = URL(fileURLWithPath: SQLiteFixture.path(in: fixture.directory))
        var bytes = try Data(contentsOf: url)
        // All but the first page, which holds the header of the file and the schema.
        for offset in 4096..<bytes.count { bytes[offset] = 0xA5 }
        try bytes.write(to: url)
        await #expect(throws: StoreError.corrupt) {
            let again = try SQLiteFixture(in: fixture.directory)
            _ = try await again.journal.head(of: VaultID(high: 9, low: 7))
        }
    }

    /// SQLite keeps no checksums: a byte inside a value changes that value, and the seal above finds it.
    ///
    /// What must hold here is that no byte anywhere makes the store crash, or give a segment another place.
    @Test("any single altered byte gives the same places, an error, or an altered value, and never a crash")
    func alteredByte() async throws {
        var generator = SeededGenerator.printingSeed("alteredByte")
        let fixture = try SQLiteFixture()
        try await fixture.journal.create(.alice)
        let payloads = (0..<20).map { _ in generator.bytes(300) }
        let append = TestJournal.append(payloads, to: .alice, after: .empty)
        try await fixture.journal.append(append)
        try await fixture.database.close()
        let original = try Data(contentsOf: URL(fileURLWithPath: SQLiteFixture.path(in: fixture.directory)))
        var outcomes: [String: Int] = [:]
        for _ in 0..<150 {
            let directory = try TemporaryDirectory("altered")
            var bytes = original
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
            try bytes.write(to: URL(fileURLWithPath: SQLiteFixture.path(in: directory)))
            do {
                let altered = try SQLiteFixture(in: directory)
                let head = try await altered.journal.head(of: .alice)
                let segments = try await altered.journal.segments(of: .alice, after: 0, byteCountMaximum: .max)
                let isSame = head == append.head && segments == append.segments
                outcomes[isSame ? "same" : "altered", default: 0] += 1
                try await altered.database.close()
            } catch let error as StoreError {
                outcomes["\(error)", default: 0] += 1
            }
        }
        print("alteredByte: \(outcomes)")
        #expect(outcomes.values.reduce(0, +) == 150)
        #expect(outcomes["altered"] ?? 0 > 0, "300-byte values fill most of the file")
    }

    /// Appends pages until the store says that it is full, and gives the last head that was acknowledged.
    private func fillUntilFull(_ journal: SQLiteJournalStore) async throws -> JournalHead {
        var head = JournalHead.empty
        for _ in 0..<2000 {
            let append = TestJournal.append([[UInt8](repeating: 7, count: 4000)], to: .alice, after: head)
            do {
                try await journal.append(append)
            } catch {
                #expect(error == .full)
                return head
            }
            head = append.head
        }
        Issue.record("the store never became full")
        return head
    }
}

/// A directory with a file system of its own, unmounted when the value dies.
private final class MountedDirectory {
    private let directory: TemporaryDirectory

    var path: String { directory.path }

    /// Mounts with the arguments that `mount` takes before the directory.
    init(_ arguments: [String]) throws {
        directory = try TemporaryDirectory("mounted")
        guard Self.run("mount", arguments + [directory.path]) else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { _ = Self.run("umount", ["-l", directory.path]) }

    static func run(_ command: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command] + arguments
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
