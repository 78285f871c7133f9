import Primitives
import Testing
import Vault

@testable import Identity

@Suite("Consents")
struct ConsentTests {
    @Test("signing up consents to what an account is for")
    func atSignUp() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        let consents = try await server.service.consents(for: session.token)
        #expect(consents.map(\.purpose) == [.moneyTracking, .moneyImport, .export])
        #expect(consents.allSatisfy { $0.isInForce && $0.given == installation.clock.time })
    }

    @Test("a purpose taken back is refused at once, though its opening was still good")
    func withdrawn() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        #expect(try await server.standing(session.token) == .open)
        #expect(server.service.authenticateQuickly(session.token, purpose: .moneyTracking) != nil)
        #expect(try await server.access(session.token, for: .export) != nil)
        installation.clock.advance(seconds: 5)
        try await server.service.setConsent(.moneyTracking, for: session.token, given: false)
        #expect(server.service.authenticateQuickly(session.token, purpose: .moneyTracking) == nil)
        await #expect(throws: IdentityError.vault(.noConsent(.moneyTracking))) {
            _ = try await server.access(session.token)
        }
        #expect(try await server.access(session.token, for: .export) != nil)
        #expect(try await server.access(session.token, for: .keyMaintenance) != nil)

        let consent = try await server.service.consents(for: session.token)[0]
        #expect(consent.withdrawn == installation.clock.time)
        try await server.service.setConsent(.moneyTracking, for: session.token, given: false)
        #expect(try await server.service.consents(for: session.token)[0] == consent)
    }

    @Test("without consent for keeping money she can still sign in, and give it again")
    func givenAgain() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        try await server.write("rent", try #require(session.access))
        try await server.service.setConsent(.moneyTracking, for: session.token, given: false)
        let later = try await server.signIn()
        #expect(later.access == nil)
        installation.clock.advance(seconds: 5)
        try await server.service.setConsent(.moneyTracking, for: later.token, given: true)
        #expect(try await server.lines(try #require(try await server.access(later.token))) == ["rent"])
        let consent = try await server.service.consents(for: later.token)[0]
        #expect(consent.given == installation.clock.time)
        #expect(consent.withdrawn == nil)
    }

    @Test("consents are neither shown to nor changed by a locked session")
    func locked() async throws {
        let server = try await TestInstallation().startServer()
        let session = try await server.signUp().session
        try await server.service.lock(session.token)
        await #expect(throws: IdentityError.sessionLocked) { _ = try await server.service.consents(for: session.token) }
        await #expect(throws: IdentityError.sessionLocked) {
            try await server.service.setConsent(.export, for: session.token, given: false)
        }
    }

    @Test("without consent the use of her key is written down all the same")
    func withoutConsent() async throws {
        let server = try await TestInstallation().startServer()
        let session = try await server.signUp().session
        try await server.service.setConsent(.moneyTracking, for: session.token, given: false)
        let again = try await server.signIn()
        #expect(again.access == nil)
        let openings = server.recorder.openings(of: session.session.vault)
        #expect(openings.map(\.purpose) == [.moneyTracking, .keyMaintenance])
        #expect(openings.last?.slot == again.session.slot)
    }

    @Test("each opening is written down with its purpose and the head it saw")
    func openings() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let session = try await server.signUp().session
        try await server.write("rent", try #require(session.access))
        installation.clock.advance(seconds: 1)
        _ = try await server.access(session.token, for: .export)
        let openings = server.recorder.openings(of: session.session.vault)
        #expect(openings.map(\.purpose) == [.moneyTracking, .export])
        #expect(openings.map(\.head.index) == [0, 1])
        #expect(openings.allSatisfy { $0.kind == .session })
    }
}
