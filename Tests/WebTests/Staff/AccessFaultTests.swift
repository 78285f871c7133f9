import AuditTrail
import Cycle
import Escrow
import Identity
import KeyService
import Money
import Primitives
import Synchronization
import Testing
import Vault

@testable import Composition
@testable import Staff

/// Goal: whatever is away, and whoever is faster, nothing is open that should not be, nothing is lost, and each act
/// stands in her history once.
///
/// Method: as ``AccessTests``; stores, log and key service fail at every place where they are asked.
@Suite("Access of two officers, when something fails")
struct AccessFaultTests {
    // MARK: Opening

    @Test("the key service is away: it waits, opens when it is back, and is in her history once")
    func keyServiceAway() async throws {
        let keeper = TurnedEscrowKeeper()
        let scene = try await AccessTests.Scene(keeper: keeper)
        defer { scene.access.close() }
        let request = try await scene.agreed()
        keeper.goAway(true)
        for _ in 0..<3 {
            await #expect(throws: StaffError.keyServiceUnavailable) { try await scene.access.settle() }
            #expect(try await scene.access.service.request(request.id).state == .agreed)
            #expect(!scene.isOpen(request))
        }
        keeper.goAway(false)
        try await scene.access.settle()
        #expect(await scene.reads(request))
        #expect(try await scene.access.deeds().count { $0 == .accessOpened } == 1)
    }

    @Test("the key service stays away: the request's hour ends it")
    func keyServiceStaysAway() async throws {
        let keeper = TurnedEscrowKeeper()
        let scene = try await AccessTests.Scene(keeper: keeper)
        defer { scene.access.close() }
        let request = try await scene.agreed()
        keeper.goAway(true)
        await #expect(throws: StaffError.keyServiceUnavailable) { try await scene.access.settle() }
        scene.clock.turn(seconds: 3600)
        try await scene.access.settle()
        #expect(try await scene.ending(request) == .expired)
        #expect(scene.access.service.memory.waiting(request.id) == nil)
    }

    @Test("a write fails while it opens: it is open the next time, told once, in her history once", arguments: 1...3)
    func writesOfOpening(_ number: Int) async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.agreed()
        _ = try await scene.access.audit.publish()
        scene.access.stores.metadata.fail(write: number, with: .unavailable)
        do { try await scene.access.service.settle() } catch {
            let state = try await scene.access.service.request(request.id).state
            #expect(scene.isOpen(request) == (state != .agreed))
        }
        try await scene.access.settle()
        #expect(await scene.reads(request))
        let told = try await scene.notices()
        #expect(told.count == 1 && told.first?.ended == nil)
        #expect(try await scene.access.deeds().count { $0 == .accessOpened } == 1)
        #expect(try await scene.access.deeds().count { $0 == .accessEnded } == 0)
    }

    @Test("the log is away: nothing opens")
    func logAway() async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.agreed()
        _ = try await scene.access.audit.publish()
        scene.access.staff.recorder.goAway(true)
        await #expect(throws: StaffError.unrecorded) { try await scene.access.service.settle() }
        #expect(!scene.isOpen(request))
        scene.access.staff.recorder.goAway(false)
        try await scene.access.settle()
        #expect(await scene.reads(request))
    }

    /// What may come between while a request is opened.
    enum Meanwhile: CaseIterable {
        case ends
        case forbids
        case recovers
        case locksTheDiary
        case officerEnds

        func run(_ scene: AccessTests.Scene, _ request: AccessRequest) async throws {
            let (identity, token) = (scene.access.identity, scene.access.token)
            switch self {
            case .ends: _ = try await identity.endSupportAccess(for: token)
            case .forbids: try await identity.forbidSupport(for: token)
            case .recovers: try await scene.access.recover()
            case .locksTheDiary:
                try await identity.setOwnLock(
                    of: CycleTracker.id,
                    passphrase: "walrus plinth ochre gantry",
                    token: token,
                    from: IdentityService.Source(address: [0])
                )
            case .officerEnds:
                // She waits for her turn to write it down; nothing is open before that.
                let (service, officer) = (scene.access.service, scene.officers[0].id)
                Task { try await service.end(request.id, by: officer) }
                while service.memory.ending(request.id) == nil { await Task.yield() }
            }
        }
    }

    @Test(
        "an end that comes while it is opened is not lost, also where the key service fails at that moment",
        arguments: Meanwhile.allCases,
        [false, true]
    )
    func endWhileOpening(_ meanwhile: Meanwhile, isAway: Bool) async throws {
        let keeper = TurnedEscrowKeeper()
        let scene = try await AccessTests.Scene(allowing: [MoneyTracker.id, CycleTracker.id], keeper: keeper)
        defer { scene.access.close() }
        let request = try await scene.access.ask(by: scene.engineer.id, scope: [MoneyTracker.id, CycleTracker.id])
        for officer in scene.officers { try await scene.access.agree(to: request, by: officer) }
        let failure = Mutex<(any Error)?>(nil)
        keeper.happensBeside {
            keeper.happensBeside {}
            do { try await meanwhile.run(scene, request) } catch { failure.withLock { $0 = error } }
        }
        keeper.goAway(isAway)
        try await scene.access.settle()
        keeper.goAway(false)
        #expect(failure.withLock { $0 } == nil)
        #expect(!scene.isOpen(request))
        #expect(await !scene.reads(request))
        try await scene.access.settle()
        #expect(try await scene.ending(request) == (meanwhile == .officerEnds ? .refused : .person))
        #expect(try await scene.access.deeds().last == .accessEnded)
        #expect(try await scene.notices().allSatisfy { $0.ended != nil })
    }

    @Test("she ends it before it is opened, or between two tries: it is not opened", arguments: [false, true])
    func endBetweenTries(wasTried: Bool) async throws {
        let keeper = TurnedEscrowKeeper()
        let scene = try await AccessTests.Scene(keeper: keeper)
        defer { scene.access.close() }
        let request = try await scene.agreed()
        keeper.goAway(true)
        if wasTried {
            await #expect(throws: StaffError.keyServiceUnavailable) { try await scene.access.settle() }
        }
        #expect(try await scene.access.identity.endSupportAccess(for: scene.access.token))
        keeper.goAway(false)
        try await scene.access.settle()
        #expect(try await scene.ending(request) == .person)
        #expect(await !scene.reads(request))
        #expect(try await scene.notices().isEmpty)
    }

    @Test("she comes in again between two tries: it is opened all the same, and her escrow made anew after it")
    func cameInBetweenTries() async throws {
        let keeper = TurnedEscrowKeeper()
        let scene = try await AccessTests.Scene(keeper: keeper)
        defer { scene.access.close() }
        let request = try await scene.agreed()
        keeper.goAway(true)
        await #expect(throws: StaffError.keyServiceUnavailable) { try await scene.access.settle() }
        keeper.goAway(false)
        try await scene.access.signInAgain()
        try await scene.access.settle()
        #expect(await scene.reads(request))
        try await scene.access.signInAgain()
        // Of the new one another request can be made.
        _ = try await scene.access.ask(by: scene.engineer.id)
    }

    @Test("she allows it anew after they agreed: that is not what they agreed to, and it can be asked for")
    func allowedAnew() async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.agreed()
        try await scene.access.identity.allowSupport(
            with: [MoneyTracker.id, CycleTracker.id],
            for: scene.access.token
        )
        try await scene.access.settle()
        #expect(try await scene.ending(request) == .denied)
        #expect(try await scene.notices().isEmpty)
        #expect(try await !scene.access.deeds().contains(.accessOpened))
        _ = try await scene.access.ask(by: scene.engineer.id)
    }

    @Test("she forbids it while it is made anew: it stays forbidden")
    func forbiddenWhileMadeAnew() async throws {
        let keeper = TurnedEscrowKeeper()
        let scene = try await AccessTests.Scene(keeper: keeper)
        defer { scene.access.close() }
        let (identity, token) = (scene.access.identity, scene.access.token)
        _ = try await scene.access.staff.addOfficer("Third")
        let forbidding = Mutex<Task<Void, any Error>?>(nil)
        let account = scene.access.account
        keeper.happensBesideSealing {
            keeper.happensBesideSealing {}
            // Its last step waits for whoever makes slots at this moment, so it goes on beside.
            let task = Task { try await identity.forbidSupport(for: token) }
            forbidding.withLock { $0 = task }
            do {
                while try await identity.escrowOffer(of: account) != nil { await Task.yield() }
            } catch { Issue.record(error) }
        }
        _ = try await scene.access.signInElsewhere()
        try await forbidding.withLock(\.self)?.value
        #expect(try await identity.escrowCounts().all == 0)
        #expect(try await identity.escrowOffer(of: scene.access.account) == nil)
        let slots = try await RecordSlotStore(records: scene.access.stores.records).slots(of: scene.access.vault)
        #expect(!slots.contains { $0.kind == .escrow })
    }

    @Test("she forbids it, recovers, or locks the diary, and the log is away: closed all the same")
    func endWithoutLog() async throws {
        for meanwhile in [Meanwhile.forbids, .recovers, .locksTheDiary] {
            let scene = try await AccessTests.Scene(allowing: [MoneyTracker.id, CycleTracker.id])
            defer { scene.access.close() }
            let request = try await scene.access.ask(
                by: scene.engineer.id,
                scope: [MoneyTracker.id, CycleTracker.id]
            )
            for officer in scene.officers { try await scene.access.agree(to: request, by: officer) }
            try await scene.access.settle()
            #expect(scene.isOpen(request))
            for number in 1...4 { scene.access.stores.metadata.fail(write: number, with: .unavailable) }
            do { try await meanwhile.run(scene, request) } catch {}
            #expect(!scene.isOpen(request), "\(meanwhile)")
        }
    }

    @Test("an agreement whose write fails stands in her history once")
    func writesOfAgreeing() async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.access.ask(by: scene.engineer.id)
        // The first write notes the passkey's counter.
        scene.access.stores.metadata.fail(write: 2, with: .unavailable)
        await #expect(throws: StaffError.self) { try await scene.access.agree(to: request, by: scene.officers[0]) }
        try await scene.access.agree(to: request, by: scene.officers[0])
        #expect(try await scene.access.deeds().count { $0 == .accessAgreed } == 1)
    }

    @Test("agreeing and settling at once: what two agreed to is not taken for what a restart forgot")
    func agreeingBesideSettling() async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        for round in 0..<4 {
            let request = try await scene.access.ask(by: scene.engineer.id)
            try await scene.access.agree(to: request, by: scene.officers[0])
            let isOver = Mutex(false)
            async let settling: Void = {
                while !isOver.withLock({ $0 }) { try await scene.access.service.settle() }
            }()
            try await scene.access.agree(to: request, by: scene.officers[1])
            isOver.withLock { $0 = true }
            try await settling
            #expect(try await scene.access.service.request(request.id).state == .agreed, "\(round)")
            try await scene.access.service.end(request.id, by: scene.engineer.id)
        }
    }

    // MARK: Its end

    @Test("a write fails while it ends: closed all the same, ended the next time, once", arguments: 1...4)
    func writesOfTheEnd(_ number: Int) async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.opened()
        scene.access.stores.metadata.fail(write: number, with: .unavailable)
        do { try await scene.access.service.end(request.id, by: scene.engineer.id) } catch {}
        #expect(!scene.isOpen(request))
        #expect(await !scene.reads(request))
        try await scene.access.settle()
        #expect(try await scene.ending(request) == .withdrawn)
        #expect(try await scene.notices().map { $0.ended != nil } == [true])
        #expect(try await scene.access.deeds().count { $0 == .accessEnded } == 1)
    }

    @Test("the log is away: what ends is closed at once, and written down when it is back", arguments: [false, true])
    func logAwayAtTheEnd(byTime: Bool) async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.opened()
        scene.access.staff.recorder.goAway(true)
        if byTime { scene.clock.turn(seconds: 60) }
        await #expect(throws: StaffError.unrecorded) {
            if byTime {
                try await scene.access.service.settle()
            } else {
                try await scene.access.service.end(request.id, by: scene.officers[0].id)
            }
        }
        // Not by the clock alone: the keys are gone.
        scene.clock.turn(seconds: byTime ? -60 : 0)
        #expect(!scene.isOpen(request))
        #expect(await !scene.reads(request))
        scene.access.staff.recorder.goAway(false)
        try await scene.access.settle()
        #expect(try await scene.ending(request) == (byTime ? .timeUp : .refused))
        #expect(try await scene.access.deeds().last == .accessEnded)
    }
}
