import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

@Suite("Shared books")
struct SharedBookTests {
    @Test("who is let in reads what was there and adds to it, each by her own vault")
    func together() async throws {
        let home = try await BookHousehold()
        try await home.write("rent", home.asha)
        try await home.letIn(home.ravi)
        #expect(try await home.lines(home.ravi) == ["rent"])
        try await home.write("milk", home.ravi)
        #expect(try await home.lines(home.asha) == ["rent", "milk"])
        // A process that has nothing in memory, and neither's own vault has any of it.
        let fresh = home.installation.startServer(trackers: [Lines.self, Pages.self])
        #expect(try await home.lines(home.ravi, in: fresh) == ["rent", "milk"])
        let own = try #require(try await fresh.access(home.ravi.session.token))
        #expect(try await fresh.lines(own) == [])
        #expect(try await home.service.books(for: home.ravi.session.token).map(\.name) == ["Household"])
        #expect(try await home.service.books(for: home.mina.session.token) == [])
    }

    @Test("who is no member gets nothing, whatever she asks for")
    func stranger() async throws {
        let home = try await BookHousehold()
        let (service, token) = (home.service, home.mina.session.token)
        await #expect(throws: IdentityError.sharing(.noBook)) { _ = try await home.open(home.mina) }
        await #expect(throws: IdentityError.sharing(.noBook)) { _ = try await service.book(home.book, for: token) }
        await #expect(throws: IdentityError.sharing(.noBook)) {
            _ = try await service.invite(to: home.book, as: .viewer, token: token)
        }
        await #expect(throws: IdentityError.sharing(.noBook)) {
            try await service.deleteBook(home.book, token: token)
        }
        await #expect(throws: IdentityError.sharing(.noBook)) { try await service.leaveBook(home.book, token: token) }
    }

    @Test("a viewer reads and changes nothing; as an editor she does")
    func viewer() async throws {
        let home = try await BookHousehold()
        try await home.write("rent", home.asha)
        try await home.letIn(home.ravi, as: .viewer)
        let access = try await home.open(home.ravi)
        #expect(try await home.server.lines(access) == ["rent"])
        #expect(!access.mayChange)
        await #expect(throws: CommitError<VaultError>.self) { try await home.server.write("milk", access) }
        let slot = try await home.slot(of: home.ravi)
        try await home.service.setRole(.editor, of: slot, in: home.book, token: home.asha.session.token)
        try await home.write("milk", home.ravi)
        try await home.service.setRole(.viewer, of: slot, in: home.book, token: home.asha.session.token)
        #expect(try await home.open(home.ravi).mayChange == false)
        #expect(try await home.lines(home.asha) == ["rent", "milk"])
    }

    @Test("a book closes with the session that it was opened from, and with no other")
    func sessions() async throws {
        let home = try await BookHousehold()
        let second = try await home.server.signIn("asha")
        let first = try await home.open(home.asha)
        _ = try await home.service.openBook(home.book, for: .moneyTracking, token: second.token)
        try await home.service.lock(home.asha.session.token)
        await #expect(throws: VaultError.locked) { _ = try await home.server.lines(first) }
        #expect(home.server.registry.isOpen(home.book))
        try await home.service.signOut(second.token)
        #expect(!home.server.registry.isOpen(home.book))
        await #expect(throws: IdentityError.sessionLocked) { _ = try await home.open(home.asha) }
    }

    @Test("without her own consent to keep money nobody opens a book, and taking it back closes it")
    func consent() async throws {
        let home = try await BookHousehold()
        let access = try await home.open(home.asha)
        try await home.service.setConsent(.moneyTracking, for: home.asha.session.token, given: false)
        await #expect(throws: VaultError.locked) { _ = try await home.server.lines(access) }
        await #expect(throws: IdentityError.vault(.noConsent(.moneyTracking))) { _ = try await home.open(home.asha) }
    }

    @Test("making, joining, opening and every change stand in the histories of those concerned")
    func histories() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        try await home.letIn(home.mina, as: .viewer, named: "Mina")
        _ = try await home.open(home.ravi)
        #expect(home.acts(of: home.asha) == [.bookMade, .bookInvited, .bookJoined, .bookInvited, .bookJoined])
        #expect(home.acts(of: home.ravi) == [.bookJoined, .bookInvited, .bookJoined, .bookOpened])
        try await home.service.leaveBook(home.book, token: home.mina.session.token)
        for who in [home.asha, home.ravi, home.mina] { #expect(home.acts(of: who).last == .bookLeft) }
        #expect(home.server.recorder.openings(of: home.book).map(\.kind) == [.member])
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { _ = try await home.open(home.asha) }
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            try await home.service.leaveBook(home.book, token: home.ravi.session.token)
        }
        #expect(try await home.stored().members.count == 2)
    }

    @Test("an opening lasts for its purpose, whatever else the book is opened for meanwhile")
    func purposes() async throws {
        let home = try await BookHousehold()
        _ = try await home.open(home.asha)
        _ = try await home.open(home.asha, for: .export)
        _ = try await home.open(home.asha)
        _ = try await home.open(home.asha, for: .export)
        #expect(home.server.recorder.openings(of: home.book).map(\.purpose) == [.moneyTracking, .export])
        #expect(home.acts(of: home.asha) == [.bookMade, .bookOpened, .bookOpened])
        home.installation.clock.advance(seconds: Opening.durationSeconds)
        _ = try await home.open(home.asha)
        #expect(home.acts(of: home.asha).count == 4)
    }

    @Test("a deleted book leaves no slot, record or segment, and who writes at that moment is told")
    func deleted() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        let access = try await home.open(home.ravi)
        try await home.server.write("milk", access)
        await #expect(throws: IdentityError.sharing(.ownerOnly)) {
            try await home.service.deleteBook(home.book, token: home.ravi.session.token)
        }
        try await home.service.deleteBook(home.book, token: home.asha.session.token)
        await #expect(throws: CommitError<VaultError>.self) { try await home.server.write("bread", access) }
        await #expect(throws: IdentityError.sharing(.noBook)) { _ = try await home.open(home.ravi) }
        #expect(try await home.installation.journals.head(of: home.book) == nil)
        for kind in RecordKind.allCases {
            let left = try await home.installation.metadata.list(kind, owner: home.book.bytes, after: nil, limit: 10)
            #expect(left.isEmpty, "\(kind)")
        }
        #expect(try await home.service.books(for: home.ravi.session.token) == [])
        #expect(home.acts(of: home.ravi).last == .bookDeleted)
    }

    @Test("names that are empty, too long or more than one line are refused", arguments: ["", "  ", "a\nb"])
    func names(_ name: String) async throws {
        let home = try await BookHousehold()
        let token = home.asha.session.token
        await #expect(throws: IdentityError.sharing(.name)) {
            _ = try await home.service.makeBook(named: name, as: "Asha", token: token)
        }
        await #expect(throws: IdentityError.sharing(.displayName)) {
            _ = try await home.service.makeBook(named: "Trip", as: name, token: token)
        }
        await #expect(throws: IdentityError.sharing(.name)) {
            try await home.service.renameBook(home.book, to: String(repeating: "x", count: 61), token: token)
        }
        try await home.service.renameBook(home.book, to: "Flat 3", token: token)
        #expect(try await home.stored().name == "Flat 3")
    }

    @Test("nobody is in more than sixteen books")
    func books() async throws {
        let home = try await BookHousehold()
        let token = home.asha.session.token
        for number in 2...IdentityService.bookMaximum {
            _ = try await home.service.makeBook(named: "Book \(number)", as: "Asha", token: token)
        }
        await #expect(throws: IdentityError.sharing(.tooManyBooks)) {
            _ = try await home.service.makeBook(named: "One more", as: "Asha", token: token)
        }
    }
}
