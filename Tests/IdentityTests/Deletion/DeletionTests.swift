import KeyService
import Primitives
import Testing
import Vault

@testable import Identity

/// Goal: from the end of an account on nothing opens its vault, and soon nothing is left of it but that it was.
///
/// Method: accounts in memory with everything that an account can have; each way in tried after the end, every kind of
/// record planted before it, and each write of it made to fail.
@Suite("Deletion of an account")
struct DeletionTests {
    /// Somebody with content, and what is looked for after her end.
    struct Scene {
        let household: DiaryHousehold
        var service: IdentityService { household.service }
        var token: SessionToken { household.token }
        var vault: VaultID { household.vault }
        var account: UserAccountID { household.made.session.session.account }
        var metadata: InMemoryRecordStore { household.installation.metadata }

        init() async throws { household = try await DiaryHousehold() }

        @discardableResult
        func delete(afterDays days: Int = 0) async throws(IdentityError) -> AskedDeletion {
            try await service.deleteAccount(afterDays: days, for: token)
        }

        @discardableResult
        func settle(after seconds: Int64 = 0) async throws -> Int {
            household.installation.clock.advance(seconds: seconds)
            return try await service.settleDeletions { _, _ in }
        }

        /// Keys of records that the account or its vault owns, in every store.
        func owned() async throws -> [RecordKey] {
            var keys: [RecordKey] = []
            for store in [metadata, household.installation.activity] {
                for kind in RecordKind.allCases {
                    for owner in [account.bytes, vault.bytes] {
                        keys += try await store.list(kind, owner: owner, after: nil, limit: 1000).map(\.key)
                    }
                }
            }
            return keys
        }
    }

    @Test("now: no passphrase, code, session or token opens it, and the handle is free for somebody who sees nothing")
    func now() async throws {
        let scene = try await Scene()
        let before = try await scene.owned()
        #expect(!before.isEmpty)
        let asked = try await scene.delete()
        #expect(asked.isDone)
        let server = scene.household.server
        #expect(try await server.standing(scene.token) == .signedOut)
        await #expect(throws: IdentityError.wrongCredentials) { try await server.signIn() }
        await #expect(throws: IdentityError.wrongRecoveryCode) {
            try await server.recover(scene.household.made.recoveryCode.value)
        }
        #expect(try await RecordSlotStore(records: server.records).slots(of: scene.vault).isEmpty)
        #expect(!server.registry.isOpen(scene.vault))
        #expect(server.events.isDestroyed(scene.vault))
        let again = try await server.signUp()
        #expect(again.session.session.vault != scene.vault)
        #expect(try await server.lines(#require(again.session.access)).isEmpty)
    }

    @Test("purged: no record, journal or file of it is left, and a second look finds what came late")
    func purge() async throws {
        let scene = try await Scene()
        let files = scene.household.installation.files
        try await files.put(FileID(high: 1, low: 1), of: scene.vault, bytes: [1])
        try await scene.delete()
        #expect(try await scene.settle() == 1)
        #expect(try await scene.owned().isEmpty)
        #expect(try await scene.household.installation.journals.head(of: scene.vault) == nil)
        #expect(try await files.list(of: scene.vault).isEmpty)
        // Written by what was under way.
        let late = RecordKey(kind: .vaultHead, owner: scene.vault.bytes, name: [])
        try await scene.metadata.write([.put(late, bytes: [1], unique: nil, expected: 0)])
        try await files.put(FileID(high: 1, low: 2), of: scene.vault, bytes: [1])
        #expect(try await scene.settle() == 1)
        #expect(try await scene.settle(after: 60) == 0)
        #expect(try await scene.owned().isEmpty)
        #expect(try await files.list(of: scene.vault).isEmpty)
        let left = try await scene.service.deletions()
        #expect(left.open.isEmpty && left.purged.map(\.account) == [scene.account])
        try await scene.settle(after: 60 * 86_400)
        #expect(try await scene.service.deletions().purged.isEmpty)
    }

    /// All but those whose content is read on the way: `DeletionAmongOthersTests` has those.
    private static let planted = RecordKind.allCases.filter {
        ![.bookMembership, .diaryShare, .sharedWithMe].contains($0)
    }

    @Test("a record of whatever kind that it owns is purged, with the pointer to it", arguments: planted)
    func everyKind(_ kind: RecordKind) async throws {
        let scene = try await Scene()
        let name = [UInt8](repeating: 9, count: 32)
        for store in [scene.metadata, scene.household.installation.activity] {
            for owner in [scene.account.bytes, scene.vault.bytes] {
                let key = RecordKey(kind: kind, owner: owner, name: name)
                try await store.write([.put(key, bytes: [1], unique: nil, expected: 0)])
            }
        }
        let pointers = [name, scene.account.bytes].map { RecordKey(kind: kind, name: $0) }
        if kind.retention.hasPointers {
            try await scene.metadata.write(pointers.map { .put($0, bytes: [1], unique: nil, expected: nil) })
        }
        try await scene.delete()
        try await scene.settle()
        #expect(try await scene.owned().isEmpty)
        for pointer in pointers where kind.retention.hasPointers {
            #expect(try await scene.metadata.read(pointer) == nil)
        }
    }

    @Test("after a grace: everything goes on until then, and it can be taken back")
    func grace() async throws {
        let scene = try await Scene()
        let server = scene.household.server
        let asked = try await scene.delete(afterDays: 3)
        #expect(!asked.isDone)
        #expect(try await scene.service.deletionDue(for: scene.token) == asked.due)
        await #expect(throws: IdentityError.deletion(.waits)) { try await scene.delete() }
        try await scene.settle()
        #expect(try await server.standing(scene.token) == .open)
        try await scene.service.keepAccount(for: scene.token)
        #expect(try await scene.service.deletionDue(for: scene.token) == nil)
        await #expect(throws: IdentityError.deletion(.notWaiting)) {
            try await scene.service.keepAccount(for: scene.token)
        }
        try await scene.settle(after: 4 * 86_400)
        let back = try await server.signIn()
        #expect(try await server.lines(#require(back.access)) == ["rent"])
        #expect(server.events.acts(of: scene.vault).suffix(2) == [.deletionAsked, .deletionStopped])

        let again = try await scene.service.deleteAccount(afterDays: 1, for: back.token)
        try await scene.settle(after: 86_399)
        _ = try await server.signIn()
        try await scene.settle(after: 1)
        await #expect(throws: IdentityError.wrongCredentials) { try await server.signIn() }
        await #expect(throws: IdentityError.signedOut) { try await scene.service.keepAccount(for: back.token) }
        #expect(try await scene.service.deletionLeaf(again.code) != nil)
        #expect(try await scene.service.deletionLeaf(asked.code) == nil)
    }

    @Test("without a fresh proof, with an impossible grace, or locked: nothing happens")
    func refusals() async throws {
        let scene = try await Scene()
        for days in [-1, 8] {
            await #expect(throws: IdentityError.deletion(.days(maximum: 7))) { try await scene.delete(afterDays: days) }
        }
        scene.household.installation.clock.advance(minutes: 11)
        await #expect(throws: IdentityError.proofNeeded) { try await scene.delete() }
        try await scene.service.lock(scene.token)
        await #expect(throws: IdentityError.sessionLocked) { try await scene.delete() }
        try await scene.settle()
        _ = try await scene.household.server.signIn()
    }

    @Test("twice at once: one is done, with one leaf")
    func twice() async throws {
        let scene = try await Scene()
        async let one = Result { try await scene.delete() }
        async let other = Result { try await scene.delete() }
        let results = await [one, other]
        #expect(results.count { (try? $0.get()) != nil } == 1)
        #expect(scene.household.server.events.endings(of: scene.vault) == 1)
    }

    @Test("the log is away: nothing is deleted")
    func logAway() async throws {
        let scene = try await Scene()
        let events = scene.household.server.events
        events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await scene.delete() }
        #expect(try await scene.household.server.standing(scene.token) == .open)
        events.refuse(with: nil)
        // It was asked for: the job does it.
        try await scene.settle()
        #expect(try await scene.household.server.standing(scene.token) == .signedOut)
    }

    @Test("a write fails, or the process dies, at any point: the next look ends it", arguments: 1...12)
    func faults(_ number: Int) async throws {
        let scene = try await Scene()
        scene.metadata.fail(write: number, with: .unavailable)
        var isAsked = false
        do {
            try await scene.delete()
            isAsked = true
        } catch {}
        let next = scene.household.startServer()
        for _ in 0..<3 {
            scene.household.installation.clock.advance(seconds: 60)
            do { try await next.service.settleDeletions { _, _ in } } catch {}
        }
        if try await scene.owned().isEmpty {
            #expect(try await next.service.deletions().open.isEmpty)
        } else {
            // Refused before anything was written: she still has everything.
            #expect(!isAsked)
            _ = try await next.signIn()
        }
    }

    @Test("a receipt is found by its code for 40 days")
    func receipt() async throws {
        let scene = try await Scene()
        let code = try await scene.delete().code
        let leaf = try #require(try await scene.service.deletionLeaf(code))
        #expect(leaf.particulars == [23])
        let text = try #require(ReceiptCode(text: code.text()))
        #expect(try await scene.service.deletionLeaf(text) == leaf)
        #expect(try await scene.service.deletionLeaf(.random()) == nil)
        try await scene.settle(after: 40 * 86_400)
        #expect(try await scene.service.deletionLeaf(code) == nil)
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
