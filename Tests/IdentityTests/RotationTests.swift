import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// Rotation of every key while people use their accounts, and while they are away.
@Suite("Rotation and people")
struct RotationTests {
    private static let rotated: [KEKUse] = [.metadata, .activity, .vaults, .session]

    private func rotation(_ installation: TestInstallation, _ ring: KeyEncryptionKeyRing) -> KeyRotation {
        let activity = StoreHeader(kind: .activity, environment: "test", region: "local")
        return KeyRotation(
            ring: ring,
            stores: [
                RotatingStore(
                    installation.metadata,
                    ring: ring,
                    header: TestInstallation.header,
                    inner: SlotInnerLocks.byKind(ring: ring)
                ),
                RotatingStore(installation.activity, ring: ring, header: activity),
            ],
            holds: NoKeyVersionHolds(),
            recorded: { _ in }
        )
    }

    /// Runs passes to their end, and `between` after each step.
    private func rewrap(
        _ rotation: KeyRotation,
        _ installation: TestInstallation,
        between: () async throws -> Void = {}
    ) async throws {
        var pass = rotation.newPass()
        while true {
            switch try await rotation.step(pass) {
            case .more(let next): pass = next
            case .later(let next, let seconds):
                installation.clock.advance(seconds: seconds)
                pass = next
            case .done: return
            }
            try await between()
        }
    }

    @Test("every way into a vault opens after all keys were rotated and the old ones destroyed, its holder away")
    func holderAway() async throws {
        let installation = try await TestInstallation()
        let first = installation.startServer()
        let signUp = try await first.signUp()
        let access = try #require(try await first.access(signUp.session.token))
        try await first.write("before", access)
        let ring = installation.makeRing()
        let rotation = rotation(installation, ring)
        for use in Self.rotated { try await rotation.rotate(use) }
        try await rewrap(rotation, installation)
        for use in Self.rotated { #expect(try await ring.versions(use) == [2]) }

        let server = installation.startServer()
        // The session's slot and the passphrase's, by a process that never had an old key.
        let again = try #require(try await server.access(signUp.session.token))
        #expect(try await server.lines(again) == ["before"])
        let signedIn = try await server.signIn()
        #expect(try await server.lines(try #require(try await server.access(signedIn.token))) == ["before"])
        let recovered = try await server.recover(signUp.recoveryCode.value)
        #expect(try await server.lines(try #require(try await server.access(recovered.session.token))) == ["before"])
        let slots = try await RecordSlotStore(records: server.records).slots(of: signUp.session.session.vault)
        for slot in slots {
            for lock in [slot.lockedPrivateKey] + slot.trackerBoxes.map(\.locked) {
                #expect(try SealedBox.keyVersion(of: lock[...]) == 2)
            }
        }
    }

    @Test("reads, writes, sign-ins and sign-outs go on between any two steps")
    func between() async throws {
        let installation = try await TestInstallation()
        let server = installation.startServer()
        let signUp = try await server.signUp()
        var expected: [String] = []
        let rotation = rotation(installation, server.ring)
        for round in 0..<3 {
            for use in Self.rotated { try await rotation.rotate(use) }
            try await rewrap(rotation, installation) {
                let signedIn = try await server.signIn()
                let access = try #require(try await server.access(signedIn.token))
                let line = "line \(expected.count) of round \(round)"
                try await server.write(line, access)
                expected.append(line)
                #expect(try await server.lines(access) == expected)
                try await server.service.signOut(signedIn.token)
            }
            for use in Self.rotated { #expect(try await server.ring.versions(use) == [UInt32(round) + 2]) }
        }
        let fresh = installation.startServer()
        let access = try #require(try await fresh.access(try await fresh.signIn().token))
        #expect(try await fresh.lines(access) == expected)
        #expect(try await fresh.standing(signUp.session.token) == .locked, "idle for longer than it may be")
    }
}
