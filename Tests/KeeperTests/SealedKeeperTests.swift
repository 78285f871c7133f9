import AWSSignature
import KeyService
import Logging
import NIOPosix
import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import Keeper

/// Goal: a keeper whose root key is locked answers nothing, until those who can open it do.
@Suite("Sealed keeper")
struct SealedKeeperTests {
    let fixture: KeeperFixture

    init() throws { fixture = try KeeperFixture() }

    private var place: RootKeyChange.Place {
        RootKeyChange.Place(
            rootKeyFile: fixture.rootKeyFile,
            keysDirectory: fixture.keysDirectory,
            dataDirectory: fixture.data.path
        )
    }

    private func split() throws -> [RootKeyShare] {
        var kept: [RootKeyShare] = []
        try RootKeyChange.split(place, opening: .plain, into: 3, threshold: 2) { kept = $0 }
        return kept
    }

    private func with(_ body: (KMSClient, KeeperControl) async throws -> Void) async throws {
        let control = KeeperControl(
            socket: fixture.socketPath,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton
        )
        try await fixture.serving { client in
            do { try await body(client, control) } catch {
                try await control.shutdown()
                throw error
            }
        }
        try await control.shutdown()
    }

    @Test("two officers open it, one share each; a wrong one is named; after a restart it waits again")
    func shares() async throws {
        let shares = try split()
        var id = ""
        try await with { client, control in
            var status = try await control.status()
            #expect(status.isSealed && status.protection == .shares(threshold: 2, count: 3))
            await #expect(throws: KeyServiceError.sealed) { try await client.createKey(description: "") }
            status = try await control.unlock(share: shares[2])
            #expect(status.isSealed && status.givenShareCount == 1)
            status = try await control.unlock(share: shares[2])
            #expect(status.givenShareCount == 1)
            var payload = shares[0].payload
            payload[20] ^= 1
            let altered = try #require(RootKeyShare(payload: payload))
            await #expect(throws: KeeperError.wrongShare) { try await control.unlock(share: altered) }
            await #expect(throws: KeeperError.lockedOtherwise) {
                try await control.unlock(passphrase: SecretBytes(copying: [1]))
            }
            await #expect(throws: KeyServiceError.sealed) { try await client.createKey(description: "") }
            status = try await control.unlock(share: shares[0])
            #expect(!status.isSealed && status.givenShareCount == 0)
            id = try await client.createKey(description: "")
            // Once open, more shares change nothing.
            #expect(try await control.unlock(share: shares[1]) == status)
        }
        try await with { client, control in
            await #expect(throws: KeyServiceError.sealed) { try await client.describeKey(id) }
            for share in shares[1...] { _ = try await control.unlock(share: share) }
            let isEnabled = try await client.describeKey(id).isEnabled
            #expect(isEnabled)
        }
    }

    @Test("a passphrase opens it; a wrong one does not, and may be corrected")
    func passphrase() async throws {
        let (right, wrong) = (SharedSecret(SecretBytes(copying: [1, 2])), SharedSecret(SecretBytes(copying: [3])))
        try RootKeyChange.lock(
            place,
            opening: .plain,
            under: right.bytes,
            parameters: Argon2id.Parameters(memoryKibibytes: 64, passes: 1, lanes: 1)
        )
        try await with { client, control in
            await #expect(throws: KeeperError.wrongPassphrase) { try await control.unlock(passphrase: wrong.bytes) }
            await #expect(throws: KeyServiceError.sealed) { try await client.createKey(description: "") }
            let status = try await control.unlock(passphrase: right.bytes)
            #expect(!status.isSealed && status.protection == .passphrase)
            _ = try await client.createKey(description: "")
        }
    }

    @Test("a sealed service does not count as one that is away: the breaker stays closed")
    func breaker() async throws {
        let shares = try split()
        try await with { client, control in
            for _ in 0...CircuitBreaker.failureLimit {
                await #expect(throws: KeyServiceError.sealed) { try await client.createKey(description: "") }
            }
            for share in shares[..<2] { _ = try await control.unlock(share: share) }
            _ = try await client.createKey(description: "")
        }
    }

    @Test("a plain root key opens at the start, and says how it is kept")
    func plain() async throws {
        try await with { _, control in
            let status = try await control.status()
            #expect(!status.isSealed && status.protection == .file)
        }
    }

    @Test("shares wait for 900 s after the last one, and not longer")
    func forgotten() throws {
        let shares = try split()
        let moment = Moment()
        let gate = try KeeperGate(
            try KeysDirectory(fixture.keysDirectory),
            root: try RootKeyFile.read(fixture.rootKeyFile),
            region: "local",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { moment.now.withLock { $0 } }
        )
        let unlock = { (share: RootKeyShare) throws in
            var body = JSONWriter()
            body.add("Share", base64: share.payload)
            return String(decoding: try gate.answer(KeeperOperation.unlock, body.bytes), as: UTF8.self)
        }
        #expect(try unlock(shares[0]).contains("\"Given\":1"))
        moment.now.withLock { $0 = $0.adding(seconds: KeeperGate.shareSeconds - 1) }
        #expect(gate.settle() == 0)
        #expect(String(decoding: try gate.answer(.describe, Array("{}".utf8)), as: UTF8.self).contains("\"Given\":1"))
        moment.now.withLock { $0 = $0.adding(seconds: 1) }
        #expect(gate.settle() == 0)
        #expect(try unlock(shares[1]).contains("\"State\":\"sealed\""))
        #expect(try unlock(shares[2]).contains("\"State\":\"open\""))
    }

    /// The answer to a well-signed request.
    private func signed(port: Int, target: String) async throws -> String {
        let authority = "127.0.0.1:\(port)"
        var (secret, token) = (Array(KeeperFixture.callerSecret.utf8), [UInt8]())
        let credentials = try #require(
            AWSCredentials(accessKeyID: Array(KeeperFixture.callerID.utf8), wiping: &secret, sessionToken: &token)
        )
        let headers = SignedRequests.headers(
            for: KMSOutgoingRequest(authority: authority, target: target, body: Array("{}".utf8)),
            at: KeeperFixture.moment,
            credentials: credentials,
            region: "local"
        )
        let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        let socket = try RawSocket(connectingTo: UInt16(port))
        socket.send(
            "POST / HTTP/1.1\r\nHost: \(authority)\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.1\r\n"
                + "X-Amz-Target: \(target)\r\n\(lines)Content-Length: 2\r\n\r\n{}"
        )
        let answer = await socket.read()
        socket.close()
        return answer
    }

    private final class Moment: Sendable {
        let now = Mutex(KeeperFixture.moment)
    }

    @Test("over TCP keeper answers nothing about itself, signed or not")
    func network() async throws {
        try await fixture.servingNetwork { port in
            for target in ["FlowkeepKeeper.DescribeKeeper", "FlowkeepKeeper.Unlock"] {
                let text = try await signed(port: port, target: target)
                #expect(text.contains("UnknownOperationException"), "\(target): \(text)")
            }
        }
    }
}
