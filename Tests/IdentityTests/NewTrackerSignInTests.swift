import KeyService
import Primitives
import Testing
import Vault

@testable import Identity

/// An account from before a tracker was registered.
@Suite("Signing in with a new tracker")
struct NewTrackerSignInTests {
    private static let both: [any Tracker.Type] = [Lines.self, Pages.self]

    @Test("whoever comes in first brings the new key to every way in", arguments: ["passphrase", "session", "code"])
    func firstIn(by way: String) async throws {
        let installation = try await TestInstallation()
        let old = installation.startServer()
        let made = try await old.signUp()
        try await old.write("rent", try #require(made.session.access))
        old.registry.lockAll()

        let server = installation.startServer(trackers: Self.both)
        var passphrase = String.good
        let first: VaultAccess
        switch way {
        case "passphrase": first = try #require(try await server.signIn().access)
        case "session": first = try #require(try await server.access(made.session.token))
        default:
            first = try #require(try await server.recover(made.recoveryCode.value).session.access)
            passphrase = .better
        }
        try await server.writePage("day one", first)
        #expect(try await server.lines(first) == ["rent"])

        let next = installation.startServer(trackers: Self.both)
        let access = try #require(try await next.signIn("asha", passphrase).access)
        #expect(try await next.pages(access) == ["day one"])
        if way != "code" {
            let session = try #require(try await next.access(made.session.token))
            #expect(try await next.pages(session) == ["day one"])
            let recovered = try await next.recover(made.recoveryCode.value)
            #expect(try await next.pages(try #require(recovered.session.access)) == ["day one"])
        }
    }

    @Test("where a store refuses a write she is in all the same, and later has the key", arguments: 1...3)
    func refused(write number: Int) async throws {
        let installation = try await TestInstallation()
        let made = try await installation.startServer().signUp()
        let server = installation.startServer(trackers: Self.both)
        installation.metadata.fail(write: number, with: .full)
        let access = try #require(try await server.access(made.session.token))
        #expect(try await server.lines(access).isEmpty)
        let again = try #require(try await server.signIn().access)
        try await server.writePage("day one", again)
    }

    @Test("many at once make one key")
    func manyAtOnce() async throws {
        let installation = try await TestInstallation()
        let old = installation.startServer()
        let made = try await old.signUp()
        let server = installation.startServer(trackers: Self.both)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    let access: VaultAccess?
                    if number % 2 == 0 {
                        access = try await server.signIn(from: UInt8(number + 2)).access
                    } else {
                        access = try await server.access(made.session.token)
                    }
                    try await server.writePage("\(number)", try #require(access))
                }
            }
            try await group.waitForAll()
        }
        let next = installation.startServer(trackers: Self.both)
        #expect(try await next.pages(try #require(try await next.signIn().access)).count == 4)
    }
}
