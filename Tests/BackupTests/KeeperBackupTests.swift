import Foundation
import KeyService
import Primitives
import TestSupport
import Testing

@testable import Backup

@Suite("Keeper's own backup")
struct KeeperBackupTests {
    private let directory: TemporaryDirectory
    private let installation = StoreID(high: 1, low: 2)

    init() throws {
        directory = try TemporaryDirectory("keeper-backup")
        for name in ["data", "place"] {
            try FileManager.default.createDirectory(atPath: directory.path(name), withIntermediateDirectories: true)
        }
    }

    private func backup(_ byte: UInt8 = 1, rootKey: [UInt8]? = [9, 9]) -> KeeperBackup {
        KeeperBackup(
            made: Timestamp(seconds: 5),
            installation: installation,
            files: [
                BackupKeyFile(name: "a.ends", bytes: [UInt8](repeating: byte, count: 300)),
                BackupKeyFile(name: "aliases", bytes: []),
            ],
            rootKey: rootKey
        )
    }

    private var place: KeeperBackupPlace { KeeperBackupPlace(in: directory.path("place"), installation: installation) }

    private func write(_ backup: KeeperBackup) throws { try place.write(backup, outside: directory.path("data")) }

    private var file: String { place.path + "/keeper" }

    @Test("what is written is read again, by the folder's name and by the directory that it lies in")
    func roundTrip() throws {
        #expect(try place.read() == nil)
        for backup in [backup(), backup(2, rootKey: nil)] {
            try write(backup)
            #expect(try place.read() == backup)
        }
        for named in [place.path, directory.path("place")] {
            #expect(try KeeperBackupPlace(named: named, installation: installation).read() == backup(2, rootKey: nil))
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["keeper"])
    }

    @Test("one that is altered in any byte, ends early or goes on is refused")
    func damaged() throws {
        let whole = backup().encode()
        for offset in whole.indices {
            var altered = whole
            altered[offset] ^= 1
            #expect(throws: BackupError.keeperBackupDamaged) { try KeeperBackup(decoding: altered) }
            #expect(throws: BackupError.keeperBackupDamaged) { try KeeperBackup(decoding: Array(whole[..<offset])) }
        }
        #expect(throws: BackupError.keeperBackupDamaged) { try KeeperBackup(decoding: whole + [0]) }
        try write(backup())
        try FileManager.default.flip(file, at: 100)
        #expect(throws: BackupError.keeperBackupDamaged) { try place.read() }
    }

    @Test("a name that is no file of keeper's is refused, with a digest that is right")
    func hostileNames() throws {
        for name in ["../a.key", "/a.key", ".", "", "A.key"] {
            let hostile = KeeperBackup(
                made: Timestamp(seconds: 5),
                installation: installation,
                files: [BackupKeyFile(name: name, bytes: [1])],
                rootKey: nil
            )
            #expect(throws: BackupError.keeperBackupDamaged, "\(name)") { try KeeperBackup(decoding: hostile.encode()) }
        }
    }

    @Test("the bytes of the one before are overwritten when the next takes its place")
    func overwritten() throws {
        try write(backup())
        let old = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        try write(backup(2))
        let left = try #require(try old.readToEnd())
        #expect(left.allSatisfy { $0 == 0 })
        try old.close()
    }

    @Test("it never lies in the data directory, nor where others may enter")
    func places() throws {
        let inside = KeeperBackupPlace(in: directory.path("data"), installation: installation)
        #expect(throws: BackupError.targetInsideData) { try inside.write(backup(), outside: directory.path("data")) }
        try write(backup())
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
        #expect(throws: BackupError.targetNotPrivate) { try write(backup()) }
    }
}
