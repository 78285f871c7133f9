import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

@Suite("Leaving a book")
struct BookLeavingTests {
    @Test("after a removal nothing that is stored opens with what the member had, and those who stay have all")
    func removed() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.letIn(home.mina, as: .viewer, named: "Mina")
        try await home.write("rent", home.asha)
        try await home.write("milk", home.ravi)
        let copied = try await home.copy(home.ravi)
        let access = try await home.open(home.ravi)
        try await home.service.removeMember(
            try await home.slot(of: home.ravi),
            from: home.book,
            token: home.asha.session.token
        )
        await #expect(throws: VaultError.locked) { _ = try await home.server.lines(access) }
        #expect(try await home.stored().areKeysDue == false)
        try await home.write("secret", home.asha)
        try await home.expectNothingOpens(copied, home.ravi)
        let fresh = home.installation.startServer(trackers: [Lines.self, Pages.self])
        #expect(try await home.lines(home.mina, in: fresh) == ["rent", "milk", "secret"])
        #expect(home.acts(of: home.ravi).last == .bookMemberRemoved)
    }

    @Test("after a leaving, the next who opens the book gets in with new keys and not before")
    func left() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.letIn(home.mina, as: .viewer, named: "Mina")
        try await home.write("rent", home.ravi)
        let copied = try await home.copy(home.ravi)
        let held = try await home.open(home.asha)
        try await home.service.leaveBook(home.book, token: home.ravi.session.token)
        #expect(try await home.stored().areKeysDue)
        await #expect(throws: VaultError.locked, "who was in comes in again") { _ = try await home.server.lines(held) }
        // A viewer is enough: she holds the same keys.
        #expect(try await home.lines(home.mina) == ["rent"])
        #expect(try await home.stored().areKeysDue == false)
        try await home.write("secret", home.asha)
        try await home.expectNothingOpens(copied, home.ravi)
    }

    @Test("while the keys cannot be replaced nobody gets in, and nothing is lost")
    func putOff() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.write("rent", home.ravi)
        try await home.service.leaveBook(home.book, token: home.ravi.session.token)
        // A key of a later number that nobody here knows: made elsewhere at this moment, or planted.
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
        let store = RecordSlotStore(records: home.server.records)
        try await store.update(home.book, adding: [slot], replacing: [], removing: [])
        await #expect(throws: IdentityError.vault(.contended)) { _ = try await home.open(home.asha) }
        #expect(!home.server.registry.isOpen(home.book))
        #expect(try await home.stored().areKeysDue)
        try await store.update(home.book, adding: [], replacing: [], removing: [slot.id])
        #expect(try await home.lines(home.asha) == ["rent"])
        #expect(try await home.stored().areKeysDue == false)
    }

    @Test("the owner stays until somebody else is it; who hands over is an editor, and her codes are void")
    func handingOver() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        let code = try await home.service.invite(to: home.book, as: .viewer, token: home.asha.session.token).value
        await #expect(throws: IdentityError.sharing(.ownerStays)) {
            try await home.service.leaveBook(home.book, token: home.asha.session.token)
        }
        let (own, ravi) = (try await home.slot(of: home.asha), try await home.slot(of: home.ravi))
        await #expect(throws: IdentityError.sharing(.ownerOnly)) {
            try await home.service.handOver(home.book, to: own, token: home.ravi.session.token)
        }
        try await home.service.handOver(home.book, to: ravi, token: home.asha.session.token)
        #expect(try await home.stored().members.map(\.role) == [.editor, .owner])
        await #expect(throws: IdentityError.sharing(.wrongCode)) { try await home.join(code, home.mina) }
        await #expect(throws: IdentityError.sharing(.ownerStays)) {
            try await home.service.removeMember(ravi, from: home.book, token: home.ravi.session.token)
        }
        await #expect(throws: IdentityError.sharing(.ownerOnly)) {
            try await home.service.removeMember(ravi, from: home.book, token: home.asha.session.token)
        }
        try await home.service.leaveBook(home.book, token: home.asha.session.token)
        #expect(try await home.lines(home.ravi) == [])
    }

    @Test("handing a book over takes a proof of who is there, and nothing changes without it")
    func handingOverProved() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        let (ravi, token) = (try await home.slot(of: home.ravi), home.asha.session.token)
        home.installation.clock.advance(seconds: 601)
        await #expect(throws: IdentityError.proofNeeded) {
            try await home.service.handOver(home.book, to: ravi, token: token)
        }
        #expect(try await home.stored().members.map(\.role) == [.owner, .editor])
        #expect(!home.acts(of: home.ravi).contains(.bookHandedOver))
    }

    @Test("who left may come back by a new code, and sees what was written meanwhile")
    func back() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.service.leaveBook(home.book, token: home.ravi.session.token)
        try await home.write("rent", home.asha)
        try await home.letIn(home.ravi, as: .viewer)
        #expect(try await home.lines(home.ravi) == ["rent"])
        await #expect(throws: IdentityError.sharing(.noMember)) {
            try await home.service.setRole(.editor, of: .random(), in: home.book, token: home.asha.session.token)
        }
    }
}
