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

/// Goal: what two officers opened is open for who asked, as far as they agreed, and over when it has to be.
///
/// Method: as ``AccessTests``.
@Suite("What two officers opened, and its end")
struct AccessEndTests {
    @Test("open: her alone, that tracker alone, until its minute is over; then it takes another request")
    func reading() async throws {
        let scene = try await AccessTests.Scene(allowing: [MoneyTracker.id, CycleTracker.id])
        defer { scene.access.close() }
        let request = try await scene.opened()
        #expect(await !scene.access.reads(request, CycleTracker.id, by: scene.engineer.id))
        for other in scene.officers {
            #expect(await !scene.access.reads(request, MoneyTracker.id, by: other.id))
        }
        scene.clock.turn(seconds: 60)
        #expect(await !scene.reads(request))
        try await scene.access.settle()
        #expect(try await scene.ending(request) == .timeUp)
        // It was used: until she comes in again nothing can be asked for.
        await #expect(throws: StaffError.refused(.accessOfficers)) {
            try await scene.access.ask(by: scene.engineer.id)
        }
    }

    @Test("each page is in her history before it is shown, counted")
    func pages() async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.opened()
        for number in 2...4 {
            let page = try await scene.access.service.read(
                request.id,
                tracker: MoneyTracker.id.rawValue,
                by: scene.engineer.id
            )
            #expect(page.number == number)
        }
        #expect(try await scene.access.deeds().count { $0 == .accessRead } == 4)
        try await scene.access.service.end(request.id, by: scene.engineer.id)
        let told = try #require(try await scene.access.identity.accessNotices(for: scene.access.token).first)
        #expect(told.pages == 4 && told.ended != nil && told.role == .engineer && told.reason == "check")
    }

    /// Who ends what is open, and how that is called afterwards.
    enum Ending: CaseIterable {
        case person
        case forbidding
        case officer
        case requester
        case recovery

        var cause: AccessRequest.Cause {
            switch self {
            case .person, .forbidding, .recovery: .person
            case .officer: .refused
            case .requester: .withdrawn
            }
        }

        func run(_ scene: AccessTests.Scene, _ request: AccessRequest) async throws {
            let access = scene.access
            switch self {
            case .person: #expect(try await access.identity.endSupportAccess(for: access.token))
            case .forbidding: try await access.identity.forbidSupport(for: access.token)
            case .recovery: try await access.recover()
            case .officer: try await access.service.end(request.id, by: scene.officers[1].id)
            case .requester: try await access.service.end(request.id, by: scene.engineer.id)
            }
        }
    }

    @Test(
        "whoever ends it, before or after her next coming in: closed at once, and its end is in her history",
        arguments: Ending.allCases,
        [false, true]
    )
    func endings(_ ending: Ending, cameInAgain: Bool) async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.opened()
        // Her escrow is made anew then; what was opened of the old one is open all the same.
        if cameInAgain {
            try await scene.access.signInAgain()
            #expect(await scene.reads(request))
        }
        try await ending.run(scene, request)
        #expect(!scene.isOpen(request))
        #expect(await !scene.reads(request))
        try await scene.access.settle()
        #expect(try await scene.ending(request) == ending.cause)
        #expect(try await scene.access.deeds().last == .accessEnded)
    }

    @Test("after it, her keys are newer than anything that was open, also where she came in meanwhile")
    func newKeys() async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let before = try await escrowSlot(scene)
        scene.clock.turn(seconds: 1)
        let request = try await scene.opened()
        for meanwhile in [true, false] {
            scene.clock.turn(seconds: 1)
            if !meanwhile { try await scene.access.service.end(request.id, by: scene.engineer.id) }
            scene.clock.turn(seconds: 1)
            try await scene.access.signInAgain()
            _ = await scene.access.registry.maintain(at: scene.clock.now())
            let after = try await escrowSlot(scene)
            #expect(after.id != before.id)
            #expect(epoch(after) == epoch(before) + (meanwhile ? 1 : 2))
        }
        #expect(try await scene.access.identity.escrowCounts() == (all: 1, stale: 0))
    }

    private func escrowSlot(_ scene: AccessTests.Scene) async throws -> KeySlot {
        let slots = try await RecordSlotStore(records: scene.access.stores.records).slots(of: scene.access.vault)
        let escrows = slots.filter { $0.kind == .escrow }
        #expect(escrows.count == 1)
        return try #require(escrows.first)
    }

    private func epoch(_ slot: KeySlot) -> UInt32 { slot.trackerBoxes.map(\.epoch).max() ?? 0 }

    @Test("a recovery takes it back: whoever knew the passphrase may have allowed it")
    func recovery() async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let identity = scene.access.identity
        let source = IdentityService.Source(address: [1])
        let person = try await identity.signUp(
            handle: "leela",
            passphrase: "plover anvil cobalt sycamore",
            client: .browser,
            from: source
        )
        let account = person.session.session.account
        try await identity.allowSupport(with: [MoneyTracker.id], for: person.session.token)
        #expect(try await identity.escrowOffer(of: account) != nil)
        _ = try await identity.recover(
            handle: "leela",
            code: person.recoveryCode.value,
            newPassphrase: "walrus plinth ochre gantry",
            client: .browser,
            from: source
        )
        #expect(try await identity.escrowOffer(of: account) == nil)
        let slots = try await RecordSlotStore(records: scene.access.stores.records)
            .slots(of: person.session.session.vault)
        #expect(!slots.contains { $0.kind == .escrow })
        #expect(try await identity.escrowCounts().all == 1)
    }

    @Test("a restart forgets what waited and what was open, and says so", arguments: [false, true])
    func restart(wasOpen: Bool) async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = wasOpen ? try await scene.opened() : try await scene.agreed()
        let anew = CheckedAccess(restarting: scene.access)
        defer { anew.close() }
        #expect(await !anew.reads(request, MoneyTracker.id, by: scene.engineer.id))
        try await anew.settle()
        #expect(try await anew.service.request(request.id).ending?.cause == .restarted)
        #expect(!anew.identity.isEscrowOpen(request.id))
        #expect(try await anew.deeds().last == .accessEnded)
        let told = try await scene.notices()
        #expect(wasOpen ? told.first?.ended != nil : told.isEmpty)
    }

    @Test("without a checkpoint that covers it nothing opens, however long it waits")
    func unpublished() async throws {
        let scene = try await AccessTests.Scene()
        defer { scene.access.close() }
        let request = try await scene.agreed()
        try await scene.access.service.settle()
        #expect(try await scene.access.service.request(request.id).state == .agreed)
        #expect(await !scene.reads(request))
        scene.clock.turn(seconds: 3600)
        try await scene.access.settle()
        #expect(try await scene.ending(request) == .expired)
        #expect(try await scene.access.deeds().last == .accessEnded)
        #expect(try await scene.notices().isEmpty)
    }

    @Test("turning on a lock of its own takes the diary out of what can be opened, and ends what is open of it")
    func ownLock() async throws {
        let scene = try await AccessTests.Scene(allowing: [MoneyTracker.id, CycleTracker.id])
        defer { scene.access.close() }
        let diary = try await scene.access.ask(by: scene.engineer.id, scope: [CycleTracker.id])
        for officer in scene.officers { try await scene.access.agree(to: diary, by: officer) }
        try await scene.access.settle()
        #expect(await scene.access.reads(diary, CycleTracker.id, by: scene.engineer.id))
        try await scene.access.signInAgain()
        try await scene.access.identity.setOwnLock(
            of: CycleTracker.id,
            passphrase: "walrus plinth ochre gantry",
            token: scene.access.token,
            from: IdentityService.Source(address: [0])
        )
        #expect(!scene.isOpen(diary))
        #expect(await !scene.access.reads(diary, CycleTracker.id, by: scene.engineer.id))
        await #expect(throws: StaffError.refused(.accessScope)) {
            try await scene.access.ask(by: scene.engineer.id, scope: [CycleTracker.id])
        }
        #expect(try await scene.access.identity.support(for: scene.access.token).trackers == [MoneyTracker.id])
        await #expect(throws: IdentityError.support(.ownLock)) {
            try await scene.access.identity.allowSupport(with: [CycleTracker.id], for: scene.access.token)
        }
    }
}
