import Foundation
import KeyService
import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import Backup

/// A backup's key dies: what opened it once opens nothing afterwards.
@Suite("Keys of epochs")
struct EpochKeyTests {
    private static let day: Int64 = 86_400

    private func filled(_ plan: EpochPlan = .keeper) async throws -> BackupFixture {
        let fixture = try await BackupFixture(plan)
        fixture.fill()
        return fixture
    }

    @Test("a backup opens until the key of its day is gone, and then with nothing", arguments: [0, 10, 22] as [Int64])
    func dies(age: Int64) async throws {
        let fixture = try await filled()
        let made = try await fixture.run()
        fixture.clock.turn(seconds: age * Self.day)
        #expect(try await fixture.read(made.name).count == 4)
        #expect(try await fixture.catalogue.newest()?.name == made.name)
        fixture.clock.turn(seconds: (23 - age) * Self.day)
        let header = try SealedBackup.readHeader("\(fixture.target)/\(made.name)").header
        let epoch = try #require(header.epoch)
        await #expect(throws: BackupError.keyEnded(epoch.usableUntil)) { try await fixture.open(made.name) }
        #expect(try await fixture.catalogue.newest() == nil)
        let entry = try #require(try await fixture.catalogue.entries().first)
        #expect(entry.fault == .keyEnded(epoch.usableUntil))
        #expect(entry.fault?.sentence.contains("key is gone") == true)
    }

    @Test("a clock that is set back afterwards opens nothing: the key service has the key no more")
    func setBack() async throws {
        let fixture = try await filled()
        let made = try await fixture.run()
        fixture.clock.turn(seconds: 23 * Self.day)
        #expect(try await fixture.epochs.settle())
        fixture.clock.turn(seconds: -23 * Self.day)
        await #expect(throws: BackupError.epochKeyMissing) { try await fixture.open(made.name) }
    }

    @Test("the header gives nothing away without the key of the epoch, and nothing without the KEK")
    func bothLocks() async throws {
        let fixture = try await filled()
        let made = try await fixture.run()
        let header = try SealedBackup.readHeader("\(fixture.target)/\(made.name)").header
        let box = try await EpochLock.open(header, fixture.keyManagement)
        let kek = try await fixture.ring.key(.backup)
        #expect(try BackupKey.open(box, header, with: kek).bytes.count == 32)
        // The KEK alone, on what lies in the header.
        #expect(throws: BackupError.altered(.header, chunk: nil)) {
            _ = try BackupKey.open(header.sealedKey, header, with: kek)
        }
        // The key of the epoch alone: another KEK.
        _ = try await fixture.ring.rotate(.backup)
        let other = try await fixture.ring.key(.backup)
        #expect(throws: BackupError.altered(.header, chunk: nil)) {
            _ = try BackupKey.open(box, header, with: other)
        }
    }

    @Test("a header that names another epoch, another day or no epoch does not open")
    func altered() async throws {
        let fixture = try await filled()
        let made = try await fixture.run()
        let path = "\(fixture.target)/\(made.name)/header"
        let header = try BackupHeader.read(in: "\(fixture.target)/\(made.name)").header
        let epoch = try #require(header.epoch)
        let later = BackupEpoch(
            keyID: epoch.keyID,
            began: epoch.began,
            usableUntil: epoch.usableUntil.adding(seconds: 900 * Self.day),
            ends: epoch.ends
        )
        for other in [later, nil] {
            let unsealed = BackupHeader.Unsealed(
                id: header.id,
                made: header.made,
                origin: header.unsealed.origin,
                customerKey: header.customerKey,
                wrappedKEK: header.wrappedKEK,
                epoch: other
            )
            try Data(BackupHeader(unsealed, sealedKey: header.sealedKey).encode()).write(to: URL(fileURLWithPath: path))
            await #expect(throws: BackupError.altered(.header, chunk: nil)) { try await fixture.open(made.name) }
        }
    }

    @Test("the first format, whose key never ends, is refused with a sentence of its own")
    func oldFormat() async throws {
        let fixture = try await filled()
        let made = try await fixture.run()
        var bytes = try BackupHeader.read(in: "\(fixture.target)/\(made.name)").bytes
        bytes[7] = 1
        bytes = Array(bytes.dropLast(8))
        #expect(throws: BackupError.oldFormat) { try BackupHeader(decoding: bytes + Self.check(bytes)) }
        bytes[7] = 3
        #expect(throws: BackupError.unknownFormat) { try BackupHeader(decoding: bytes + Self.check(bytes)) }
    }

    private static func check(_ bytes: [UInt8]) -> ArraySlice<UInt8> { Digest.sha256(bytes).prefix(8) }

    @Test("each day has one key, kept before anything is written under it")
    func onePerDay() async throws {
        let fixture = try await filled()
        _ = try await fixture.run()
        fixture.clock.turn(seconds: 3600)
        _ = try await fixture.run()
        #expect(try await fixture.epochs.all().count == 1)
        fixture.clock.turn(seconds: Self.day)
        _ = try await fixture.run()
        let keys = try await fixture.epochs.all()
        #expect(keys.count == 2)
        let ids = keys.map { Array($0.epoch.keyID.utf8) }
        #expect(fixture.kept.value == [ids[0], ids[0], ids[1]])
        #expect(keys[1].epoch.began == keys[0].epoch.began.adding(seconds: Self.day))
        #expect(keys[0].epoch.ends == keys[0].epoch.began.adding(seconds: 23 * Self.day))
    }

    @Test("where keeper's own backup cannot be written, there is no backup")
    func notKept() async throws {
        let fixture = try await filled()
        fixture.kept.fail()
        await #expect(throws: BackupError.store(.unavailable)) { try await fixture.run() }
        #expect(try fixture.names() == ["lock"])
    }

    @Test("a key that a killed run made is found by its name; one that the key service lost is made anew")
    func foundAgain() async throws {
        let fixture = try await filled()
        let first = try await fixture.epochs.current()
        let known = try await fixture.records.list(
            .installation,
            owner: Array("flowkeep/endings".utf8),
            as: EpochKey.self
        )
        for record in known { try await fixture.records.delete(record.key) }
        #expect(try await fixture.epochs.all().isEmpty)
        #expect(try await fixture.epochs.current() == first)
        #expect(try await fixture.epochs.all().count == 1)
        try fixture.keyManagement.setEnabled(false, keyID: first.keyID)
        let anew = try await fixture.epochs.current()
        #expect(anew.keyID != first.keyID && anew.began == first.began)
    }

    @Test("keys that end by themselves are seen gone by day 23, each with one leaf; the record goes after 90 days")
    func settled() async throws {
        let fixture = try await filled()
        let epoch = try await fixture.epochs.current()
        let leaf = Array(epoch.keyID.utf8)
        fixture.clock.turn(seconds: epoch.ends.seconds - fixture.clock.now().seconds - 1)
        #expect(try await !fixture.epochs.settle())
        #expect(try await fixture.epochs.isThere(epoch.keyID))
        #expect(fixture.leaves.value.isEmpty)
        fixture.clock.turn(seconds: 1)
        #expect(try await fixture.epochs.settle())
        #expect(try await !fixture.epochs.settle())
        #expect(fixture.leaves.value == [leaf])
        #expect(try await fixture.epochs.all().map(\.destroyed) == [epoch.ends])
        fixture.clock.turn(seconds: 91 * Self.day)
        #expect(try await fixture.epochs.settle())
        #expect(try await fixture.epochs.all().isEmpty)
    }

    @Test("what cannot be written into the log is looked at again")
    func unrecorded() async throws {
        let fixture = try await filled()
        _ = try await fixture.epochs.current()
        fixture.clock.turn(seconds: 23 * Self.day)
        fixture.leaves.fail()
        await #expect(throws: BackupError.store(.unavailable)) { try await fixture.epochs.settle() }
        #expect(try await fixture.epochs.all().map(\.destroyed) == [nil])
    }

    @Test("a key service elsewhere has a key each week, is told to end it on day 15, and has none on day 23")
    func elsewhere() async throws {
        let fixture = try await filled(.elsewhere)
        let made = try await fixture.run()
        let epoch = try await fixture.epochs.current()
        fixture.clock.turn(seconds: epoch.usableUntil.seconds - fixture.clock.now().seconds - 1)
        #expect(try await !fixture.epochs.settle())
        #expect(try await fixture.read(made.name).count == 4)
        fixture.clock.turn(seconds: 1)
        #expect(try await fixture.epochs.settle())
        #expect(try await fixture.keyManagement.describeKey(epoch.keyID).isEnabled == false)
        await #expect(throws: BackupError.keyEnded(epoch.usableUntil)) { try await fixture.open(made.name) }
        #expect(try await !fixture.epochs.settle())
        #expect(fixture.leaves.value.count == 1)  // of the backup
        fixture.clock.turn(seconds: 7 * Self.day)
        #expect(try await fixture.epochs.settle())
        #expect(try await !fixture.epochs.isThere(epoch.keyID))
        #expect(fixture.leaves.value.last == Array(epoch.keyID.utf8))
        #expect(try await fixture.epochs.all().allSatisfy { $0.destroyed.map { $0 <= epoch.ends } ?? false })
    }

    @Test("a backup whose key is gone is deleted whatever its age may be, as long as there is a newer one that opens")
    func closedOnesGo() async throws {
        let fixture = try await filled(.elsewhere)
        let made = try await fixture.run()
        fixture.clock.turn(seconds: 16 * Self.day)
        #expect(try await fixture.retention().run().isEmpty)
        let newer = try await fixture.run()
        #expect(try await fixture.retention().isDue())
        #expect(try await fixture.retention().run() == [made.name])
        #expect(try fixture.names() == [newer.name, "lock"].sorted())
    }

    @Test("the folder of deletions goes on opening when every key of an epoch is gone")
    func deletions() async throws {
        let fixture = try await filled()
        _ = try await fixture.run()
        let written = try await DeletionsFolder(maker: fixture.maker).write(
            [[1, 2, 3]],
            keyFiles: [],
            to: fixture.target,
            dataDirectory: fixture.data
        )
        #expect(written)
        let newest = try #require(try DeletionsFolder.newest(in: fixture.target))
        fixture.clock.turn(seconds: 60 * Self.day)
        let name = try #require(newest.split(separator: "/").last)
        #expect(try await fixture.open(String(name)).manifest.deletions == [[1, 2, 3]])
    }
}
