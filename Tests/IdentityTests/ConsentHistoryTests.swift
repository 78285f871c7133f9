import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import Identity

@Suite("History and notices of consents")
struct ConsentHistoryTests {
    private static func lines(_ changes: [ConsentChange]) -> [String] {
        changes.map { "\($0.purpose.name) \($0.isGiven ? "given" : "taken back") \($0.noticeVersion)" }
    }

    @Test(
        "what was given at sign-up and every change since stands in the history, newest first; the same again does not"
    )
    func written() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        let first = try await server.service.consentHistory(for: session.token)
        #expect(Set(Self.lines(first)) == ["money-tracking given 1", "money-import given 1", "export given 1"])
        for isGiven in [false, false, true, true] {
            installation.clock.advance(seconds: 1)
            try await server.service.setConsent(.export, for: session.token, given: isGiven)
        }
        let history = try await server.service.consentHistory(for: session.token)
        #expect(Self.lines(Array(history.prefix(2))) == ["export given 1", "export taken back 1"])
        #expect(history.count == 5)
        #expect(history.first?.time == installation.clock.time.adding(seconds: -1))
        let events = server.events.events(of: session.session.vault)
        #expect(events.map(\.act) == [.consentWithdrawn, .consentGiven])
        #expect(events.map(\.detail) == ["export", "export"])
        let other = try await server.signUp("usha").session
        #expect(try await server.service.consentHistory(for: other.token).count == 3)
    }

    @Test("the newest 200 are kept, whatever was before them")
    func bounded() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        for step in 0..<205 {
            installation.clock.advance(seconds: 1)
            try await server.service.setConsent(.export, for: session.token, given: step % 2 == 1)
        }
        let history = try await server.service.consentHistory(for: session.token)
        #expect(history.count == IdentityService.consentHistoryMaximum)
        #expect(history.allSatisfy { $0.purpose == .export })
        #expect(history.first?.time == installation.clock.time && history.first?.isGiven == false)
        #expect(zip(history, history.dropFirst()).allSatisfy { $0.time > $1.time && $0.isGiven != $1.isGiven })
    }

    @Test("a change that cannot be written down in the access history is not made")
    func unrecorded() async throws {
        let server = try await TestInstallation().startServer()
        let session = try await server.signUp().session
        server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            try await server.service.setConsent(.cycleDiary, for: session.token, given: true)
        }
        #expect(try await server.service.consents(for: session.token).count == 3)
        #expect(try await server.service.consentHistory(for: session.token).count == 3)
        await #expect(throws: IdentityError.vault(.noConsent(.cycleDiary))) {
            _ = try await server.access(session.token, for: .cycleDiary)
        }
    }

    @Test("a locked session sees no history")
    func locked() async throws {
        let server = try await TestInstallation().startServer()
        let session = try await server.signUp().session
        try await server.service.lock(session.token)
        await #expect(throws: IdentityError.sessionLocked) {
            _ = try await server.service.consentHistory(for: session.token)
        }
    }

    @Test("with a raised notice nothing opens for its purpose until she agrees anew; the others go on")
    func raised() async throws {
        let installation = try await TestInstallation()
        let session = try await installation.startServer().signUp().session
        #expect(session.access != nil)
        let notices = NoticeVersions(raised: [.moneyTracking: 2])
        let later = installation.startServer(notices: notices)
        let again = try await later.signIn()
        #expect(again.access == nil, "signing in does not need it")
        await #expect(throws: IdentityError.vault(.noConsent(.moneyTracking))) {
            _ = try await later.access(again.token)
        }
        #expect(try await later.access(again.token, for: .export) != nil)
        let before = try #require(try await later.service.consents(for: again.token).first)
        #expect(before.isOutdated && !before.isInForce && before.noticeVersion == 1)
        #expect(try await later.service.hasConsent(.moneyTracking, again.session.vault) == false)
        installation.clock.advance(seconds: 1)
        try await later.service.setConsent(.moneyTracking, for: again.token, given: true)
        #expect(try await later.access(again.token) != nil)
        let after = try #require(try await later.service.consents(for: again.token).first)
        #expect(after.isInForce && after.noticeVersion == 2)
        let history = try await later.service.consentHistory(for: again.token)
        #expect(Self.lines(Array(history.prefix(1))) == ["money-tracking given 2"])
        #expect(Self.lines(history).contains("money-tracking given 1"), "what she agreed to before stays")
    }

    @Test("taking back a consent to an older notice is written down with that notice")
    func takenBackLater() async throws {
        let installation = try await TestInstallation()
        _ = try await installation.startServer().signUp()
        let later = installation.startServer(notices: NoticeVersions(raised: [.export: 2]))
        let session = try await later.signIn()
        installation.clock.advance(seconds: 1)
        try await later.service.setConsent(.export, for: session.token, given: false)
        let history = try await later.service.consentHistory(for: session.token)
        #expect(Self.lines(Array(history.prefix(1))) == ["export taken back 1"])
    }

    @Test("a book is opened by whoever agrees to today's notice, and needs no agreement of its own")
    func books() async throws {
        let home = try await BookHousehold()
        let notices = NoticeVersions(raised: [.moneyTracking: 2])
        let later = home.installation.startServer(trackers: [Lines.self, Pages.self], notices: notices)
        let token = try await later.signIn("asha").token
        await #expect(throws: IdentityError.vault(.noConsent(.moneyTracking))) {
            _ = try await later.service.openBook(home.book, for: .moneyTracking, token: token)
        }
        try await later.service.setConsent(.moneyTracking, for: token, given: true)
        let (_, access) = try await later.service.openBook(home.book, for: .moneyTracking, token: token)
        #expect(try await later.lines(access) == [])
    }

    /// Frozen when the record was first written: if this fails, histories already stored are not read any more.
    @Test("a line of the history is the bytes of docs/spec/consents.md, and nothing else is one")
    func frozen() throws {
        let change = ConsentChange(
            .cyclePrediction,
            noticeVersion: 1,
            isGiven: false,
            at: Timestamp(seconds: 1_767_225_600)
        )
        let bytes = try #require(
            Hex.decode("0001000000010600020000000400000001000300000001000004000000080000019b76daa800")
        )
        #expect(change.encode() == bytes)
        #expect(try ConsentChange(decoding: bytes) == change)
        var other = bytes
        other[23] = 2
        #expect(throws: (any Error).self) { _ = try ConsentChange(decoding: other) }
        #expect(change.makeName().count == 16)
        #expect(change.makeName().prefix(8) == [0, 0, 1, 0x9B, 0x76, 0xDA, 0xA8, 0])
    }
}
