import KeyService
import Primitives
import Testing
import Vault

@testable import Identity

/// Goal: a restored copy opens nobody who ended since, and deletes nobody who was kept.
///
/// Method: the stores of an account before its end stand for the copy; what was written beside the backups is applied.
@Suite("Deletions that a restore replays")
struct DeletionReplayTests {
    private func replay(_ server: TestServer, _ deletions: [Tombstone]) async throws {
        try await DeletionReplay(
            records: server.records,
            store: server.installation.metadata,
            index: BlindIndex(ring: server.ring)
        ).apply(deletions.map { $0.encode() })
    }

    @Test("who ended since opens nothing, and is purged by the first start")
    func ended() async throws {
        let scene = try await DeletionTests.Scene()
        let server = scene.household.server
        var tombstone = Tombstone(
            account: scene.account,
            vault: scene.vault,
            asked: scene.household.installation.clock.time,
            due: scene.household.installation.clock.time,
            receipt: [UInt8](repeating: 1, count: 32)
        )
        tombstone.done = scene.household.installation.clock.time
        try await replay(server, [tombstone])
        let next = scene.household.startServer()
        await #expect(throws: IdentityError.wrongCredentials) { try await next.signIn() }
        #expect(try await RecordSlotStore(records: server.records).slots(of: scene.vault).isEmpty)
        for _ in 0..<2 {
            try await next.service.settleDeletions { _, _ in }
            scene.household.installation.clock.advance(seconds: 61)
        }
        #expect(try await scene.owned().isEmpty)
        _ = try await next.signUp()
    }

    @Test(
        "one that waits in the copy waits on only where it waited last; else it is taken back",
        arguments: [false, true]
    )
    func waiting(stillWaits: Bool) async throws {
        let scene = try await DeletionTests.Scene()
        let clock = scene.household.installation.clock
        _ = try await scene.delete(afterDays: 3)
        let known = try await scene.service.replayedDeletions()
        #expect(known.count == 1)
        try await replay(scene.household.server, stillWaits ? known : [])
        let next = scene.household.startServer()
        clock.advance(seconds: 4 * 86_400)
        try await next.service.settleDeletions { _, _ in }
        if stillWaits {
            await #expect(throws: IdentityError.wrongCredentials) { try await next.signIn() }
        } else {
            let back = try await next.signIn()
            #expect(try await next.service.deletionDue(for: back.token) == nil)
            #expect(try await next.lines(#require(back.access)) == ["rent"])
        }
    }

    @Test("what is no tombstone stops the restore")
    func malformed() async throws {
        let scene = try await DeletionTests.Scene()
        let server = scene.household.server
        let replay = DeletionReplay(
            records: server.records,
            store: server.installation.metadata,
            index: BlindIndex(ring: server.ring)
        )
        await #expect(throws: SealedRecordError.self) { try await replay.apply([[1, 2, 3]]) }
    }
}
