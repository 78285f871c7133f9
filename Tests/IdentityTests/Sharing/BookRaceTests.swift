import KeyService
import Primitives
import Sealing
import Synchronization
import Testing
import Vault

@testable import Identity

@Suite("Two at once in a book")
struct BookRaceTests {
    /// What was found in the midst of something else.
    private final class Found<Value: Sendable>: Sendable {
        private let kept = Mutex<Value?>(nil)

        var value: Value? {
            get { kept.withLock { $0 } }
            set { kept.withLock { $0 = newValue } }
        }
    }

    @Test(
        "who goes while keys are made for somebody who went before has none of those that stay",
        arguments: [true, false]
    )
    func twoGo(isTakenOut: Bool) async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.letIn(home.mina, as: .viewer, named: "Mina")
        try await home.write("rent", home.asha)
        let (ravi, mina) = (try await home.slot(of: home.ravi), try await home.slot(of: home.mina))
        let (copied, second) = (Found<CopiedSeat>(), Found<Task<Void, any Error>>())
        home.installation.journals.beforeNextCompaction {
            do {
                // Her slot has the new keys by now.
                copied.value = try await home.copy(home.mina)
                second.value = Task {
                    guard isTakenOut else {
                        return try await home.service.leaveBook(home.book, token: home.mina.session.token)
                    }
                    try await home.service.removeMember(mina, from: home.book, token: home.asha.session.token)
                }
                while try await home.stored().members.contains(where: { $0.slot == mina }) { await Task.yield() }
            } catch {
                Issue.record(error)
            }
        }
        try await home.service.removeMember(ravi, from: home.book, token: home.asha.session.token)
        try await #require(second.value).value
        try await home.write("secret", home.asha)
        #expect(try await home.stored().areKeysDue == false)
        try await home.expectNothingOpens(try #require(copied.value), home.mina)
        #expect(try await home.lines(home.asha) == ["rent", "secret"])
    }

    @Test("after a leaving nobody reads or writes before the keys are replaced, also by a second request")
    func dueKeys() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.write("rent", home.asha)
        try await home.service.leaveBook(home.book, token: home.ravi.session.token)
        let before = home.openings(for: .moneyTracking)
        let during = Found<Int>()
        home.installation.journals.beforeNextCompaction { during.value = home.openings(for: .moneyTracking) }
        #expect(try await home.lines(home.asha) == ["rent"])
        #expect(during.value == before)
        #expect(home.openings(for: .moneyTracking) == before + 1)
    }

    @Test("who was taken out by another process is out of this one at her next request; who stays has the new keys")
    func elsewhere() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.write("rent", home.ravi)
        let held = try await home.open(home.ravi)
        let other = home.installation.startServer(trackers: [Lines.self, Pages.self])
        try await other.service.removeMember(
            try await home.slot(of: home.ravi),
            from: home.book,
            token: home.asha.session.token
        )
        await #expect(throws: IdentityError.sharing(.noBook)) { _ = try await home.open(home.ravi) }
        await #expect(throws: VaultError.locked) { _ = try await home.server.lines(held) }
    }

    @Test("a consent that is taken back while a book opens is taken back: nobody is in")
    func consent() async throws {
        let home = try await BookHousehold()
        home.server.events.during(.bookOpened) {
            try await home.service.setConsent(.moneyTracking, for: home.asha.session.token, given: false)
        }
        await #expect(throws: IdentityError.vault(.noConsent(.moneyTracking))) { _ = try await home.open(home.asha) }
        #expect(!home.server.registry.isOpen(home.book))
        await #expect(throws: IdentityError.vault(.noConsent(.moneyTracking))) { _ = try await home.open(home.asha) }
    }

    @Test("a consent that another process was told to take back ends what is open here, at the next request")
    func consentElsewhere() async throws {
        let home = try await BookHousehold()
        let held = try await home.open(home.asha)
        let key = RecordKey.consent(.moneyTracking, of: home.asha.session.session.vault)
        let present = try #require(try await home.server.records.read(key, as: ConsentRecord.self))
        var taken = present.value
        taken.withdrawn = home.installation.clock.time
        try await home.server.records.put(key, taken, expected: present.version)
        await #expect(throws: IdentityError.vault(.noConsent(.moneyTracking))) { _ = try await home.open(home.asha) }
        await #expect(throws: VaultError.locked) { _ = try await home.server.lines(held) }
    }

    @Test("a session that ends while it opens a book is in none", arguments: [true, false])
    func session(isOver: Bool) async throws {
        let home = try await BookHousehold()
        let token = home.asha.session.token
        home.server.events.during(.bookOpened) {
            if isOver { try await home.service.signOut(token) } else { try await home.service.lock(token) }
        }
        await #expect(throws: IdentityError.self) { _ = try await home.open(home.asha) }
        #expect(!home.server.registry.isOpen(home.book))
    }

    @Test("a slot that a member put there after leaving gets no key, and goes")
    func planted() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.write("rent", home.asha)
        let copied = try await home.copy(home.ravi)
        try await home.service.leaveBook(home.book, token: home.ravi.session.token)
        let secret = SharedSecret(.random(count: 32))
        let slot = try await home.service.makeSlot(.member, home.book, secret, nil, copied.keys)
        try await RecordSlotStore(records: home.server.records)
            .update(home.book, adding: [slot], replacing: [], removing: [])
        try await home.write("secret", home.asha)
        #expect(try await home.slots().map(\.id) == [try await home.slot(of: home.asha)])
        #expect(try await home.lines(home.asha) == ["rent", "secret"])
    }

    @Test("a code that is void leaves keys behind that open nothing new", arguments: ["withdrawn", "used", "expired"])
    func voidCode(how: String) async throws {
        let home = try await BookHousehold()
        let (service, token) = (home.service, home.asha.session.token)
        try await home.write("rent", home.asha)
        let code = try await service.invite(to: home.book, as: .viewer, token: token).value
        let before = try #require(try await home.epoch(of: Lines.id))
        switch how {
        case "withdrawn":
            let id = try #require(try await service.invitations(to: home.book, token: token).first).id
            try await service.withdrawInvitation(id, to: home.book, token: token)
        case "used": try await home.join(code, home.mina)
        default: home.installation.clock.advance(seconds: SharingCode.seconds + 1)
        }
        if how == "expired" {
            // Her session is over by then.
            let again = try await home.server.signIn("asha")
            _ = try await service.openBook(home.book, for: .moneyTracking, token: again.token)
        } else {
            _ = try await home.open(home.asha)
        }
        _ = await home.server.registry.maintain(at: home.installation.clock.time)
        #expect(try #require(try await home.epoch(of: Lines.id)) > before)
        #expect(try await home.slots().allSatisfy { $0.kind == .member })
    }

    @Test("a member is taken out also where the book does not open; its keys are due")
    func unopened() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.letIn(home.mina, named: "Mina")
        try await home.service.leaveBook(home.book, token: home.ravi.session.token)
        // A key of a later number that nobody here knows keeps the others from being replaced.
        var planted = VaultKeys()
        planted.add(SharedSecret(.random(count: 32)), tracker: Lines.id, epoch: 7)
        let (secret, control) = (SharedSecret(.random(count: 32)), SharedSecret(.random(count: 32)))
        let slot = try await home.service.makeSlot(
            .apiToken,
            .random(),
            home.book,
            secret,
            nil,
            planted,
            control: control
        )
        try await RecordSlotStore(records: home.server.records)
            .update(home.book, adding: [slot], replacing: [], removing: [])
        let mina = try await home.slot(of: home.mina)
        try await home.service.removeMember(mina, from: home.book, token: home.asha.session.token)
        #expect(try await home.stored().members.map(\.name) == ["Asha"])
        #expect(try await home.stored().areKeysDue)
        #expect(!home.server.registry.isOpen(home.book))
    }
}
