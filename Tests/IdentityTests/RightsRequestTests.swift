import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import Identity

@Suite("Requests about rights")
struct RightsRequestTests {
    private let monday = CalendarDay(iso: "2026-11-23") ?? CalendarDay(daysSinceEpoch: 0)

    private func wish(
        _ kind: RightsKind,
        _ words: String = "my words",
        purpose: Purpose? = nil
    )
        -> IdentityService.RightsWish
    { IdentityService.RightsWish(kind, words: words, purpose: purpose) }

    @Test(
        "what she asks for waits with its day, in her history before it is kept, and only she finds it by her session"
    )
    func filed() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        let other = try await server.signUp("usha").session
        let made = try await server.service.file(wish(.correction), on: monday, for: session.token)
        #expect(made.state == .filed && made.deadline.iso == "2026-12-23" && made.words == "my words")
        #expect(try await server.service.requests(for: session.token) == [made])
        #expect(try await server.service.requests(for: other.token).isEmpty)
        let events = server.events.events(of: session.session.vault)
        #expect(events.map(\.act) == [.requestFiled] && events.map(\.detail) == ["correction"])
        await #expect(throws: IdentityError.rights(.unknown)) {
            try await server.service.withdrawRequest(made.id, for: other.token)
        }
        server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) {
            _ = try await server.service.file(wish(.grievance), on: monday, for: session.token)
        }
        #expect(try await server.service.requests(for: session.token).count == 1)
    }

    @Test(
        "an objection to a purpose ends it at once; not to sell and not to use otherwise are done and answered at once"
    )
    func atOnce() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        let objected = try await server.service.file(
            wish(.objection, "", purpose: .export),
            on: monday,
            for: session.token
        )
        #expect(objected.state == .done)
        let consents = try await server.service.consents(for: session.token)
        #expect(consents.first { $0.purpose == .export }?.isInForce == false)
        for kind in [RightsKind.doNotSell, .limitUse] {
            #expect(try await server.service.file(wish(kind, ""), on: monday, for: session.token).state == .done)
        }
        #expect(try await server.service.requestCounts(on: monday).open == 0)
        await #expect(throws: IdentityError.rights(.purpose)) {
            _ = try await server.service.file(
                wish(.objection, purpose: .keyMaintenance),
                on: monday,
                for: session.token
            )
        }
        await #expect(throws: IdentityError.rights(.purpose)) {
            _ = try await server.service.file(wish(.grievance, purpose: .export), on: monday, for: session.token)
        }
    }

    @Test("empty, too long, unseen characters, a card's number, too many, and a locked session are refused")
    func refused() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        let refusals: [(String, RightsProblem)] = [
            ("  \n ", .empty), (String(repeating: "a", count: 2001), .words(.tooLong, maximum: 2000)),
            ("a\u{0}b", .words(.controlCharacter, maximum: 2000)),
            ("4111 1111 1111 1111", .words(.cardNumber, maximum: 2000)),
        ]
        for (words, problem) in refusals {
            await #expect(throws: IdentityError.rights(problem)) {
                _ = try await server.service.file(wish(.grievance, words), on: monday, for: session.token)
            }
        }
        var limited = 0
        for _ in 0..<IdentityService.openRequestMaximum {
            do { _ = try await server.service.file(wish(.grievance), on: monday, for: session.token) } catch {
                guard case .tooManyTries = error else { throw error }
                limited += 1
                installation.clock.advance(seconds: 240)
                _ = try await server.service.file(wish(.grievance), on: monday, for: session.token)
            }
        }
        #expect(limited > 0)
        installation.clock.advance(seconds: 240)
        await #expect(throws: IdentityError.rights(.tooMany(maximum: IdentityService.openRequestMaximum))) {
            _ = try await server.service.file(wish(.grievance), on: monday, for: session.token)
        }
        try await server.service.lock(session.token)
        await #expect(throws: IdentityError.sessionLocked) { _ = try await server.service.requests(for: session.token) }
    }

    @Test("the staff acknowledges, extends once within the first period, and answers; each is written down before")
    func decided() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        let id = try await server.service.file(wish(.access), on: monday, for: session.token).id
        var recorded: [VaultID] = []
        func decide(_ decision: RightsDecision, on day: String = "2026-11-24") async throws {
            installation.clock.advance(seconds: 60)
            let today = try #require(CalendarDay(iso: day))
            try await server.service.decide(decision, on: id, today: today) { recorded.append($0) }
        }
        try await decide(.acknowledge)
        await #expect(throws: IdentityError.rights(.acknowledgedAlready)) { try await decide(.acknowledge) }
        await #expect(throws: IdentityError.rights(.empty)) { try await decide(.extend(reason: " ")) }
        await #expect(throws: IdentityError.rights(.notExtendable)) {
            try await decide(.extend(reason: "late"), on: "2026-12-24")
        }
        try await decide(.extend(reason: "Many papers."), on: "2026-12-23")
        let extended = try #require(try await server.service.requests(for: session.token).first)
        #expect(extended.deadline.iso == "2027-02-21" && extended.extensionReason == "Many papers.")
        #expect(extended.hasNews)
        await #expect(throws: IdentityError.rights(.extendedAlready)) { try await decide(.extend(reason: "More.")) }
        try await decide(.answer(isDone: false, words: "Because."))
        await #expect(throws: IdentityError.rights(.over)) { try await decide(.answer(isDone: true, words: "Yes.")) }
        #expect(recorded == Array(repeating: session.session.vault, count: 3))
        let answered = try #require(try await server.service.requests(for: session.token).first)
        #expect(answered.steps.map(\.state) == [.filed, .acknowledged, .extended, .declined])
        #expect(answered.answer == "Because." && answered.ended == installation.clock.time.adding(seconds: -60))
        try await server.service.markRequestsRead(for: session.token)
        #expect(try await server.service.hasRequestNews(for: session.token) == false)
        await #expect(throws: IdentityError.rights(.over)) {
            try await server.service.withdrawRequest(id, for: session.token)
        }
    }

    @Test("what cannot be written down is not decided")
    func unrecorded() async throws {
        struct Refusal: Error {}
        let server = try await TestInstallation().startServer()
        let session = try await server.signUp().session
        let id = try await server.service.file(wish(.grievance), on: monday, for: session.token).id
        await #expect(throws: Refusal.self) {
            try await server.service.decide(.answer(isDone: true, words: "Yes."), on: id, today: monday) { _ in
                throw Refusal()
            }
        }
        #expect(try await server.service.requests(for: session.token).first?.state == .filed)
    }

    @Test(
        "a nominee is read by two of the staff together, for a day; another takes the place, and then nobody"
    )
    func nominee() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        let (asha, meera, priya) = (
            StaffMemberID(high: 1, low: 1), StaffMemberID(high: 2, low: 2), StaffMemberID(high: 3, low: 3)
        )
        let first = try await server.service.file(wish(.nominee, "Leela"), on: monday, for: session.token)
        let id = try await server.service.file(wish(.nominee, "Ravi, 12345"), on: monday, for: session.token).id
        let earlier = try await server.service.requests(for: session.token).first { $0.id == first.id }
        #expect(earlier?.state == .withdrawn && earlier?.words == nil)
        #expect(try await server.service.nomination(of: session.session.account) == id)
        func words(_ member: StaffMemberID) async throws -> String? {
            try await server.service.deskRequest(id, for: member, on: monday).words
        }
        #expect(try await words(asha) == nil)
        try await server.service.agreeToReadNominee(id, by: asha) { _ in }
        await #expect(throws: IdentityError.rights(.agreedAlready)) {
            try await server.service.agreeToReadNominee(id, by: asha) { _ in }
        }
        #expect(try await words(asha) == nil)
        try await server.service.agreeToReadNominee(id, by: meera) { _ in }
        #expect(try await words(asha) == "Ravi, 12345")
        #expect(try await words(meera) == "Ravi, 12345")
        #expect(try await words(priya) == nil)
        installation.clock.advance(seconds: 24 * 3600)
        #expect(try await words(asha) == nil)
        let again = try await server.signIn()
        try await server.service.withdrawRequest(id, for: again.token)
        #expect(try await server.service.nomination(of: session.session.account) == nil)
        await #expect(throws: IdentityError.rights(.noNominee)) {
            try await server.service.agreeToReadNominee(id, by: asha) { _ in }
        }
    }

    @Test("an answered request goes three years after its answer; one that waits and a nominee stay")
    func swept() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        let answered = try await server.service.file(wish(.grievance), on: monday, for: session.token)
        try await server.service.decide(.answer(isDone: true, words: "Yes."), on: answered.id, today: monday) { _ in }
        let waiting = try await server.service.file(wish(.correction), on: monday, for: session.token)
        let nominee = try await server.service.file(wish(.nominee), on: monday, for: session.token)
        installation.clock.advance(seconds: Int64(IdentityService.requestKeptDays - 1) * 86_400)
        try await server.service.sweepRequests()
        #expect(try await server.service.requestLines().count == 3)
        installation.clock.advance(seconds: 86_400)
        try await server.service.sweepRequests()
        #expect(Set(try await server.service.requestLines().map(\.id)) == [waiting.id, nominee.id])
    }

    @Test("a request is in no list by whose it is, and its line names nobody")
    func line() async throws {
        let server = try await TestInstallation().startServer()
        let session = try await server.signUp().session
        let made = try await server.service.file(wish(.grievance), on: monday, for: session.token)
        let line = try #require(try await server.service.requestLines().first)
        #expect(line.id == made.id && line.deadline == made.deadline && !line.isOverdue(on: made.deadline))
        #expect(line.isOverdue(on: made.deadline.adding(days: 1)))
        let stored = try RightsRequest(decoding: made.encode())
        #expect(stored == made)
        #expect(try RightsLine(decoding: line.encode()) == line)
    }
}
