import NIOPosix
import NIOSSL
import Synchronization
import TestSupport
import Testing

@testable import Egress

/// Goal: the program reaches what is on its list, over TLS 1.3, and nothing else.
@Suite("The way out")
struct EgressClientTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Kind: a\r\n\r\nok"

    /// Runs `body` with a client that trusts the tests' certificate.
    private func with(
        _ list: [String],
        resolve: @escaping @Sendable (String) -> [String] = { _ in ["127.0.0.1"] },
        _ body: (EgressClient, Refusals) async throws -> Void
    ) async throws {
        let refusals = Refusals()
        let client = try EgressClient(
            destinations: try list.map { try EgressDestination(.keyService, $0) },
            group: MultiThreadedEventLoopGroup.singleton,
            trusted: .certificates([try TestCertificate.certificate()]),
            resolve: resolve,
            onRefusal: { refusal in refusals.list.withLock { $0.append(refusal) } }
        )
        do { try await body(client, refusals) } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    private final class Refusals: Sendable {
        let list = Mutex<[EgressRefusal]>([])
    }

    @Test("a listed destination is asked, with its name, and answered")
    func plain() async throws {
        try await TestServer.run(Self.ok) { server in
            let origin = "http://127.0.0.1:\(server.port)"
            try await with([origin]) { client, _ in
                let answer = try await client.send(
                    EgressRequest(.post, origin + "/a?b=c", headers: [("x-own", "1")], body: Array("body".utf8))
                )
                #expect(answer.status == 200)
                #expect(answer.header("x-kind") == "a")
                #expect(answer.body == Array("ok".utf8))
                let request = try #require(server.requests.first)
                #expect(request.hasPrefix("POST /a?b=c HTTP/1.1\r\n"))
                for line in ["host: 127.0.0.1:\(server.port)", "content-length: 4", "x-own: 1", "connection: close"] {
                    #expect(request.contains(line + "\r\n"), "\(line)")
                }
                #expect(request.hasSuffix("\r\n\r\nbody"))
            }
        }
    }

    @Test(
        "what is not on the list is refused, reported and counted, and no name is looked up for it",
        arguments: [
            "https://example.com/", "http://127.0.0.1:1/", "https://127.0.0.1:2/", "http://127.0.0.2:2/",
            "https://listed.test:2/", "https://listed.test.example.com/", "http://listed.test/",
            "https://listed.test@example.com/", "ftp://listed.test/", "//listed.test/", "https:/listed.test/",
            "https://listed.test\\@example.com/", "https://listed.test#@example.com", "https://[::1]/", "",
        ]
    )
    func refused(_ url: String) async throws {
        let list = ["https://listed.test", "http://127.0.0.1:2"]
        let isAsked = Asked()
        try await with(list, resolve: { _ in isAsked.note() }) { client, refusals in
            let error = await #expect(throws: EgressError.self) { try await client.send(EgressRequest(.get, url)) }
            guard case .refused = error else {
                Issue.record("not refused: \(String(describing: error))")
                return
            }
            #expect(refusals.list.withLock { $0.count } == 1)
            #expect(client.refusalCount == 1)
            #expect(!isAsked.flag.withLock { $0 })
        }
    }

    private final class Asked: Sendable {
        let flag = Mutex(false)

        func note() -> [String] {
            flag.withLock { $0 = true }
            return []
        }
    }

    @Test("an empty list lets nothing out")
    func empty() async throws {
        try await with([]) { client, _ in
            await #expect(throws: EgressError.refused(.notListed)) {
                try await client.send(EgressRequest(.get, "https://example.com/"))
            }
        }
    }

    @Test(
        "a name that leads to this machine or its link is refused, also among good addresses",
        arguments: [
            ["127.0.0.1"], ["::1"], ["169.254.169.254"], ["fe80::1"], ["0.0.0.0"], ["::"], ["::ffff:127.0.0.1"],
            ["224.0.0.1"], ["255.255.255.255"], ["ff02::1"], ["fd00:ec2::254"], ["64:ff9b::7f00:1"], ["nonsense"],
            ["192.0.2.1", "127.0.0.1"],
        ]
    )
    func rebinding(_ addresses: [String]) async throws {
        try await with(["https://listed.test"], resolve: { _ in addresses }) { client, refusals in
            await #expect(throws: EgressError.refused(.address)) {
                try await client.send(EgressRequest(.get, "https://listed.test/"))
            }
            #expect(refusals.list.withLock { $0 } == [.address])
        }
    }

    @Test("private networks may be reached by a name", arguments: ["10.0.0.1", "192.168.1.1", "fd12::1", "8.8.8.8"])
    func privateNetworks(_ address: String) { #expect(EgressAddress.isReachableByName(address)) }

    @Test("TLS 1.3 with the right name is agreed on; 1.2 alone is not, and nothing is sent")
    func versions() async throws {
        try await TestServer.run(Self.ok, tls: .tlsv13) { server in
            let origin = "https://127.0.0.1:\(server.port)"
            try await with([origin]) { client, _ in
                let answer = try await client.send(EgressRequest(.get, origin))
                #expect(answer.status == 200)
            }
        }
        for newest in [TLSVersion.tlsv12, .tlsv1] {
            try await TestServer.run(Self.ok, tls: newest) { server in
                let origin = "https://127.0.0.1:\(server.port)"
                try await with([origin]) { client, _ in
                    await #expect(throws: EgressError.unreachable) {
                        try await client.send(EgressRequest(.get, origin, headers: [("x-secret", "s")]))
                    }
                    #expect(server.connections == 1)
                    #expect(server.requests == [])
                }
            }
        }
    }

    @Test("a certificate of nobody trusted gets no request")
    func certificates() async throws {
        try await TestServer.run(Self.ok, tls: .tlsv13) { server in
            let origin = "https://127.0.0.1:\(server.port)"
            let group = MultiThreadedEventLoopGroup.singleton
            let list = [try EgressDestination(.keyService, origin)]
            let strict = try EgressClient(destinations: list, group: group, onRefusal: { _ in })
            await #expect(throws: EgressError.unreachable) { try await strict.send(EgressRequest(.get, origin)) }
            try await strict.shutdown()
            #expect(server.connections == 1)
            #expect(server.requests == [])
        }
    }

    @Test("a certificate for the address alone does not do for a name: whoever turns the name gets no request")
    func addressForName() async throws {
        try await TestServer.run(Self.ok, tls: .tlsv13) { server in
            let named = "https://localhost:\(server.port)"  // resolved to 127.0.0.1, which the certificate is for
            try await with([named]) { client, _ in
                await #expect(throws: EgressError.unreachable) { try await client.send(EgressRequest(.get, named)) }
            }
            #expect(server.connections == 1)
            #expect(server.requests == [])
        }
    }

    @Test(
        "names of certificates are matched label by label",
        arguments: [
            ("a.example", "a.example", true), ("a.example", "A.EXAMPLE", true), ("a.b.example", "*.b.example", true),
            ("a.b.example", "*.example", false), ("a.example", "*.example", false), ("example", "*", false),
            ("a.example", "b.example", false), ("a.b.example", "*.*.example", false),
            ("a.b.example", "a.*.example", false),
            ("a.b.example", ".b.example", false), ("b.example", "*.b.example", false), ("a.example", "", false),
        ]
    )
    func names(_ host: String, _ pattern: String, _ expected: Bool) {
        #expect(PeerName.matches(host, Array(pattern.utf8)) == expected)
    }

    @Test("a certificate is for its alternative names, and for no other")
    func alternativeNames() throws {
        let certificate = try TestCertificate.certificate()
        #expect(PeerName.isNamed("egress.test", by: certificate))
        for other in ["other.test", "a.egress.test", "127.0.0.1"] {
            #expect(!PeerName.isNamed(other, by: certificate))
        }
    }

    @Test("a redirect is an answer, and not followed")
    func redirect() async throws {
        try await TestServer.run("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n") { server in
            let origin = "http://127.0.0.1:\(server.port)"
            try await with([origin]) { client, _ in
                let answer = try await client.send(EgressRequest(.get, origin))
                #expect(answer.status == 302)
                #expect(server.connections == 1)
            }
        }
    }

    @Test("time and length of an answer are bounded, and half an answer is none")
    func bounds() async throws {
        let faults: [(String?, EgressError)] = [
            (nil, .timedOut), ("", .broken), ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", .timedOut),
            ("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n01234567890", .tooLong), ("nonsense\r\n\r\n", .broken),
        ]
        for (answer, expected) in faults {
            try await TestServer.run(answer) { server in
                let origin = "http://127.0.0.1:\(server.port)"
                try await with([origin]) { client, _ in
                    let request = EgressRequest(
                        .get,
                        origin,
                        timeout: .milliseconds(300),
                        answerByteCountMaximum: 10
                    )
                    await #expect(throws: expected, "\(answer ?? "silence")") { try await client.send(request) }
                }
            }
        }
    }

    @Test("headers that would end the request early, or are the client's own, are not sent")
    func headers() async throws {
        try await TestServer.run(Self.ok) { server in
            let origin = "http://127.0.0.1:\(server.port)"
            try await with([origin]) { client, _ in
                for header in [("Host", "a"), ("content-length", "0"), ("Transfer-Encoding", "chunked")] {
                    await #expect(throws: EgressError.refused(.malformed)) {
                        try await client.send(EgressRequest(.get, origin, headers: [header]))
                    }
                }
                await #expect(throws: EgressError.self) {
                    try await client.send(EgressRequest(.get, origin, headers: [("x", "a\r\nHost: b")]))
                }
                #expect(server.requests == [])
            }
        }
    }

    @Test("a caller who gives up is not kept")
    func cancelled() async throws {
        try await TestServer.run(nil) { server in
            let origin = "http://127.0.0.1:\(server.port)"
            try await with([origin]) { client, _ in
                let task = Task { try await client.send(EgressRequest(.get, origin, timeout: .seconds(60))) }
                while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                task.cancel()
                await #expect(throws: EgressError.timedOut) { try await task.value }
            }
        }
    }
}
