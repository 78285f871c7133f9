import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

@Suite("Leaving a book")
struct BookLeavingTests {
    /// What somebody copied before leaving: keys and slot.
    private struct Copy {
        let keys: VaultKeys
        let slot: KeySlot
        let secret: SharedSecret
    }

    private func copy(_ home: BookHousehold, _ who: SignUp) async throws -> Copy {
        let standing = try await home.service.bookStanding(home.book, who.session.token)
        let slot = try #require(try await home.slots().first { $0.id == standing.me.slot })
        return Copy(
            keys: try await home.service.keys(of: standing),
            slot: slot,
            secret: try home.service.memberSecret(home.book, slot.id, epoch: 1, standing.own)
        )
    }

    /// Tries everything in the stores with what was copied.
    private func expectNothingOpens(_ copy: Copy, _ home: BookHousehold, _ who: SignUp) async throws {
        let (store, book) = (home.installation.journals, home.book)
        let outer = KEKOuterLock(ring: home.server.ring)
        let old = try await copy.slot.open(with: copy.secret.bytes, outerLock: outer)
        #expect(old.scope == copy.keys.scope, "the copy of the slot still opens what it held then")
        for slot in try await home.slots() {
            await #expect(throws: VaultError.doesNotOpen) {
                _ = try await slot.open(with: copy.secret.bytes, outerLock: outer)
            }
            #expect(!slot.isCertified(under: try #require(old.newest(VaultKeys.control)).key))
        }
        // A registry that finds the copied slot where slots are.
        let registry = home.installation.startServer(trackers: [Lines.self, Pages.self]).registry
        await #expect(throws: VaultError.self) {
            _ = try await registry.open(copy.slot, keys: old, purpose: .moneyTracking, at: home.installation.clock.time)
        }
        #expect(try await store.head(of: book) != nil)
        await #expect(throws: IdentityError.sharing(.noBook)) { _ = try await home.open(who) }
    }

    @Test("after a removal nothing that is stored opens with what the member had, and those who stay have all")
    func removed() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.letIn(home.mina, as: .viewer, named: "Mina")
        try await home.write("rent", home.asha)
        try await home.write("milk", home.ravi)
        let copied = try await copy(home, home.ravi)
        let access = try await home.open(home.ravi)
        try await home.service.removeMember(
            try await home.slot(of: home.ravi),
            from: home.book,
            token: home.asha.session.token
        )
        await #expect(throws: VaultError.locked) { _ = try await home.server.lines(access) }
        #expect(try await home.stored().areKeysDue == false)
        try await home.write("secret", home.asha)
        try await expectNothingOpens(copied, home, home.ravi)
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
        let copied = try await copy(home, home.ravi)
        let held = try await home.open(home.asha)
        try await home.service.leaveBook(home.book, token: home.ravi.session.token)
        #expect(try await home.stored().areKeysDue)
        await #expect(throws: VaultError.locked, "who was in comes in again") { _ = try await home.server.lines(held) }
        // A viewer is enough: she holds the same keys.
        #expect(try await home.lines(home.mina) == ["rent"])
        #expect(try await home.stored().areKeysDue == false)
        try await home.write("secret", home.asha)
        try await expectNothingOpens(copied, home, home.ravi)
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
