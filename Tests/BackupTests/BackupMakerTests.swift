import Foundation
import KeyService
import Primitives
import TestSupport
import Testing

@testable import Backup

@Suite("Making a backup")
struct BackupMakerTests {
    @Test("what was there comes back, byte by byte, with what the manifest says of it")
    func roundTrip() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        let view = try await fixture.source.hold()
        let read = try await fixture.read(made.name)
        for part in BackupPart.allCases {
            let expected = SinkBytes()
            try await view.copy(part) { expected.append($0) }
            #expect(read[part] == expected.bytes, "\(part)")
        }
        let backup = try await fixture.open(made.name)
        #expect(backup.digest == made.digest)
        #expect(backup.manifest.logHead == Array("head".utf8))
        #expect(backup.manifest.needs.versions[.vaults] == [1])
        #expect(backup.manifest.files[.part(.vaults)]?.contentByteCount == 400_000)
        #expect(try backup.keyFiles().map(\.name).sorted() == ["a.key", "aliases"])
        #expect(made.name.hasPrefix("20261121T"), "\(made.name)")
    }

    private final class SinkBytes: @unchecked Sendable {
        // @unchecked: the source calls from one thread at a time, and the test reads when it has returned.
        private(set) var bytes: [UInt8] = []

        func append(_ more: [UInt8]) { bytes += more }
    }

    @Test("nothing of the content and no key can be read in the files, which are for their owner alone")
    func sealed() async throws {
        let fixture = try await BackupFixture()
        fixture.source.set(.vaults, Array("a private word, again: a private word".utf8))
        let made = try await fixture.run()
        #expect(try !fixture.directory.contains(Array("private word".utf8)))
        let folder = "\(fixture.target)/\(made.name)"
        let attributes = try FileManager.default.attributesOfItem(atPath: folder)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        for name in ["header", "manifest", "vaults"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test("two backups of the same content share no key: their files differ and cannot be exchanged")
    func freshKeys() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let first = try await fixture.run()
        fixture.clock.turn(seconds: 1)
        let second = try await fixture.run()
        let path = { (name: String, file: String) in "\(fixture.target)/\(name)/\(file)" }
        try FileManager.default.removeItem(atPath: path(second.name, "vaults"))
        try FileManager.default.copyItem(atPath: path(first.name, "vaults"), toPath: path(second.name, "vaults"))
        await #expect(throws: BackupError.altered(.part(.vaults), chunk: nil)) { try await fixture.read(second.name) }
        #expect(try await fixture.read(first.name).count == 4)
    }

    @Test("the digest is handed to the log before the backup has its name; when that fails there is none")
    func recorded() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        #expect(fixture.leaves.value == [made.digest])
        fixture.leaves.fail()
        await #expect(throws: BackupError.store(.unavailable)) { try await fixture.run() }
        #expect(try fixture.names() == [made.name, "lock"])
        #expect(try await fixture.catalogue.entries().count == 1)
    }

    @Test("what a killed backup left is removed by the next one and never counts")
    func leftovers() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let first = try await fixture.run()
        let partial = "\(fixture.target)/\(first.name).partial"
        try FileManager.default.createDirectory(atPath: partial + "/keeper", withIntermediateDirectories: true)
        try Data([1]).write(to: URL(fileURLWithPath: partial + "/vaults"))
        let listed = try await fixture.catalogue.entries()
        #expect(listed.map(\.fault) == [nil, .partial])
        #expect(try await fixture.catalogue.newest()?.name == first.name)
        fixture.clock.turn(seconds: 60)
        let second = try await fixture.run()
        #expect(try fixture.names() == [first.name, second.name, "lock"].sorted())
        #expect(try await fixture.catalogue.newest()?.name == second.name)
    }

    @Test("a backup dated ahead of the clock is never the newest, however old the one before it is")
    func datedAhead() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let first = try await fixture.run()
        fixture.clock.turn(seconds: 86_400)
        let second = try await fixture.run()
        fixture.clock.turn(seconds: -200)  // as far as clocks of one machine differ
        #expect(try await fixture.catalogue.newest()?.name == second.name)
        fixture.clock.turn(seconds: -3600)
        #expect(try await fixture.catalogue.newest()?.name == first.name)
        fixture.clock.turn(seconds: -100_000)
        #expect(try await fixture.catalogue.newest() == nil)
    }

    @Test("a target in the data directory, open to others, or in use is refused")
    func refusedTargets() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let maker = fixture.maker
        await #expect(throws: BackupError.targetInsideData) {
            try await maker.run(to: fixture.data + "/backups", dataDirectory: fixture.data)
        }
        let open = fixture.directory.path("open")
        try FileManager.default.createDirectory(
            atPath: open,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750]
        )
        await #expect(throws: BackupError.targetNotPrivate) {
            try await maker.run(to: open, dataDirectory: fixture.data)
        }
        _ = try await fixture.run()
        let lock = try TargetLock(fixture.target)
        await #expect(throws: BackupError.targetInUse) { try await fixture.run() }
        lock.release()
        _ = try await fixture.run()
        // A link out of the data directory is followed: what counts is where the bytes would lie.
        let link = fixture.directory.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: fixture.data)
        await #expect(throws: BackupError.targetInsideData) {
            try await maker.run(to: link + "/inside", dataDirectory: fixture.data)
        }
        await #expect(throws: BackupError.targetInsideData) {
            try await maker.run(to: link, dataDirectory: fixture.data)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.data).isEmpty)
    }

    @Test("without enough room nothing is begun")
    func room() async throws {
        let fixture = try await BackupFixture()
        let huge = HugeSource()
        let maker = BackupMaker(
            source: huge,
            ring: fixture.ring,
            ledger: fixture.ledger,
            origin: BackupOrigin(installation: StoreID(high: 1, low: 2), environment: "test", region: "here"),
            epochs: fixture.epochs,
            program: "test",
            now: fixture.clock.now,
            makeID: { BackupID(high: 1, low: 1) },
            recorded: { _, _ in }
        )
        do {
            _ = try await maker.run(to: fixture.target, dataDirectory: fixture.data)
            Issue.record("it was made")
        } catch {
            guard case .noRoom(let needed, let available) = error else { throw error }
            #expect(needed > available)
        }
        #expect(try fixture.names() == ["lock"])
        #expect(try await fixture.ledger.neededVersions().isEmpty)
    }

    private struct HugeSource: BackupSource, BackupView {
        func hold() async throws -> any BackupView { self }
        func byteCount(of part: BackupPart) async throws -> Int { 1 << 60 }
        func copy(_ part: BackupPart, to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
            try sink([1])
        }
        func keyFiles() async throws -> [BackupKeyFile] { [] }
        func release() async {}
    }

    @Test("a backup that is cancelled leaves nothing")
    func cancelled() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let maker = fixture.maker
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await maker.run(to: fixture.target, dataDirectory: fixture.data)
        }
        await #expect(throws: BackupError.cancelled) { try await task.value }
        #expect(try fixture.names() == ["lock"])
        #expect(try await fixture.ledger.neededVersions().isEmpty)
    }

    @Test("the ledger names every key version that a backup needs, until the backup is forgotten")
    func ledger() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        #expect(try await fixture.ledger.neededVersions().isEmpty)
        #expect(try await fixture.ledger.newest() == nil)
        let first = try await fixture.run()
        try await fixture.ring.rotate(.vaults)
        fixture.clock.turn(seconds: 60)
        let second = try await fixture.run()
        let needed = try await fixture.ledger.neededVersions()
        #expect(needed[.vaults] == [1, 2])
        #expect(needed[.backup] == [1])
        #expect(Set(needed.keys) == Set(KEKUse.allCases))
        #expect(try await fixture.ledger.newest() == second.made)
        try await fixture.ledger.forget(first.id)
        try await fixture.ledger.forget(second.id)
        #expect(try await fixture.ledger.neededVersions().isEmpty)
    }

    @Test("a backup made under an older backup KEK still opens after a rotation")
    func rotation() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let first = try await fixture.run()
        try await fixture.ring.rotate(.backup)
        fixture.clock.turn(seconds: 60)
        let second = try await fixture.run()
        for name in [first.name, second.name] { #expect(try await fixture.read(name).count == 4) }
    }
}
