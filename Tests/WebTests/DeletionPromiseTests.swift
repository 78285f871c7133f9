import Assurance
import Identity
import KeyService
import Primitives
import Testing
import Vault

@testable import Composition

/// Goal: what we promise of deletion is kept by ours, and a lax one is found.
@Suite("Promises of deletion")
struct DeletionPromiseTests {
    private let now: Now = { Timestamp(seconds: 1_795_180_000) }

    @Test("DEL-1: ours keeps her entry for years; one that deletes by itself is found")
    func keeping() async throws {
        let kept = try await KeepingCheck(now: now).run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        var eager = KeepingCheck(now: now)
        eager.upkeep = { person, _ in
            let account = RecordKey(kind: .userAccount, owner: person.account.bytes, name: [])
            try await person.stores.metadata.write([.delete(account, expected: nil)])
        }
        #expect(try await eager.run().verdict == .broken)
    }

    @Test("DEL-2: ours leaves nothing; one that leaves a record, a way in, or no receipt is found")
    func erasure() async throws {
        let kept = try await ErasureCheck(overdue: { 0 }, now: now).run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        #expect(try await ErasureCheck(overdue: { 1 }, now: now).run().verdict == .broken)
        var idle = ErasureCheck(overdue: { 0 }, now: now)
        idle.purge = { _ in }
        #expect(try await idle.run().verdict == .broken)
        var waiting = ErasureCheck(overdue: { 0 }, now: now)
        waiting.delete = { try await $0.identity.deleteAccount(afterDays: 7, for: $0.token).code }
        #expect(try await waiting.run().verdict == .broken)
    }

    @Test("DEL-3: too long, too old, or not beside the backups is found")
    func backups() async throws {
        let day: Int64 = 86_400
        func verdict(days: Int = 22, age: Int64? = 5, areWritten: Bool = true) async throws -> Verdict {
            try await BackupErasureCheck(
                oldest: { age.map { now().adding(seconds: -$0 * day) } },
                days: days,
                deletions: { (1, areWritten) },
                now: now
            ).run().verdict
        }
        #expect(try await verdict() == .kept)
        #expect(try await verdict(age: nil) == .kept)
        #expect(try await verdict(days: 23) == .broken)
        #expect(try await verdict(age: 24) == .broken)
        #expect(try await verdict(areWritten: false) == .broken)
        let none = BackupErasureCheck(oldest: nil, days: 22, deletions: { (0, true) }, now: now)
        #expect(try await none.run().verdict == .notInDeployment(.noBackupDirectory))
    }
}
