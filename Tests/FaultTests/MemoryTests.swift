import Composition
import Foundation
import Glibc
import Sealing
import Testing

/// Searches the memory of the running processes for what must have left it.
@Suite("Memory after lock", .serialized)
struct MemoryTests {
    private static let payee = "Memory Canary Larkspur"

    @Test("after lock, the app holds no passphrase, no recovery code, no tracker key and nothing of the vault")
    func afterLock() async throws {
        let server = try await RunningServer(home: TemporaryDirectory())
        let app = try #require(server.children("app").first)
        guard let memory = ProcessMemory(of: app) else {
            print("memory test: skipped, since only root can read the memory of another process here")
            try await server.stop()
            return
        }
        let person = try await Person(signingUpOn: server)
        #expect(try await person.add(payee: Self.payee))
        let keys = try await VaultSecrets.trackerKeys(of: server, handle: Person.handle, passphrase: Person.passphrase)
        #expect(!keys.isEmpty)
        var needles: [(name: String, bytes: [UInt8])] = [
            ("passphrase", Array(Person.passphrase.utf8)), ("recovery code", Array(person.recoveryCode.utf8)),
            ("recovery code without hyphens", Array(person.recoveryCode.filter { $0 != "-" }.utf8)),
            ("payee", Array(Self.payee.utf8)),
        ]
        for (number, key) in keys.enumerated() { needles.append(("tracker key \(number)", key)) }

        let whileOpen = try memory.finds(needles)
        #expect(whileOpen.contains("tracker key \(keys.count - 1)"), "the search must find the key of an open vault")
        #expect(!whileOpen.contains("passphrase") && !whileOpen.contains("recovery code"))

        try await person.object("POST", "/sessions/current/lock", expecting: 204)
        // Buffers of the last answer are freed just after it was sent.
        var left: Set<String> = []
        try await waitUntil("memory is wiped", seconds: 8) {
            left = try memory.finds(needles)
            return left.isEmpty
        }
        #expect(left == [])
        try await server.stop()
    }

    @Test("the search finds a key in the locked memory of this very process, and not after it was wiped")
    func searchFinds() throws {
        guard let memory = ProcessMemory(of: getpid()) else {
            print("memory test: skipped, since only root can read the memory of another process here")
            return
        }
        // The needle itself lies in this process too, so it is kept inverted and only its double is looked for.
        let inverted = (0..<32).map { _ in UInt8.random(in: 0...255) }
        func isFound() throws -> Bool {
            try memory.finds(inverting: inverted)
        }
        #expect(try !isFound())
        var secret: SharedSecret? = SharedSecret(SecretBytes(copying: inverted.lazy.map { ~$0 }))
        #expect(try isFound())
        #expect(secret?.bytes.count == 32)
        secret = nil
        #expect(try !isFound())
    }
}
