import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

@Suite("Invitations to a book")
struct BookInvitationTests {
    @Test("a code shows what it is for, lets one person in, and is used up")
    func once() async throws {
        let home = try await BookHousehold()
        let code = try await home.service.invite(to: home.book, as: .viewer, token: home.asha.session.token).value
        #expect(code.count == 39 && code.split(separator: "-").count == 8)
        let look = try await home.service.invitation(
            code: code.uppercased(),
            token: home.ravi.session.token,
            from: .address(1)
        )
        #expect(look.book == "Household" && look.inviter == "Asha" && look.role == .viewer)
        try await home.join(code, home.ravi)
        #expect(try await home.stored().member(home.ravi.session.session.account)?.role == .viewer)
        #expect(try await home.slots().map(\.kind) == [.member, .member])
        await #expect(throws: IdentityError.sharing(.wrongCode)) { try await home.join(code, home.mina) }
    }

    @Test("of two who use one code at one moment one gets in")
    func race() async throws {
        let home = try await BookHousehold()
        let code = try await home.service.invite(to: home.book, as: .editor, token: home.asha.session.token).value
        let mina = home.mina
        home.server.events.during(.bookJoined) { try await home.join(code, mina, named: "Mina") }
        await #expect(throws: IdentityError.sharing(.wrongCode)) { try await home.join(code, home.ravi) }
        #expect(try await home.stored().members.map(\.name) == ["Asha", "Mina"])
        #expect(try await home.slots().count == 2)
    }

    @Test("wrong, withdrawn and expired codes give one answer, which is told and counted")
    func refused() async throws {
        let home = try await BookHousehold()
        let (service, owner) = (home.service, home.asha.session.token)
        for text in ["", "no code", SharingCode.random().text(), home.ravi.recoveryCode.value] {
            await #expect(throws: IdentityError.sharing(.wrongCode)) { try await home.join(text, home.ravi) }
        }
        #expect(home.acts(of: home.ravi) == [AccountEvent.Act](repeating: .sharingCodeRefused, count: 4))
        let withdrawn = try await service.invite(to: home.book, as: .editor, token: owner).value
        let waiting = try #require(try await service.invitations(to: home.book, token: owner).first)
        try await service.withdrawInvitation(waiting.id, to: home.book, token: owner)
        try await service.withdrawInvitation(waiting.id, to: home.book, token: owner)
        await #expect(throws: IdentityError.sharing(.wrongCode)) { try await home.join(withdrawn, home.ravi) }
        let expired = try await service.invite(to: home.book, as: .editor, token: owner).value
        #expect(try await home.slots().count == 2)
        home.installation.clock.advance(seconds: SharingCode.seconds)
        let ravi = try await home.server.signIn("ravi")
        await #expect(throws: IdentityError.sharing(.wrongCode)) {
            _ = try await service.join(code: expired, as: "Ravi", token: ravi.token, from: .address(1))
        }
        let asha = try await home.server.signIn("asha")
        _ = try await service.openBook(home.book, for: .moneyTracking, token: asha.token)
        #expect(try await home.slots().count == 1, "it goes with its slot")
    }

    @Test("guessing stops after a few tries of an account, and of an address")
    func limits() async throws {
        let home = try await BookHousehold()
        for _ in 0..<RateLimiter.Rule.account.burst {
            await #expect(throws: IdentityError.sharing(.wrongCode)) { try await home.join("wrong", home.ravi) }
        }
        let code = try await home.service.invite(to: home.book, as: .editor, token: home.asha.session.token).value
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.join(code, home.ravi)
        }
        try await home.join(code, home.mina, named: "Mina")
    }

    @Test("who is in the book already is told so, the owner with her own code too")
    func already() async throws {
        let home = try await BookHousehold()
        let code = try await home.service.invite(to: home.book, as: .editor, token: home.asha.session.token).value
        await #expect(throws: IdentityError.sharing(.alreadyMember)) { try await home.join(code, home.asha) }
        try await home.join(code, home.ravi)
        let second = try await home.service.invite(to: home.book, as: .viewer, token: home.asha.session.token).value
        await #expect(throws: IdentityError.sharing(.alreadyMember)) { try await home.join(second, home.ravi) }
        #expect(try await home.stored().members.map(\.role) == [.owner, .editor])
    }

    @Test("only the owner invites, nobody as owner, and not without end")
    func bounds() async throws {
        let home = try await BookHousehold()
        try await home.letIn(home.ravi)
        await #expect(throws: IdentityError.sharing(.ownerOnly)) {
            _ = try await home.service.invite(to: home.book, as: .viewer, token: home.ravi.session.token)
        }
        await #expect(throws: IdentityError.sharing(.ownerOnly)) {
            _ = try await home.service.invite(to: home.book, as: .owner, token: home.asha.session.token)
        }
        for _ in 0..<SharedBook.memberMaximum - 2 {
            _ = try await home.service.invite(to: home.book, as: .viewer, token: home.asha.session.token)
        }
        await #expect(throws: IdentityError.sharing(.tooManyMembers)) {
            _ = try await home.service.invite(to: home.book, as: .viewer, token: home.asha.session.token)
        }
    }

    @Test("codes read as they are written, and marks of two uses differ")
    func codes() throws {
        let code = SharingCode.random()
        let typed = code.text().uppercased().replacingHyphens()
        let again = try #require(SharingCode(text: typed))
        #expect(again.mark(.book) == code.mark(.book) && code.mark(.book) != code.mark(.diary))
        #expect(SharingCode(text: String(code.text().dropLast())) == nil)
        #expect(SharingCode(text: String(repeating: "0", count: 10_000)) == nil)
    }
}

extension String {
    fileprivate func replacingHyphens() -> String { String(map { $0 == "-" ? " " : $0 }) }
}
