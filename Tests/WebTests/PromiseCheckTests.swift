import Assurance
import Foundation
import HTTPTypes
import Identity
import Keeper
import Primitives
import Synchronization
import Testing
import Vault

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
        let signals = #"{"gpc":true,"lastUpdate":"2026-11-21"}"#
        #expect(OriginCheck.finding(ours, signals: signals).verdict == .kept)
        for silent in ["", #"{"gpc":false}"#] {
            #expect(OriginCheck.finding(ours, signals: silent).verdict == .broken, "\(silent)")
        }
        for policy in [
            "default-src 'none'; script-src 'self' https://cdn.example", "script-src 'self'", "default-src *", "",
        ] {
            #expect(OriginCheck.finding(head(policy), signals: signals).verdict == .broken, "\(policy)")
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
        let schema = ObjectSchema(nil, [.required("note", .nullable(.string(.text, length: 1...500)))])
        let operation = Endpoint(.post, "/api/v1/x", surface: .api, access: .session) { _ in .noContent }
            .with { $0.body = .json(schema) }
        let ours = CardNumberCheck(endpoints: [operation])
        let kept = try await ours.run()
        #expect(kept.verdict == .kept, "\(kept.evidence.filter { !$0.isAsPromised })")
        #expect(kept.evidence.first?.found == "1188 tried, 0 taken")
        for place in CardNumberCheck.TypedText.allCases {
            var check = ours
            check.takes = { asked, text in asked == place || asked.takes(text) }
            #expect(try await check.run().verdict == .broken, "\(place)")
        }
        var deaf = ours
        deaf.takes = { _, _ in false }
        let finding = try await deaf.run()
        #expect(finding.verdict == .broken, "refusing everything is not refusing card numbers")
        var open = ours
        open.admits = { _, _ in true }
        #expect(try await open.run().verdict == .broken)
        #expect(try await CardNumberCheck(endpoints: []).run().verdict == .broken, "no field was looked at")
        for file in BroughtFile.allCases {
            var unmasked = ours
            unmasked.texts = { asked, planted in asked == file ? planted : try asked.texts(planted) }
            #expect(try await unmasked.run().verdict == .broken, "\(file)")
            var unread = ours
            unread.texts = { asked, planted in asked == file ? [] : try asked.texts(planted) }
            #expect(try await unread.run().verdict == .broken, "\(file)")
        }
    }

    @Test("a server that takes one notice it should not, or has another way to a plan, breaks the promise")
    func payments() async throws {
        let clock = TurnableClock()
        let ours = PaymentCheck(
            now: clock.now,
            endpoints: [
                Endpoint(.get, "/api/v1/account/plan", surface: .api, access: .session) { _ in .noContent },
                Endpoint(.post, "/payments/stripe", surface: .api, access: .anyone) { _ in .noContent },
            ]
        )
        let kept = try await ours.run()
        #expect(kept.verdict == .kept, "\(kept.evidence.filter { !$0.isAsPromised })")
        for fault in PaymentFault.allCases {
            var check = ours
            check.deliver = { desk, attempt in
                // As if the fault were not seen: what it would be without it is taken.
                let delivery = attempt.fault == fault ? attempt.honest : attempt.delivery
                try await PaymentCheck.deliver(delivery, attempt.provider, to: desk)
            }
            let broken = try await check.run()
            #expect(broken.verdict == .broken, "\(fault)")
            #expect(broken.evidence.count { !$0.isAsPromised } == 1, "\(fault)")
        }
        for other in ["/api/v1/account/plan", "/payments/bitcoin", "/account/plan/gift"] {
            let endpoint = Endpoint(.post, other, surface: .api, access: .session) { _ in .noContent }
            let check = PaymentCheck(now: clock.now, endpoints: ours.endpoints + [endpoint])
            #expect(try await check.run().verdict == .broken, "\(other)")
        }
        let signedIn = Endpoint(.post, "/payments/stripe", surface: .api, access: .session) { _ in .noContent }
        #expect(try await PaymentCheck(now: clock.now, endpoints: [signedIn]).run().verdict == .broken)
    }

    /// As a run has it: a check that fails counts as broken.
    private static func verdict(_ check: any PromiseCheck) async -> Verdict? {
        let run = await PromiseRun.make([check], now: { Timestamp(seconds: 1_795_180_000) })
        return run.results.first { $0.promise.id == check.promise }?.verdict
    }

    @Test("a server that takes what is too long, or answers it otherwise, is broken; ours is kept")
    func limits() async throws {
        let endpoint = Endpoint(.get, "/openapi.json", surface: .asset, access: .anyone) { _ in .json { _ in } }
        let sessions = Endpoint(.post, "/api/v1/sessions", surface: .api, access: .anyone) { _ in .noContent }
            .with { $0.body = .json(ObjectSchema(nil, [])) }
        try await TestServer.run(endpoints: [endpoint, sessions]) { server in
            let probe = ServerProbe(host: "127.0.0.1", port: UInt16(server.httpsPort), name: "localhost")
            let finding = try await LimitsCheck(probe: probe, limits: WebLimits()).run()
            #expect(finding.verdict == .kept)
            #expect(finding.evidence.map { $0.found.suffix(3) } == ["414", "431", "413", "200"])
            // As if the server took more than it says: nothing of this is too long for it.
            var lower = WebLimits()
            lower.bodyByteCountMaximum = 1000
            #expect(await Self.verdict(LimitsCheck(probe: probe, limits: lower)) == .broken)
            lower = WebLimits()
            lower.headerByteCountMaximum = 4000
            #expect(await Self.verdict(LimitsCheck(probe: probe, limits: lower)) == .broken)
        }
        #expect(try await LimitsCheck(probe: nil, limits: WebLimits()).run().verdict == .notInDeployment(.noServer))
    }

    @Test("one line of diagnostics that repeats a request breaks the promise, in any form it may take")
    func diagnostics() async throws {
        try await TestServer.run(endpoints: []) { server in
            let probe = ServerProbe(host: "127.0.0.1", port: UInt16(server.httpsPort), name: "localhost")
            let ours = try await DiagnosticsCheck(probe: probe).run()
            #expect(ours.verdict == .kept)
            #expect(ours.evidence.first?.found == "8 answered")

            var silent = DiagnosticsCheck(probe: probe)
            silent.announce = { _ in }
            silent.lines = { [] }
            #expect(try await silent.run().verdict == .broken, "nothing found in nothing says nothing")
        }
    }

    @Test("a log that repeats what was sent is seen", arguments: [0, 1, 2, 3])
    func leakyDiagnostics(form: Int) async throws {
        let written = Mutex<[String]>([])
        var check = DiagnosticsCheck(probe: ServerProbe(host: "127.0.0.1", port: 9, name: "localhost"))
        check.send = { _, request in
            let text = "\(request)"
            let mark = try #require(text.firstMatch(of: /canary[0-9a-f]{24}/).map { String($0.0) })
            let said =
                switch form {
                case 0: mark
                case 1: Data(("x" + mark + "yy").utf8).base64EncodedString()
                case 2: mark.utf8.map { String($0, radix: 16) }.joined()
                default: mark.uppercased()
                }
            written.withLock { $0.append("info app: request said=\(said)") }
        }
        check.announce = { count in
            written.withLock { $0.append("notice promises: diagnostics are searched requests=\(count)") }
        }
        check.lines = { written.withLock(\.self) }
        let finding = try await check.run()
        #expect(finding.verdict == .broken)
        #expect(finding.evidence.map(\.isAsPromised) == [true, false, true])
    }

    @Test("a help page without an answer, or without the contact, is broken")
    func help() async throws {
        let contact = "mailto:privacy@example.org"
        func body(without answer: HelpPage.Answer? = nil, contact: String = contact) -> String {
            HelpPage.Answer.allCases.filter { $0 != answer }.map { "<h2 id=\"\($0.rawValue)\">" }.joined()
                + "<a href=\"\(contact)\">"
        }
        func verdict(_ help: String, _ security: String, status: String = "200") -> Verdict {
            HelpCheck.finding(
                help: ("HTTP/1.1 \(status)", help),
                security: ("HTTP/1.1 200", security),
                contact: contact
            ).verdict
        }
        let listed = "Contact: \(contact)\nExpires: 2027-01-01T00:00:00Z\n"
        #expect(verdict(body(), listed) == .kept)
        for answer in HelpPage.Answer.allCases {
            #expect(verdict(body(without: answer), listed) == .broken, "\(answer)")
        }
        #expect(verdict(body(contact: "mailto:nobody@example.org"), listed) == .broken)
        #expect(verdict(body(), "Contact: mailto:other@example.org\n") == .broken)
        #expect(verdict(body(), listed, status: "404") == .broken)
        let probe = ServerProbe(host: "127.0.0.1", port: 9, name: "localhost")
        #expect(try await HelpCheck(probe: probe, contact: nil).run().verdict == .notInDeployment(.noContact))
        #expect(try await HelpCheck(probe: nil, contact: contact).run().verdict == .notInDeployment(.noServer))
    }

    @Test("a key service that is reached without TLS over a network is broken")
    func places() async throws {
        for (transport, verdict) in [
            (KMSEndpoint.socket(path: "/run/keeper.sock").transport, Verdict.kept),
            (KMSEndpoint.origin("https://kms.example.org").transport, .kept),
            (KMSEndpoint.loopback(port: 80).transport, .broken), (.plain, .broken),
        ] {
            #expect(try await PlacesCheck(keyService: transport).run().verdict == verdict, "\(transport)")
        }
    }

    private struct AlwaysYes: ConsentReader {
        func hasConsent(_ vault: VaultID, for purpose: Purpose) async throws(VaultError) -> Bool { true }
    }

    private struct AlwaysNo: ConsentReader {
        func hasConsent(_ vault: VaultID, for purpose: Purpose) async throws(VaultError) -> Bool { false }
    }

    @Test("a reader of consents that says yes to everything breaks the promise, and one that says no does too")
    func purposes() async throws {
        let now: Now = { Timestamp(seconds: 1_795_180_000) }
        #expect(try await PurposeCheck(now: now).run().verdict == .kept)
        #expect(try await PurposeCheck(now: now, consents: { _ in AlwaysYes() }).run().verdict == .broken)
        #expect(try await PurposeCheck(now: now, consents: { _ in AlwaysNo() }).run().verdict == .broken)
    }

    /// Knows of consents, and not of notices.
    private struct AnyNotice: ConsentReader {
        let today: any ConsentReader

        func hasConsent(_ vault: VaultID, for purpose: Purpose) async throws(VaultError) -> Bool {
            try await today.hasConsent(vault, for: purpose)
        }
    }

    @Test("a page that asks twice before it takes a consent back breaks the promise, and so does who holds on to one")
    func consents() async throws {
        let now: Now = { Timestamp(seconds: 1_795_180_000) }
        let ours = try await ConsentCheck(now: now).run()
        #expect(ours.verdict == .kept, "\(ours.evidence.map { "\($0.what): \($0.found)" })")
        #expect(ours.evidence.first?.found == "7 and 7 presses")
        let asking: @Sendable ([ConsentStanding]) throws -> String = { standings in
            let sure = "<label><input type=\"checkbox\" name=\"sure\">Are you sure?</label>"
            let page = try ConsentForms.page(standings)
            return page.replacing("value=\"no\">", with: "value=\"no\">\(sure)")
        }
        #expect(try await ConsentCheck(now: now, page: asking).run().verdict == .broken)
        let silent: @Sendable ([ConsentStanding]) throws -> String = { _ in "" }
        #expect(try await ConsentCheck(now: now, page: silent).run().verdict == .broken)
        var check = ConsentCheck(now: now)
        check.consents = { _, _ in AlwaysYes() }
        #expect(try await check.run().verdict == .broken)
        check.consents = { records, _ in AnyNotice(today: RecordConsentReader(records: records)) }
        #expect(try await check.run().verdict == .broken, "a consent to an older notice is none")
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
        let absent = try await BackupCheck(
            catalogue: nil,
            means: .elsewhere,
            drills: { DrillStanding(last: nil, since: nil) },
            now: { Timestamp(seconds: 0) }
        ).run()
        #expect(absent.verdict == .notInDeployment(.noBackupDirectory))
        let place = try BackedUpPlace()
        try await place.prepare()
        #expect(try await place.check().verdict == .broken)
        let name = try await place.backUp()
        #expect(try await place.check().verdict == .kept)
        #expect(try await place.check(hoursLater: 25).verdict == .kept)
        #expect(try await place.check(hoursLater: 27).verdict == .broken)
        // One that is dated ahead, by a clock that was wrong or set back, says nothing of how old it is.
        #expect(try await place.check(hoursLater: -3).verdict == .broken)
        try place.cutOff(name)
        #expect(try await place.check().verdict == .broken)
    }

    @Test("a backup that this installation could not restore breaks the promise, however fresh and whole it is")
    func unrestorableBackups() async throws {
        for (brings, verdict) in [(1, Verdict.kept), (2, .broken), (nil, .broken)] as [(UInt8?, Verdict)] {
            let place = try BackedUpPlace()
            try await place.prepare()
            let means = try await place.keeper(rootKey: 1, brings: brings)
            _ = try await place.backUp()
            #expect(try await place.check(means: means).verdict == verdict, "\(String(describing: brings))")
        }
    }
}
