import AuditTrail
import Cycle
import Escrow
import Identity
import Money
import Primitives
import Sealing
import Synchronization
import Testing
import Vault

@testable import Assurance
@testable import Composition
@testable import Staff

/// Goal: nothing of a person's data is open without two officers, beyond what they agreed to, or after its end.
///
/// Method: a whole installation in memory (``CheckedAccess``), each way round it tried for itself.
@Suite("Access of two officers")
struct AccessTests {
    /// Somebody who allows help with her money, and who could help.
    struct Scene {
        let clock: TurnableClock
        let access: CheckedAccess
        let engineer: CheckedStaff.Member
        let officers: [CheckedStaff.Member]

        init(
            allowing trackers: Set<TrackerID>? = [MoneyTracker.id],
            keeper: TurnedEscrowKeeper? = nil
        ) async throws {
            clock = keeper?.clock ?? TurnableClock()
            access = try await CheckedAccess(now: clock.now, keeper: keeper)
            engineer = try #require(access.staff[.engineer])
            officers = access.staff.bothOfficers
            if let trackers { try await access.identity.allowSupport(with: trackers, for: access.token) }
        }

        /// A request that both officers agreed to.
        func agreed() async throws -> AccessRequest {
            let request = try await access.ask(by: engineer.id)
            for officer in officers { try await access.agree(to: request, by: officer) }
            return request
        }

        /// The same, open.
        func opened() async throws -> AccessRequest {
            let request = try await agreed()
            try await access.settle()
            #expect(await access.reads(request, MoneyTracker.id, by: engineer.id))
            return request
        }

        func reads(_ request: AccessRequest) async -> Bool {
            await access.reads(request, MoneyTracker.id, by: engineer.id)
        }

        /// What of it is in memory.
        func isOpen(_ request: AccessRequest) -> Bool { access.identity.isEscrowOpen(request.id) }

        func notices() async throws -> [AccessNotice] { try await access.identity.accessNotices(for: access.token) }

        func ending(_ request: AccessRequest) async throws -> AccessRequest.Cause? {
            try await access.service.request(request.id).ending?.cause
        }
    }

    @Test("ACC-5: ours is kept; a lax one is found broken")
    func promise() async throws {
        let now = TurnableClock().now
        let kept = try await AccessCheck(isStaffed: { true }, now: now).run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        var lax = AccessCheck(isStaffed: { true }, now: now)
        lax.reads = { _, _, _, _ in true }
        #expect(try await lax.run().verdict == .broken)
        var alone = AccessCheck(isStaffed: { true }, now: now)
        // Whoever is asked, both agree: one officer is enough.
        alone.agree = { access, request, _ in
            for officer in access.staff.bothOfficers {
                do { try await access.agree(to: request, by: officer) } catch {}
            }
        }
        #expect(try await alone.run().verdict == .broken)
        let nobody = try await AccessCheck(isStaffed: { false }, now: now).run()
        #expect(nobody.verdict == .notInDeployment(.noStaff))
    }

    @Test("without her consent, beyond it, without a reason or too long: refused, and nothing waits")
    func asking() async throws {
        let scene = try await Scene(allowing: nil)
        defer { scene.access.close() }
        await #expect(throws: StaffError.refused(.accessNotAllowed)) {
            try await scene.access.ask(by: scene.engineer.id)
        }
        try await scene.access.identity.allowSupport(with: [MoneyTracker.id], for: scene.access.token)
        await #expect(throws: StaffError.refused(.accessScope)) {
            try await scene.access.ask(by: scene.engineer.id, scope: [CycleTracker.id])
        }
        let wrong: [(Int, String, String, StaffRefusal)] = [
            (0, "why", "t", .accessMinutes), (61, "why", "t", .accessMinutes), (1, " ", "t", .accessReason),
            (1, String(repeating: "x", count: 501), "t", .accessReason), (1, "why", "", .accessTicket),
        ]
        for (minutes, reason, ticket, refusal) in wrong {
            await #expect(throws: StaffError.refused(refusal)) {
                try await scene.access.service.ask(
                    AccessService.Wish(
                        account: scene.access.account,
                        trackers: [MoneyTracker.id.rawValue],
                        minutes: minutes,
                        reason: reason,
                        ticket: ticket
                    ),
                    by: scene.engineer.id
                )
            }
        }
        #expect(try await scene.access.service.openRequests().isEmpty)
    }

    @Test("whoever asks does not find out whether there is such an account")
    func unknownAccounts() async throws {
        let scene = try await Scene(allowing: nil)
        defer { scene.access.close() }
        func refusal(
            of account: UserAccountID?,
            minutes: Int,
            _ reason: String,
            _ ticket: String
        ) async -> StaffError? {
            let wish = AccessService.Wish(
                account: account,
                trackers: [MoneyTracker.id.rawValue],
                minutes: minutes,
                reason: reason,
                ticket: ticket
            )
            do throws(StaffError) { _ = try await scene.access.service.ask(wish, by: scene.engineer.id) } catch {
                return error
            }
            return nil
        }
        for (minutes, reason, ticket) in [(1, "", "t"), (1, "why", ""), (0, "why", "t"), (1, "why", "t")] {
            let known = await refusal(of: scene.access.account, minutes: minutes, reason, ticket)
            #expect(known != nil)
            #expect(await refusal(of: nil, minutes: minutes, reason, ticket) == known)
        }
        // Two were looked up; six more, and it is too many, of whatever account.
        for _ in 0..<6 { #expect(await refusal(of: nil, minutes: 1, "why", "t") == .refused(.accessNotAllowed)) }
        for account in [scene.access.account, nil] {
            guard case .tooManyTries? = await refusal(of: account, minutes: 1, "why", "t") else {
                Issue.record("more tries")
                continue
            }
        }
    }

    @Test("who asked does not agree, nor one officer twice, nor whoever is no officer; each try is in her history")
    func agreeing() async throws {
        let scene = try await Scene()
        defer { scene.access.close() }
        let (service, officers) = (scene.access.service, scene.officers)
        let request = try await scene.access.ask(by: scene.engineer.id)
        await #expect(throws: StaffError.refused(.own)) {
            try await service.beginAgreeing(to: request.id, by: scene.engineer.id)
        }
        let support = try #require(scene.access.staff[.support])
        await #expect(throws: StaffError.refused(.notOfficer)) {
            try await scene.access.agree(to: request, by: support)
        }
        try await scene.access.agree(to: request, by: officers[0])
        await #expect(throws: StaffError.refused(.agreedAlready)) {
            try await scene.access.agree(to: request, by: officers[0])
        }
        try await scene.access.settle()
        #expect(await !scene.reads(request))
        #expect(try await service.request(request.id).approvals.map(\.officer) == [officers[0].id])
        let deeds = try await scene.access.deeds()
        #expect(deeds.count { $0 == .accessDenied } == 3)
        #expect(deeds.count { $0 == .accessAgreed } == 1)
    }

    @Test("a passkey that does not fit agrees to nothing", arguments: ProbePasskey.Fault.allCases)
    func passkeyFaults(_ fault: ProbePasskey.Fault) async throws {
        let scene = try await Scene()
        defer { scene.access.close() }
        let request = try await scene.access.ask(by: scene.engineer.id)
        let officer = scene.officers[0]
        let challenge = try await scene.access.service.beginAgreeing(to: request.id, by: officer.id).challenge
        await #expect(throws: StaffError.notLetIn(.passkey)) {
            try await scene.access.service.agree(
                to: request.id,
                by: officer.id,
                officer.passkey.assertion(challenge, fault),
                output: officer.output.bytes.duplicate()
            )
        }
        #expect(try await scene.access.service.request(request.id).approvals.isEmpty)
        #expect(try await scene.access.deeds().last == .accessDenied)
    }

    @Test("an answer for another request, and a passkey without the officer's key, agree to nothing")
    func otherRequest() async throws {
        let scene = try await Scene()
        defer { scene.access.close() }
        let (service, officer) = (scene.access.service, scene.officers[0])
        let one = try await scene.access.ask(by: scene.engineer.id)
        let other = try await scene.access.ask(by: scene.engineer.id)
        let challenge = try await service.beginAgreeing(to: one.id, by: officer.id).challenge
        await #expect(throws: StaffError.notLetIn(.passkey)) {
            try await service.agree(
                to: other.id,
                by: officer.id,
                officer.passkey.assertion(challenge),
                output: officer.output.bytes.duplicate()
            )
        }
        await #expect(throws: StaffError.refused(.passkeyWithoutKey)) {
            try await service.agree(
                to: one.id,
                by: officer.id,
                officer.passkey.assertion(challenge),
                output: .random(count: 32)
            )
        }
        for request in [one, other] { #expect(try await service.request(request.id).approvals.isEmpty) }
    }

    @Test("an agreement after the hour is over is refused, and the request ends")
    func expiry() async throws {
        let scene = try await Scene()
        defer { scene.access.close() }
        let request = try await scene.access.ask(by: scene.engineer.id)
        try await scene.access.agree(to: request, by: scene.officers[0])
        scene.clock.turn(seconds: 3600)
        await #expect(throws: StaffError.refused(.accessOver)) {
            try await scene.access.agree(to: request, by: scene.officers[1])
        }
        try await scene.access.settle()
        #expect(try await scene.ending(request) == .expired)
        let kept = try await scene.access.service.request(request.id)
        #expect(kept.approvals.allSatisfy { $0.handed.isEmpty && $0.signed.signature.isEmpty })
    }

    @Test("another officer in the middle of a request: nobody can agree to it any more")
    func otherOfficers() async throws {
        let scene = try await Scene()
        defer { scene.access.close() }
        let request = try await scene.access.ask(by: scene.engineer.id)
        try await scene.access.agree(to: request, by: scene.officers[0])
        let third = try await scene.access.staff.addOfficer("Third")
        await #expect(throws: StaffError.refused(.accessOfficers)) {
            try await scene.access.agree(to: request, by: scene.officers[1])
        }
        #expect(try await scene.access.identity.escrowCounts() == (all: 1, stale: 1))
        // At her next coming in it is made anew, for the officers of today.
        try await scene.access.signInAgain()
        #expect(try await scene.access.identity.escrowCounts() == (all: 1, stale: 0))
        let again = try await scene.access.ask(by: scene.engineer.id)
        try await scene.access.agree(to: again, by: third)
        try await scene.access.agree(to: again, by: scene.officers[1])
        try await scene.access.settle()
        #expect(await scene.reads(again))
        #expect(await !scene.reads(request))
    }

    @Test("an officer's own request takes two others")
    func ownRequest() async throws {
        let scene = try await Scene()
        defer { scene.access.close() }
        await #expect(throws: StaffError.refused(.tooFewOfficers)) {
            try await scene.access.ask(by: scene.officers[0].id)
        }
        _ = try await scene.access.staff.addOfficer("Third")
        try await scene.access.signInAgain()
        let request = try await scene.access.ask(by: scene.officers[0].id)
        await #expect(throws: StaffError.refused(.own)) {
            try await scene.access.agree(to: request, by: scene.officers[0])
        }
    }

    @Test("requests are limited: her history is not to be filled")
    func askings() async throws {
        let scene = try await Scene()
        defer { scene.access.close() }
        var asked = 0
        await #expect(throws: StaffError.self) {
            while asked < 40 {
                let request = try await scene.access.ask(by: scene.engineer.id)
                asked += 1
                try await scene.access.service.end(request.id, by: scene.engineer.id)
            }
        }
        #expect(asked == 8)
        #expect(try await scene.access.service.openRequests().isEmpty)
        #expect(try await scene.access.service.endedRequests().count == 8)
    }
}
