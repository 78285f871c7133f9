import KeyService
import Primitives
import Testing
import Vault

@testable import Identity

/// Goal: others keep what is theirs when an account ends, and are told.
@Suite("Deletion of an account that others share with")
struct DeletionAmongOthersTests {
    private func delete(_ who: SignUp, _ service: IdentityService) async throws {
        _ = try await service.deleteAccount(afterDays: 0, for: who.session.token)
        try await service.settleDeletions { _, _ in }
    }

    @Test("a book of nobody else goes with it")
    func alone() async throws {
        let books = try await BookHousehold()
        try await books.write("milk", books.asha)
        try await delete(books.asha, books.service)
        #expect(try await books.service.storedBook(books.book) == nil)
        #expect(try await books.slots().isEmpty)
        #expect(try await books.installation.journals.head(of: books.book) == nil)
    }

    @Test("the owner's end makes the editor the owner who is there longest; what all wrote stays; her slot is gone")
    func owner() async throws {
        let books = try await BookHousehold()
        try await books.letIn(books.mina, as: .viewer, named: "Mina")
        try await books.letIn(books.ravi, as: .editor, named: "Ravi")
        try await books.write("milk", books.asha)
        let slot = try await books.slot(of: books.asha)
        try await delete(books.asha, books.service)
        let stored = try await books.stored()
        #expect(stored.members.map(\.name) == ["Mina", "Ravi"])
        #expect(stored.members.map(\.role) == [.viewer, .owner])
        #expect(stored.areKeysDue)
        #expect(try await !books.slots().contains { $0.id == slot })
        #expect(try await books.lines(books.ravi) == ["milk"])
        #expect(try await !books.stored().areKeysDue)
        for who in [books.ravi, books.mina] { #expect(books.acts(of: who).contains(.bookLeft)) }
        try await books.write("bread", books.ravi)
        #expect(try await books.lines(books.mina) == ["milk", "bread"])
    }

    @Test("a member's end changes nothing for the owner but the keys")
    func member() async throws {
        let books = try await BookHousehold()
        try await books.letIn(books.ravi)
        try await delete(books.ravi, books.service)
        #expect(try await books.stored().members.map(\.name) == ["Asha"])
        try await books.write("milk", books.asha)
        #expect(try await books.lines(books.asha) == ["milk"])
        #expect(books.acts(of: books.asha).contains(.bookLeft))
    }

    @Test(
        "what was shared of a diary ends on both sides, whoever goes, and who stays is told",
        arguments: [true, false]
    )
    func diary(ownerGoes: Bool) async throws {
        let home = try await BookHousehold()
        let (asha, ravi) = (home.asha.session, home.ravi.session)
        let code = try await home.service.offerDiary([.today], as: "Asha", token: asha.token)
        _ = try await home.service.acceptDiary(code: code.value, as: "Ravi", token: ravi.token, from: .address(1))
        try await delete(ownerGoes ? home.asha : home.ravi, home.service)
        #expect(try await home.service.shares(of: asha.session.vault).isEmpty)
        if ownerGoes {
            let seen = try #require(try await home.service.sharedWithMe(ravi.token).first)
            #expect(seen.ended != nil && seen.content == nil)
        } else {
            #expect(try await home.service.storedSharedWithMe(ravi.session.vault).isEmpty)
        }
        #expect(home.acts(of: ownerGoes ? home.ravi : home.asha).last == .diaryShareEnded)
    }
}
