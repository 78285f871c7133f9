import Assurance
import Payments
import Primitives
import Testing

@testable import Composition
@testable import Web

/// Notices over a connection, and what the person sees of them.
@Suite("Payment routes", .serialized)
struct PaymentRouteTests {
    private static let stripe = StandInStripe()

    private static func desk(_ now: @escaping Now) async throws -> PaymentDesk? {
        PaymentDesk(
            ledger: PaymentLedger(records: try await CheckedStores(now: now).records, now: now),
            stripe: stripe.notices,
            appStore: StandInAppStore(at: now())?.notices,
            googlePlay: nil,
            now: now
        )
    }

    private static func send(
        _ household: TestHousehold,
        _ body: [UInt8],
        to path: String = "/payments/stripe",
        _ fields: String
    ) async throws -> RawAnswer {
        let head = "POST \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)Content-Length: \(body.count)\r\n\r\n"
        return try await household.server.request(Array(head.utf8) + body)
    }

    private static func signature(_ body: [UInt8], _ household: TestHousehold) -> String {
        "Stripe-Signature: \(stripe.signature(of: body, at: household.clock.now()))\r\n"
    }

    @Test("a plan is paid, shown to who paid, and to nobody else")
    func life() async throws {
        try await TestHousehold.run(payments: Self.desk) { household in
            let caller = try await household.signUp()
            let none = try await caller.call("GET", "/account/plan", expecting: 200)
            #expect(none.count("plans") == 0 && none.text("providers/0") == "stripe" && none.count("providers") == 2)
            let reference = try #require(
                try await caller.call("POST", "/account/plan/checkout", expecting: 200).text("reference")
            )
            let now = household.clock.now()
            let checkout = StandInStripe.checkout(
                "evt_0",
                "cus_A1",
                try #require(CheckoutReference(uuid: reference)),
                at: now
            )
            let plan = StandInStripe.subscription("evt_1", "cus_A1", until: now.adding(seconds: 86_400), at: now)
            for body in [checkout, plan, plan] {
                let answer = try await Self.send(household, body, Self.signature(body, household))
                #expect(answer.status == 200 && answer.body.isEmpty)
            }
            let paid = try await caller.call("GET", "/account/plan", expecting: 200)
            #expect(paid.count("plans") == 1 && paid.text("plans/0/state") == "active")
            #expect(paid.text("plans/0/until") == now.adding(seconds: 86_400).iso)
            #expect(!paid.raw.text.contains("cus_") && !paid.raw.text.contains("somebody"))
            // No app of Google's is configured.
            try await caller.call("POST", "/account/plan/google-play", #"{"purchaseToken":"t"}"#, expecting: 404)
        }
    }

    @Test("what is refused is answered alike, and says nothing")
    func refused() async throws {
        try await TestHousehold.run(payments: Self.desk) { household in
            let now = household.clock.now()
            let body = StandInStripe.subscription("evt_1", "cus_A1", until: now, at: now)
            let right = Self.signature(body, household)
            let wrong = right.replacing("v1=", with: "v1=0")
            for (fields, sent) in [("", body), (wrong, body), (right + right, body), (right, body + [0x20])] {
                let answer = try await Self.send(household, sent, fields)
                #expect(answer.status == 400 && answer.body.isEmpty)
            }
            let apple = try await Self.send(household, Array("{}".utf8), to: "/payments/app-store", "")
            #expect(apple.status == 400 && apple.body.isEmpty)
            let large = [UInt8](repeating: 0x20, count: NoticeLimits.byteCountMaximum + 1)
            #expect(try await Self.send(household, large, "").status == 413)
            #expect(try await Self.send(household, body, to: "/payments/google-play", right).status == 404)
            #expect(try await Self.send(household, body, right).status == 200)
        }
    }

    @Test("without payments there are no routes, and nothing to pay")
    func selfHosted() async throws {
        try await TestHousehold.run { household in
            #expect(!household.endpoints.contains { $0.template.text.hasPrefix("/payments") })
            for provider in PaymentProvider.allCases {
                let answer = try await Self.send(household, [0x7B, 0x7D], to: "/payments/" + provider.name, "")
                #expect(answer.status == 404)
            }
            let caller = try await household.signUp()
            let plan = try await caller.call("GET", "/account/plan", expecting: 200)
            #expect(plan.count("providers") == 0 && plan.count("plans") == 0)
            try await caller.call("POST", "/account/plan/checkout", expecting: 404)
        }
    }

    @Test("the page says what is kept in plain words, and gives the number when asked")
    func page() async throws {
        @Sendable func signedUp(_ household: TestHousehold) async throws -> Browser {
            let browser = Browser(server: household.server)
            let fields = [("handle", "asha"), ("passphrase", TestHousehold.passphrase), ("understood", "yes")]
            _ = try await browser.post("/sign-up", from: try await browser.get("/sign-up"), fields)
            return browser
        }
        try await TestHousehold.run { household in
            let browser = try await signedUp(household)
            let page = try await browser.get("/account/plan")
            #expect(page.status == 200 && page.text.contains("Nothing to pay here."))
            #expect(try await browser.get("/settings").text.contains("/account/plan"))
        }
        try await TestHousehold.run(payments: Self.desk) { household in
            let browser = try await signedUp(household)
            let page = try await browser.get("/account/plan")
            #expect(page.text.contains("Nothing has been paid for this account."))
            let shown = try await browser.post("/account/plan/checkout", from: page, [])
            let code = try #require(shown.text.split(separator: "<code>").dropFirst().first?.prefix(36))
            #expect(shown.status == 200 && CheckoutReference(uuid: String(code)) != nil)
        }
    }

    @Test("a card number is refused in every text field of every operation that there is")
    func cards() async throws {
        try await TestHousehold.run(payments: Self.desk) { household in
            let check = CardNumberCheck(endpoints: household.endpoints)
            let finding = try await check.run()
            #expect(finding.verdict == .kept, "\(finding.evidence.filter { !$0.isAsPromised })")
            let payments = try await PaymentCheck(
                now: household.clock.now,
                endpoints: household.endpoints.filter { !$0.surface.isPage }
            ).run()
            #expect(payments.verdict == .kept, "\(payments.evidence.filter { !$0.isAsPromised })")
        }
    }
}
