import Foundation
import KeyService
import TestSupport
import Testing

@testable import Backup

/// Opening a backup is a use of a key: written down each time, and not done for every look.
@Suite("Opening backups")
struct OpenedBackupTests {
    @Test("the key's use is written down before the backup opens; where it cannot be, the backup stays closed")
    func recorded() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        _ = try await fixture.open(made.name)
        #expect(fixture.fetches.count == 1)
        fixture.fetches.fail()
        await #expect(throws: BackupError.key(.unrecorded)) { try await fixture.open(made.name) }
        await #expect(throws: BackupError.key(.unrecorded)) { try await fixture.catalogue.newest() }
    }

    @Test("looks at a backup that is as it was ask the key service once a day; one that was changed is opened anew")
    func remembered() async throws {
        let fixture = try await BackupFixture()
        fixture.fill()
        let made = try await fixture.run()
        for _ in 0..<5 { #expect(try await fixture.catalogue.newest()?.name == made.name) }
        #expect(try await fixture.catalogue.entries().map(\.fault) == [nil])
        #expect(fixture.fetches.count == 1)
        let manifest = "\(fixture.target)/\(made.name)/manifest"
        try FileManager.default.flip(manifest, at: 100)
        #expect(try await fixture.catalogue.newest() == nil)
        #expect(fixture.fetches.count == 2)
        try FileManager.default.flip(manifest, at: 100)
        #expect(try await fixture.catalogue.newest()?.name == made.name)
        #expect(fixture.fetches.count == 2)
        fixture.clock.turn(seconds: 86_400)
        #expect(try await fixture.catalogue.newest()?.name == made.name)
        #expect(fixture.fetches.count == 3)
        // What is remembered says nothing of the files.
        try FileManager.default.removeItem(atPath: "\(fixture.target)/\(made.name)/files")
        #expect(try await fixture.catalogue.newest() == nil)
    }
}
