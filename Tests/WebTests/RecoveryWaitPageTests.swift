import Identity
import Primitives
import Sealing
import Testing

@testable import Web

/// docs/spec/factors.md §9, as a person sees it.
@Suite("Pages while a recovery waits", .serialized)
struct RecoveryWaitPageTests {
    private static let pages = [
        "/today", "/money", "/money/month", "/money/export", "/cycle/settings", "/settings", "/privacy/access",
        "/privacy/security", "/privacy/security/tokens",
    ]
    private static let notice = "action=\"/privacy/security/recovery/stop\""

    /// A browser whose account has a second step, and its recovery code.
    private func person(_ household: TestHousehold) async throws -> (browser: Browser, code: String) {
        let browser = Browser(server: household.server)
        let door = try await browser.get("/sign-up")
        _ = try await browser.post(
            "/sign-up",
            from: door,
            [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
        )
        let token = try #require(browser.cookie(Cookies.session).flatMap { SessionToken(text: $0) })
        let app = try await household.identity.makeAppSecret(token)
        let step = UInt64(household.clock.now().seconds / 30)
        let typed = OneTimeCode.text(step, key: SecretBytes(copying: app.secret))
        _ = try await household.identity.confirmApp(typed, token: token)
        return (browser, try await household.identity.makeRecoveryCode(token).value)
    }

    private func ask(_ household: TestHousehold, _ code: String) async throws {
        do {
            _ = try await household.identity.recover(
                handle: "asha",
                code: code,
                newPassphrase: "seven lanterns drift past harbours",
                isReadyToWait: true,
                client: .browser,
                from: IdentityService.Source(address: [127, 0, 0, 9])
            )
            Issue.record("it did not wait")
        } catch {
            guard case .recoveryWaits = error else { throw error }
        }
    }

    @Test("every page says so once, also one that was kept, in each language; stopping it ends that")
    func everyPage() async throws {
        try await TestHousehold.run { household in
            let (browser, code) = try await person(household)
            for path in Self.pages {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.text.contains(Self.notice), "\(path)")
            }
            try await ask(household, code)
            for path in Self.pages {
                #expect(try await browser.get(path).text.ranges(of: Self.notice).count == 1, "\(path)")
            }
            let settings = try await browser.get("/settings")
            let choice = settings.form("/settings/browser").filter { $0.0 != "language" && $0.0 != "csrf" }
            _ = try await browser.post("/settings/browser", from: settings, choice + [("language", "de")])
            #expect(try await browser.get("/money").text.contains("Wiederherstellungscode"))
            let page = try await browser.get("/money")
            let stopped = try await browser.post("/privacy/security/recovery/stop", from: page, [])
            #expect(stopped.status == 303)
            for path in Self.pages {
                #expect(!(try await browser.get(path)).text.contains(Self.notice), "\(path)")
            }
        }
    }
}
