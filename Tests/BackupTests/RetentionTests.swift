import Foundation
import KeyService
import Primitives
import TestSupport
import Testing

@testable import Backup

@Suite("Deleting backups")
struct RetentionTests {
    private static let day: Int64 = 86_400

    /// Backups made so many days ago, in this order.
    private func fixture(daysAgo ages: [Int64]) async throws -> (BackupFixture, [FinishedBackup]) {
        let fixture = try await BackupFixture()
        fixture.fill()
        var made: [FinishedBackup] = []
        for (place, age) in ages.enumerated() {
            made.append(try await fixture.run())
            fixture.clock.turn(seconds: (age - (place + 1 < ages.count ? ages[place + 1] : 0)) * Self.day)
        }
        return (fixture, made)
    }

    @Test("what is older than it may become goes, oldest first, with a leaf before; the ledger lets go of it")
    func expired() async throws {
        let (fixture, made) = try await fixture(daysAgo: [22, 21, 19, 1])
        #expect(try await fixture.retention().isDue())
        let gone = try await fixture.retention().run()
        #expect(gone == made[..<2].map(\.name))
        #expect(try fixture.names() == (made[2...].map(\.name) + ["lock"]).sorted())
        #expect(fixture.leaves.value.suffix(2) == made[..<2].map(\.digest))
        for (place, backup) in made.enumerated() {
            #expect(try await fixture.ledger.contains(backup.id) == (place >= 2))
        }
        #expect(try await !fixture.retention().isDue())
        #expect(try await fixture.retention().run().isEmpty)
    }

    @Test("the newest stays however old it is, and nothing goes for one that does not open to its end")
    func newest() async throws {
        let (fixture, made) = try await fixture(daysAgo: [22, 21])
        let place = "\(fixture.target)/\(made[1].name)/files"
        try FileManager.default.flip(place, at: 200_000)
        await #expect(throws: BackupError.altered(.part(.files), chunk: 4)) { try await fixture.retention().run() }
        #expect(try fixture.names().count == 3)
        try FileManager.default.flip(place, at: 200_000)
        #expect(try await fixture.retention().run() == [made[0].name])
        #expect(try await fixture.retention().run().isEmpty)
        #expect(try fixture.names() == [made[1].name, "lock"].sorted())
    }

    @Test("a damaged one goes with its time, never before; one dated ahead stands for nothing")
    func damaged() async throws {
        let (fixture, made) = try await fixture(daysAgo: [22, 18, 2])
        for backup in made[..<2] {
            try FileManager.default.removeItem(atPath: "\(fixture.target)/\(backup.name)/vaults")
        }
        fixture.clock.turn(seconds: 40 * Self.day)
        let ahead = try await fixture.run()
        fixture.clock.turn(seconds: -40 * Self.day)
        #expect(try await fixture.retention().run() == [made[0].name])
        #expect(try fixture.names() == [made[1].name, made[2].name, ahead.name, "lock"].sorted())
    }

    @Test("what cannot be written into the log is not deleted")
    func unrecorded() async throws {
        let (fixture, made) = try await fixture(daysAgo: [22, 1])
        fixture.leaves.fail()
        await #expect(throws: BackupError.store(.unavailable)) { try await fixture.retention().run() }
        #expect(try fixture.names().contains(made[0].name))
        #expect(try await fixture.read(made[0].name).count == 4)
        #expect(try await fixture.ledger.contains(made[0].id))
    }

    @Test("killed while a backup gets its name or loses it, nothing of it counts, and the next one clears it away")
    func killed() async throws {
        let (fixture, made) = try await fixture(daysAgo: [3, 2])
        let folder = "\(fixture.target)/\(made[0].name)"
        // As it lies between the leaf and the name, and between the name that was taken away and the files.
        try FileManager.default.moveItem(atPath: folder, toPath: folder + ".partial")
        try FileManager.default.removeItem(atPath: folder + ".partial/vaults")
        #expect(try await fixture.ledger.contains(made[0].id))
        #expect(try await fixture.catalogue.newest()?.name == made[1].name)
        let next = try await fixture.run()
        #expect(try await !fixture.ledger.contains(made[0].id))
        #expect(try fixture.names() == [made[1].name, next.name, "lock"].sorted())
    }

    @Test("the ledger forgets what is gone from its directory, and nothing where the directory is not to be seen")
    func reconciled() async throws {
        let (fixture, made) = try await fixture(daysAgo: [3, 2])
        let elsewhere = fixture.directory.path("elsewhere")
        let other = try await fixture.maker.run(to: elsewhere, dataDirectory: fixture.data)
        let away = fixture.directory.path("unmounted")
        try FileManager.default.moveItem(atPath: fixture.target, toPath: away)
        try await fixture.retention().reconcile()
        try FileManager.default.createDirectory(atPath: fixture.target, withIntermediateDirectories: true)
        try await fixture.retention().reconcile()
        for backup in made + [other] { #expect(try await fixture.ledger.contains(backup.id)) }
        try FileManager.default.removeItem(atPath: fixture.target)
        try FileManager.default.moveItem(atPath: away, toPath: fixture.target)
        try FileManager.default.removeItem(atPath: "\(fixture.target)/\(made[0].name)")
        // Carried here from elsewhere: from now on it is known as being here.
        try FileManager.default.moveItem(
            atPath: "\(elsewhere)/\(other.name)",
            toPath: "\(fixture.target)/\(other.name)"
        )
        try await fixture.retention().reconcile()
        #expect(try await !fixture.ledger.contains(made[0].id))
        #expect(try await fixture.ledger.contains(made[1].id))
        try FileManager.default.removeItem(atPath: "\(fixture.target)/\(other.name)")
        try await fixture.retention().reconcile()
        #expect(try await !fixture.ledger.contains(other.id))
    }

    @Test("an operator deletes the one that is named: the newest only when told to, and one that is gone already")
    func named() async throws {
        let (fixture, made) = try await fixture(daysAgo: [3, 2, 1])
        let retention = fixture.retention()
        for name in ["nothing", "../data", "../\(made[0].name)", "lock", ""] {
            await #expect(throws: BackupError.notABackup) { try await retention.delete(name, mayBeNewest: true) }
        }
        await #expect(throws: BackupError.newest) { try await retention.delete(made[2].name, mayBeNewest: false) }
        try await retention.delete(made[2].name, mayBeNewest: true)
        try FileManager.default.removeItem(atPath: "\(fixture.target)/\(made[0].name)")
        try await retention.delete(made[0].name, mayBeNewest: false)
        await #expect(throws: BackupError.notABackup) { try await retention.delete(made[0].name, mayBeNewest: false) }
        #expect(try fixture.names() == [made[1].name, "lock"].sorted())
        for place in [0, 2] { #expect(try await !fixture.ledger.contains(made[place].id)) }
        #expect(fixture.leaves.value.last == made[2].digest)
        let lock = try TargetLock(fixture.target)
        await #expect(throws: BackupError.targetInUse) { try await retention.delete(made[1].name, mayBeNewest: true) }
        lock.release()
    }
}
