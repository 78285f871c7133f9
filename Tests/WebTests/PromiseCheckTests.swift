import Assurance
import HTTPTypes
import Primitives
import Testing

@testable import Composition
@testable import Web

/// Each check sees the thing it checks when it is broken: one that cannot fail would be worth nothing.
@Suite("Promise checks", .serialized)
struct PromiseCheckTests {
    @Test("over TLS 1.3 alone is kept; a port where nobody answers is an error, which counts as broken")
    func versions() async throws {
        try await TestServer.run(endpoints: []) { server in
            let probe = ServerProbe(host: "127.0.0.1", port: UInt16(server.httpsPort), name: "localhost")
            let finding = try await TransportVersionCheck(probe: probe).run()
            #expect(finding.verdict == .kept)
            #expect(finding.evidence.map(\.found) == ["refused", "refused", "refused", "agreed"])
        }
        let nobody = ServerProbe(host: "127.0.0.1", port: 9, name: "localhost")
        await #expect(throws: ServerProbe.Failure.self) { try await nobody.head("GET", "/") }
        for agreed: Set<ServerProbe.Version> in [[.tls12, .tls13], [.tls10, .tls13], [.tls12], []] {
            #expect(TransportVersionCheck.finding(agreed).verdict == .broken, "\(agreed)")
        }
        let absent = try await TransportVersionCheck(probe: nil).run()
        #expect(absent.verdict == .notInDeployment(.noServer))
    }

    @Test("a server that answers plain HTTP with anything but 308 to https is broken")
    func redirects() async throws {
        for (answer, verdict) in [
            ("HTTP/1.1 308 Permanent Redirect\r\nLocation: https://localhost/sign-in", Verdict.kept),
            ("HTTP/1.1 302 Found\r\nLocation: https://localhost/sign-in", .broken),
            ("HTTP/1.1 308 Permanent Redirect\r\nLocation: http://localhost/sign-in", .broken),
            ("HTTP/1.1 200 OK", .broken),
        ] {
            try await OneAnswerServer.run(answer) { port in
                let probe = ServerProbe(host: "127.0.0.1", port: port, name: "localhost")
                let finding = try await RedirectCheck(probe: probe, hasListener: true).run()
                #expect(finding.verdict == verdict, "\(answer)")
            }
        }
        let absent = try await RedirectCheck(probe: nil, hasListener: false).run()
        #expect(absent.verdict == .notInDeployment(.noPlainListener))
    }

    @Test("the transport policy must last two years, cover subdomains, and be on every answer")
    func policy() {
        let good = "max-age=63072000; includeSubDomains; preload"
        #expect(TransportPolicyCheck.isAsPromised(good))
        for bad in ["max-age=31536000; includeSubDomains; preload", "max-age=63072000; preload", "none", ""] {
            #expect(!TransportPolicyCheck.isAsPromised(bad), "\(bad)")
        }
    }

    @Test("a source of another host in the content policy is broken; ours is kept")
    func origins() {
        func head(_ policy: String) -> HeaderLines {
            HeaderLines("HTTP/1.1 200 OK\r\nContent-Security-Policy: \(policy)\r\nReferrer-Policy: no-referrer")
        }
        let ours = head(SecurityHeaders.contentSecurityPolicy)
        #expect(OriginCheck.finding(ours).verdict == .kept)
        for policy in [
            "default-src 'none'; script-src 'self' https://cdn.example", "script-src 'self'", "default-src *", "",
        ] {
            #expect(OriginCheck.finding(head(policy)).verdict == .broken, "\(policy)")
        }
    }

    @Test("an operation that asks for an email breaks the promise; ours ask for none")
    func minimisation() async throws {
        func operation(_ names: [String]) -> Endpoint {
            Endpoint(.post, "/api/v1/accounts", surface: .api, access: .anyone) { _ in .noContent }
                .with {
                    $0.body = .json(ObjectSchema("New", names.map { .required($0, .string(.line, length: 1...9)) }))
                }
        }
        let ours = try await MinimisationCheck(endpoints: [operation(["handle", "passphrase"])]).run()
        #expect(ours.verdict == .kept)
        for names in [["handle", "passphrase", "email"], ["handle", "passphrase", "phoneNumber"], ["handle"], []] {
            let finding = try await MinimisationCheck(endpoints: [operation(names)]).run()
            #expect(finding.verdict == .broken, "\(names)")
        }
    }

    @Test("a tracker that takes a card number in one place breaks both promises; ours takes none")
    func cardNumbers() async throws {
        let ours = try await CardNumberCheck().run()
        #expect(ours.verdict == .kept)
        #expect(ours.evidence.first?.found == "36 tried, 0 taken")
        for place in CardNumberCheck.TypedText.allCases {
            var check = CardNumberCheck()
            check.takes = { asked, text in asked == place || asked.takes(text) }
            #expect(try await check.run().verdict == .broken, "\(place)")
        }
        var deaf = CardNumberCheck()
        deaf.takes = { _, _ in false }
        let finding = try await deaf.run()
        #expect(finding.verdict == .broken, "refusing everything is not refusing card numbers")
    }

    @Test("an operation that asks for a PIN breaks the promise; ours ask for nothing of a bank")
    func bankCredentials() async throws {
        func check(_ name: String) -> BankCredentialCheck {
            let endpoint = Endpoint(.post, "/api/v1/bank", surface: .api, access: .anyone) { _ in .noContent }
                .with { $0.body = .json(ObjectSchema("Bank", [.required(name, .string(.line, length: 1...9))])) }
            return BankCredentialCheck(endpoints: [endpoint])
        }
        let harmless = try await check("payee").run()
        #expect(harmless.verdict == .kept)
        for name in ["upiPin", "otp", "bankPassword", "cardNumber", "IFSC"] {
            let finding = try await check(name).run()
            #expect(finding.verdict == .broken, "\(name)")
        }
    }

    @Test("without a directory there is nothing to check; without a fresh, whole backup the promise is broken")
    func backups() async throws {
        let absent = try await BackupCheck(catalogue: nil, now: { Timestamp(seconds: 0) }).run()
        #expect(absent.verdict == .notInDeployment(.noBackupDirectory))
        let place = try BackedUpPlace()
        try await place.prepare()
        #expect(try await place.check().verdict == .broken)
        let name = try await place.backUp()
        #expect(try await place.check().verdict == .kept)
        #expect(try await place.check(hoursLater: 25).verdict == .kept)
        #expect(try await place.check(hoursLater: 27).verdict == .broken)
        try place.cutOff(name)
        #expect(try await place.check().verdict == .broken)
    }
}
