import Foundation
import Primitives
import Testing

@testable import Backup

/// Goal: what a restore must not bring back lies beside the backups, whole, once, and nowhere else.
@Suite("The folder of deletions")
struct DeletionsFolderTests {
    private func write(_ deletions: [[UInt8]], _ fixture: BackupFixture) async throws -> Bool {
        try await DeletionsFolder(maker: fixture.maker).write(
            deletions,
            keyFiles: [BackupKeyFile(name: "1.key", bytes: [7])],
            to: fixture.target,
            dataDirectory: fixture.data
        )
    }

    @Test("where no backup was made nothing is: a disk may just not be mounted")
    func nothingThere() async throws {
        let fixture = try await BackupFixture()
        for deletions in [[], [[1]]] as [[[UInt8]]] {
            #expect(try await !write(deletions, fixture))
            #expect(!FileManager.default.fileExists(atPath: fixture.target))
        }
        try FileManager.default.createDirectory(atPath: fixture.target, withIntermediateDirectories: true)
        #expect(try await !write([[1]], fixture))
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.target).isEmpty)
        #expect(try DeletionsFolder.newest(in: fixture.target) == nil)
    }

    @Test("written, replaced and removed; it is no backup, and backups go on beside it")
    func life() async throws {
        let fixture = try await BackupFixture()
        let backup = try await fixture.run()
        #expect(try await write([[1], [2]], fixture))
        fixture.clock.turn(seconds: 1)
        #expect(try await write([[1], [2], [3]], fixture))
        let folders = try FileManager.default.contentsOfDirectory(atPath: fixture.target)
            .filter { $0.hasPrefix("deletions-") }
        #expect(folders.count == 1)
        let newest = try #require(try DeletionsFolder.newest(in: fixture.target))
        #expect(newest == "\(fixture.target)/\(folders[0])")
        let opened = try await fixture.open(folders[0])
        #expect(opened.manifest.deletions == [[1], [2], [3]])
        #expect(try opened.keyFiles().map(\.bytes) == [[7]])
        await #expect(throws: BackupError.notABackup) {
            try await opened.read(into: NobodysReceiver())
        }
        #expect(try await fixture.catalogue.entries().map(\.name) == [backup.name])
        fixture.clock.turn(seconds: 86_400)
        let next = try await fixture.run()
        #expect(try await fixture.catalogue.newest()?.name == next.name)
        #expect(try DeletionsFolder.newest(in: fixture.target) == newest)
        #expect(try await write([], fixture))
        #expect(try DeletionsFolder.newest(in: fixture.target) == nil)
    }

    @Test("a backup is being made: it is refused, and what was there stays")
    func inUse() async throws {
        let fixture = try await BackupFixture()
        _ = try await fixture.run()
        #expect(try await write([[1]], fixture))
        let before = try DeletionsFolder.newest(in: fixture.target)
        let lock = try TargetLock(fixture.target)
        defer { lock.release() }
        await #expect(throws: BackupError.targetInUse) { try await write([[1], [2]], fixture) }
        #expect(try DeletionsFolder.newest(in: fixture.target) == before)
    }

    @Test("one that was cut off is no folder, and goes with the next backup")
    func cutOff() async throws {
        let fixture = try await BackupFixture()
        _ = try await fixture.run()
        #expect(try await write([[1]], fixture))
        let whole = try #require(try DeletionsFolder.newest(in: fixture.target))
        try FileManager.default.moveItem(atPath: whole, toPath: whole + ".partial")
        #expect(try DeletionsFolder.newest(in: fixture.target) == nil)
        fixture.clock.turn(seconds: 1)
        _ = try await fixture.run()
        #expect(!FileManager.default.fileExists(atPath: whole + ".partial"))
    }
}

/// Nothing may come here.
private struct NobodysReceiver: BackupReceiver {
    func receive(_ part: BackupPart) throws -> any BackupPartReceiver {
        Issue.record("a part")
        throw BackupError.notABackup
    }
}
