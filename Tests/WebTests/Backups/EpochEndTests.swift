import Assurance
import Foundation
import Glibc
import KeyService
import Keeper
import Primitives
import TestSupport
import Testing

@testable import Backup
@testable import Composition

/// A backup made with the real key service, and what opens it on the day its key is gone.
@Suite("When the key of a backup is gone")
struct EpochEndTests {
    private static let day: Int64 = 86_400

    @Test("an old backup opens nothing with the root key, all of today's files of keeper's and today's keeper backup")
    func opensNothing() async throws {
        let machine = try await BackupMachine()
        let old = try await machine.backUp()
        let oldKeys = try #require(try machine.place.read())
        // On that day, from nothing but the backup, keeper's own backup and the root key.
        #expect(try await machine.opens(old, with: try machine.keyFiles(of: old) + Self.ending(oldKeys)))
        #expect(try await !machine.opens(old, with: try machine.keyFiles(of: old)))

        machine.clock.turn(seconds: 23 * Self.day)
        #expect(try await machine.epochs.settle())
        let new = try await machine.backUp()
        let today = try #require(try machine.place.read())
        let files = try KeeperFiles.readAll(machine.keeper)
        #expect(try await machine.opens(new, with: files))
        // The program's own clock says that it is the old day: what counts is that the key is gone.
        #expect(try await !machine.opens(old, with: files))
        let all = Self.united(try machine.keyFiles(of: old) + files + today.files)
        #expect(try await !machine.opens(old, with: all))
        #expect(try await machine.opens(new, with: all))
        try await machine.stop()
    }

    @Test("an old backup of keeper's that is put back does not bring the key back: keeper drops it by its date")
    func putBack() async throws {
        let machine = try await BackupMachine()
        let old = try await machine.backUp()
        let oldKeys = try #require(try machine.place.read())
        machine.clock.turn(seconds: 22 * Self.day)
        #expect(try await machine.opens(old, with: try machine.keyFiles(of: old) + Self.ending(oldKeys)))
        machine.clock.turn(seconds: Self.day)
        let files = try machine.keyFiles(of: old) + Self.ending(oldKeys)
        #expect(try await !machine.opens(old, with: files))
        // Nor into the directory of the one that runs.
        for file in Self.ending(oldKeys) {
            #expect(
                FileManager.default.createFile(atPath: "\(machine.keeper)/\(file.name)", contents: Data(file.bytes))
            )
        }
        await #expect(throws: BackupError.epochKeyMissing) { try await machine.open(old, machine.client) }
        try await machine.stop()
    }

    @Test("the key is in no byte of a backup or of the folder of deletions, and in keeper's own backup until its end")
    func nowhere() async throws {
        let machine = try await BackupMachine()
        let name = try await machine.backUp()
        let key = try #require(try KeeperFiles.ending(machine.keeper).first)
        _ = try await DeletionsFolder(maker: try machine.maker).write(
            [[1]],
            keyFiles: try KeeperFiles.read(machine.keeper),
            to: machine.target,
            dataDirectory: machine.data
        )
        let secret = Data(key.bytes[40...])
        for file in try FileManager.default.subpathsOfDirectory(atPath: machine.target) where !file.hasPrefix("keys-") {
            #expect(
                FileManager.default.contents(atPath: "\(machine.target)/\(file)")?.range(of: secret) == nil,
                "\(file)"
            )
        }
        let kept = machine.place.path + "/keeper"
        #expect(FileManager.default.contents(atPath: kept)?.range(of: secret) != nil)
        machine.clock.turn(seconds: 23 * Self.day)
        #expect(try await machine.epochs.settle())
        try machine.kept.refresh()
        #expect(FileManager.default.contents(atPath: kept)?.range(of: secret) == nil)
        #expect(try BackupCatalogue.id(ofFolder: name) != nil && machine.place.read()?.files.isEmpty == false)
        try await machine.stop()
    }

    @Test("keeper's own backup is written anew when keys change or a day is over, and made nowhere by itself")
    func refreshed() async throws {
        let machine = try await BackupMachine()
        try machine.kept.refresh()
        #expect(try machine.place.read() == nil)
        _ = try await machine.backUp()
        let first = try #require(try machine.place.read())
        machine.clock.turn(seconds: 3600)
        try machine.kept.refresh()
        #expect(try machine.place.read() == first)
        _ = try await machine.client.createKey(description: "another")
        try machine.kept.refresh()
        let second = try #require(try machine.place.read())
        #expect(second.files.count == first.files.count + 1 && second.made == machine.clock.now())
        machine.clock.turn(seconds: Self.day)
        try machine.kept.refresh()
        #expect(try machine.place.read()?.made == machine.clock.now())
        try FileManager.default.flip(machine.place.path + "/keeper", at: 30)
        try machine.kept.refresh()
        #expect(try machine.place.read()?.files == second.files)
        // The root key lies open here, so it is not in it.
        #expect(try machine.place.read()?.rootKey == nil)
        try await machine.stop()
    }

    @Test("RUN-6 says how old the keys are, and breaks when one outlives its day or comes back")
    func ages() async throws {
        let machine = try await BackupMachine()
        #expect(try await machine.isKept("Keys of epochs"))
        _ = try await machine.backUp()
        #expect(try await machine.isKept("Keys of epochs"))
        machine.clock.turn(seconds: 22 * Self.day)
        #expect(try await machine.isKept("Keys of epochs"))
        // The job that sees them gone does not run.
        machine.clock.turn(seconds: 2 * Self.day)
        #expect(try await !machine.isKept("Keys of epochs"))
        #expect(try await machine.epochs.settle())
        #expect(try await machine.isKept("Keys of epochs"))
        #expect(try await machine.isKept("The key of"))
        let careless = BackupKeysEvidence(
            epochs: machine.epochs(CarelessEnds(service: machine.client)),
            kept: machine.kept,
            now: machine.clock.now
        )
        let back = try #require(try await careless.evidence(for: nil).first { $0.what.hasPrefix("The key of") })
        #expect(!back.isAsPromised)
        try await machine.stop()
    }

    @Test("RUN-6 breaks when nothing ends the newest backup, or its key is gone before its day")
    func endsInTime() async throws {
        let machine = try await BackupMachine()
        #expect(try await !machine.isKept("What ends it"))
        _ = try await machine.backUp()
        #expect(try await machine.isKept("What ends it"))
        let id = try await machine.epochs.current().keyID
        try await machine.client.disableKey(id)
        #expect(try await !machine.isKept("What ends it"))
        try await machine.client.enableKey(id)
        #expect(try await machine.isKept("What ends it"))
        try await machine.client.endKey(id, days: 7)
        #expect(try await !machine.isKept("What ends it"))
        try await machine.stop()
    }

    @Test("given a place of its own, keeper's backup leaves none beside the backups; what others put there stays")
    func moved() async throws {
        let machine = try await BackupMachine()
        _ = try await machine.backUp()
        let beside = machine.place
        let old = try FileHandle(forReadingFrom: URL(fileURLWithPath: beside.path + "/keeper"))
        try machine.moveKept()
        _ = try await machine.backUp()
        #expect(try beside.read() == nil && !FileManager.default.fileExists(atPath: beside.path))
        #expect(try #require(try old.readToEnd()).allSatisfy { $0 == 0 })
        try old.close()
        #expect(try machine.kept.place(beside: machine.target)?.read()?.files.isEmpty == false)
        #expect(try await machine.isKept("Keeper's own backup"))
        try machine.kept.refresh()
        try FileManager.default.createDirectory(atPath: beside.path, withIntermediateDirectories: true)
        let other = URL(fileURLWithPath: beside.path + "/note")
        try Data("mine".utf8).write(to: other)
        try machine.kept.refresh()
        #expect(try Data(contentsOf: other) == Data("mine".utf8))
        try await machine.stop()
    }

    @Test("RUN-6 breaks when keeper's own backup is away, damaged, old or without a key")
    func keeperBackup() async throws {
        let machine = try await BackupMachine()
        let name = "Keeper's own backup"
        #expect(try await !machine.isKept(name))
        _ = try await machine.backUp()
        #expect(try await machine.isKept(name))
        let said = try #require(try await machine.evidence().first { $0.what == name })
        #expect(said.found.contains("keeper-backup-directory"))
        let file = machine.place.path + "/keeper"
        try FileManager.default.flip(file, at: 60)
        #expect(try await !machine.isKept(name))
        try FileManager.default.flip(file, at: 60)
        machine.clock.turn(seconds: 25 * 3600)
        #expect(try await machine.isKept(name))
        machine.clock.turn(seconds: 2 * 3600)
        #expect(try await !machine.isKept(name))
        try machine.kept.refresh()
        #expect(try await machine.isKept(name))
        _ = try await machine.epochs.current()
        #expect(try await !machine.isKept(name))
        try machine.kept.refresh()
        #expect(try await machine.isKept(name))
        try FileManager.default.removeItem(atPath: file)
        #expect(try await !machine.isKept(name))
        try await machine.stop()
    }

    private static func ending(_ backup: KeeperBackup) -> [BackupKeyFile] {
        backup.files.filter { $0.name.hasSuffix(".ends") }
    }

    private static func united(_ files: [BackupKeyFile]) -> [BackupKeyFile] {
        var names: Set<String> = []
        return files.filter { names.insert($0.name).inserted }
    }
}

/// A key service that still knows a key which it said was gone.
private struct CarelessEnds: DatedKeyManagement {
    let service: any DatedKeyManagement

    func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription {
        KeyDescription(keyID: keyID, isEnabled: true, created: Timestamp(seconds: 0))
    }

    func createKey(description: String) async throws(KeyServiceError) -> String {
        try await service.createKey(description: description)
    }

    func createKey(
        description: String,
        alias: String,
        ending end: Timestamp
    ) async throws(KeyServiceError) -> String {
        try await service.createKey(description: description, alias: alias, ending: end)
    }

    func endKey(_ keyID: String, days: Int) async throws(KeyServiceError) {}

    func generateDataKey(
        _ keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> GeneratedDataKey {
        try await service.generateDataKey(keyID, context: context)
    }

    func encrypt(
        _ plaintext: [UInt8],
        keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        try await service.encrypt(plaintext, keyID: keyID, context: context)
    }

    func decrypt(_ ciphertext: [UInt8], context: EncryptionContext) async throws(KeyServiceError) -> [UInt8] {
        try await service.decrypt(ciphertext, context: context)
    }
}

extension FileManager {
    fileprivate func flip(_ path: String, at offset: Int) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[offset] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}
