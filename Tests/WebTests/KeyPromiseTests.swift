import Assurance
import Egress
import Keeper
import NIOPosix
import Synchronization
import Testing

@testable import Composition

/// Checks of what leaves the machine and of who has the root key, each seen broken.
@Suite("Promise checks of keys and of the way out")
struct KeyPromiseTests {
    private func check(_ list: [String], _ body: (EgressCheck, EgressClient) async throws -> Void) async throws {
        let client = try EgressClient(
            destinations: try list.map { try EgressDestination(.keyService, $0) },
            group: MultiThreadedEventLoopGroup.singleton,
            onRefusal: { _ in Issue.record("the check's own questions are no attempts") }
        )
        do { try await body(EgressCheck(client: client), client) } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    @Test("a way out to what the configuration names is kept, and each name is shown")
    func egress() async throws {
        try await check([]) { check, client in
            let finding = try await check.run()
            #expect(finding.verdict == .kept)
            #expect(finding.evidence.first?.found == "none")
            #expect(finding.evidence.count { $0.found == "refused" } == EgressCheck.foreign.count)
            #expect(client.refusalCount == 0)
        }
        try await check(["https://kms.eu-central-1.amazonaws.com"]) { check, _ in
            let finding = try await check.run()
            #expect(finding.verdict == .kept)
            #expect(finding.evidence.first?.found == "https://kms.eu-central-1.amazonaws.com (key-service)")
        }
    }

    @Test(
        "a way out that lets one foreign host through is broken",
        arguments: EgressCheck.foreign.filter { $0.hasPrefix("https") }
    )
    func leak(_ url: String) async throws {
        try await check([url]) { check, _ in
            let finding = try await check.run()
            #expect(finding.verdict == .broken)
            #expect(finding.evidence.filter { !$0.isAsPromised }.map(\.found) == ["let out"])
        }
    }

    private static func status(
        _ protection: RootKeyProtection,
        isUndumpable: Bool = true,
        isMemoryLocked: Bool = true
    ) -> KeeperStatus {
        KeeperStatus(
            isSealed: false,
            protection: protection,
            givenShareCount: 0,
            isUndumpable: isUndumpable,
            isMemoryLocked: isMemoryLocked
        )
    }

    @Test("a root key that lies open, or under one passphrase, claims nothing and says how to change it")
    func onePerson() {
        for (protection, words) in [(RootKeyProtection.file, "keeper split"), (.passphrase, "One passphrase")] {
            let finding = RootKeyCheck.finding(Self.status(protection), isHardened: true)
            guard case .notInDeployment(let absence) = finding.verdict else {
                Issue.record("claimed: \(finding)")
                return
            }
            #expect(absence.sentence.contains(words))
        }
    }

    @Test("shares are kept while no process that holds keys can be dumped or swapped")
    func shares() {
        let two = RootKeyProtection.shares(threshold: 2, count: 5)
        #expect(RootKeyCheck.finding(Self.status(two), isHardened: true).verdict == .kept)
        #expect(RootKeyCheck.finding(Self.status(two), isHardened: false).verdict == .broken)
        #expect(RootKeyCheck.finding(Self.status(two, isUndumpable: false), isHardened: true).verdict == .broken)
        #expect(RootKeyCheck.finding(Self.status(two, isMemoryLocked: false), isHardened: true).verdict == .broken)
        let one = RootKeyProtection.shares(threshold: 1, count: 5)
        #expect(RootKeyCheck.finding(Self.status(one), isHardened: true).verdict == .broken)
    }

    @Test("AWS KMS is kept while the key is enabled; one that does not answer is an error, which counts as broken")
    func aws() async throws {
        let key = { NamedKey(resourceName: "arn:aws:kms:r:1:key/a", isEnabled: $0) }
        #expect(RootKeyCheck.finding(key(true), region: "r", isHardened: true).verdict == .kept)
        #expect(RootKeyCheck.finding(key(false), region: "r", isHardened: true).verdict == .broken)
        #expect(RootKeyCheck.finding(key(true), region: "r", isHardened: false).verdict == .broken)
        let silent = RootKeyCheck(holder: .aws(region: "r") { throw KeeperError.notRunning })
        await #expect(throws: KeeperError.notRunning) { try await silent.run() }
    }

    @Test(
        "another service than AWS itself proves nothing of its root key",
        arguments: [
            ("https://kms.eu-central-1.amazonaws.com", true), ("https://kms-fips.us-east-1.amazonaws.com", true),
            ("https://vpce-1.kms.eu-central-1.vpce.amazonaws.com", true),
            ("http://kms.eu-central-1.amazonaws.com", false),
            ("http://127.0.0.1:4599", false), ("https://kms.example.com", false),
            ("https://kms.amazonaws.com.example.com", false),
        ]
    )
    func elsewhere(_ endpoint: String, _ isAWS: Bool) async throws {
        let settings = KeyServiceChoice.AWS(key: "alias/k", region: "eu-central-1", endpoint: endpoint)
        #expect(settings.isAWSItself == isAWS)
        let finding = try await RootKeyCheck(holder: .elsewhere).run()
        #expect(finding.verdict == .notInDeployment(.otherKeyService))
    }
}
