import Payments
import Primitives
import Testing

@Suite("Google Play's notices")
struct GooglePlayNoticeTests {
    private let play: StandInGooglePlay
    private let body = StandInGooglePlay.body("m-1", token: "purchase.token-1", at: newYear)

    init() throws { play = try #require(StandInGooglePlay()) }

    private func taken(
        _ body: [UInt8]? = nil,
        _ change: (inout StandInGooglePlay.Claims) -> Void = { _ in }
    ) throws -> PaymentNotice {
        var claims = StandInGooglePlay.Claims(issued: newYear)
        change(&claims)
        return try play.notices.notice(body ?? self.body, authorization: play.authorization(claims), at: newYear)
    }

    @Test("a right one is taken, and the purchase token is not kept")
    func right() throws {
        let taken = try taken()
        #expect(taken.id == "m-1" && taken.moment == newYear && taken.provider == .googlePlay)
        guard case .plan(let standing, let customer) = taken.content else {
            Issue.record("no plan")
            return
        }
        #expect(standing == PlanStanding(.active, until: nil))
        #expect(customer.text.utf8.count == 43 && !customer.text.contains("purchase"))
        #expect(customer == GooglePlayNotices.customer(token: "purchase.token-1"))
    }

    @Test("a token for another, from another, or of another time")
    func claims() throws {
        #expect(throws: PaymentRefusal.addressee) { try taken { $0.audience = "https://other.example" } }
        #expect(throws: PaymentRefusal.addressee) { try taken { $0.email = "other@project.iam.gserviceaccount.com" } }
        #expect(throws: PaymentRefusal.addressee) { try taken { $0.isVerified = false } }
        #expect(throws: PaymentRefusal.addressee) { try taken { $0.issuer = "https://accounts.example" } }
        #expect(throws: Never.self) { try taken { $0.issuer = "accounts.google.com" } }
        #expect(throws: Never.self) { try taken { $0.issued = newYear.adding(seconds: -3599) } }
        #expect(throws: PaymentRefusal.stale) { try taken { $0.issued = newYear.adding(seconds: -3600) } }
        #expect(throws: Never.self) { try taken { $0.issued = newYear.adding(seconds: 300) } }
        #expect(throws: PaymentRefusal.stale) { try taken { $0.issued = newYear.adding(seconds: 301) } }
        #expect(throws: PaymentRefusal.stale) { try taken { $0.seconds = 3601 } }
    }

    @Test("the sender does not choose how it is checked")
    func algorithms() throws {
        for name in ["none", "HS256", "ES256", "RS512", "rs256"] {
            #expect(throws: PaymentRefusal.algorithm) { try taken { $0.algorithm = name } }
        }
        #expect(throws: PaymentRefusal.signature) { try taken { $0.key = "two" } }
        let other = try #require(StandInGooglePlay())
        let forged = other.authorization(StandInGooglePlay.Claims(issued: newYear))
        #expect(throws: PaymentRefusal.signature) {
            try play.notices.notice(body, authorization: forged, at: newYear)
        }
        for text in [nil, "", "Bearer", "Basic YTpi", "bearer a.b.c"] as [String?] {
            #expect(throws: PaymentRefusal.unsigned) { try play.notices.notice(body, authorization: text, at: newYear) }
        }
        let long = "Bearer " + String(repeating: "a", count: 5000)
        #expect(throws: PaymentRefusal.tooLarge) { try play.notices.notice(body, authorization: long, at: newYear) }
    }

    @Test("a changed character of the token is refused")
    func everyCharacter() throws {
        let right = Array(try #require(play.authorization(StandInGooglePlay.Claims(issued: newYear))).utf8)
        for place in 7..<right.count {
            var changed = right
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let text = String(decoding: changed, as: UTF8.self)
            #expect(throws: PaymentRefusal.self) { try play.notices.notice(body, authorization: text, at: newYear) }
        }
    }

    @Test("what a type means")
    func types() throws {
        let states: [Int: PlanState] = [
            1: .active, 2: .active, 4: .active, 7: .active, 6: .grace, 5: .ended, 10: .ended, 12: .ended, 13: .ended,
        ]
        for type in 1...22 {
            let taken = try taken(StandInGooglePlay.body("m", token: "t", type: type, at: newYear))
            if case .plan(let standing, _) = taken.content {
                #expect(standing.state == states[type], "type \(type)")
            } else {
                #expect(states[type] == nil, "type \(type)")
            }
        }
    }

    @Test("a refund ends a plan, a test says nothing, two kinds at once are refused")
    func kinds() throws {
        let head = #"{"version":"1.0","packageName":"org.example.app","eventTimeMillis":"1767225600000","#
        let voided = head + #""voidedPurchaseNotification":{"purchaseToken":"t","orderId":"G","productType":1}}"#
        guard case .plan(let standing, _) = try taken(StandInGooglePlay.envelope("m", voided)).content else {
            Issue.record("no plan")
            return
        }
        #expect(standing == PlanStanding(.ended, until: newYear))
        let test = head + #""testNotification":{"version":"1.0"}}"#
        #expect(try taken(StandInGooglePlay.envelope("m", test)).content == .nothing)
        let two =
            head + #""testNotification":{},"subscriptionNotification":{"notificationType":2,"purchaseToken":"t"}}"#
        #expect(throws: PaymentRefusal.malformed) { try taken(StandInGooglePlay.envelope("m", two)) }
    }

    @Test("another app's, an old one, and what is not a notice")
    func bodies() throws {
        #expect(throws: PaymentRefusal.addressee) {
            try taken(StandInGooglePlay.body("m", token: "t", at: newYear, package: "org.example.other"))
        }
        let oldest = newYear.adding(seconds: -NoticeLimits.retriedSeconds)
        #expect(throws: Never.self) { try taken(StandInGooglePlay.body("m", token: "t", at: oldest)) }
        #expect(throws: PaymentRefusal.stale) {
            try taken(StandInGooglePlay.body("m", token: "t", at: oldest.adding(seconds: -1)))
        }
        for text in ["", "{}", #"{"message":{"messageId":"m","data":"!"}}"#, #"{"message":{"data":"e30="}}"#] {
            #expect(throws: PaymentRefusal.malformed) { try taken(Array(text.utf8)) }
        }
        let twice = #"{"message":{"messageId":"m","messageId":"m","data":"e30="}}"#
        #expect(throws: PaymentRefusal.malformed) { try taken(Array(twice.utf8)) }
        #expect(throws: PaymentRefusal.tooLarge) {
            try taken([UInt8](repeating: 0x20, count: NoticeLimits.byteCountMaximum + 1))
        }
    }

    @Test("keys that cannot be read are a reason to ask again, and a file that is none gives none")
    func keys() throws {
        let unread = GooglePlayNotices(StandInGooglePlay.addressee) { nil }
        let right = play.authorization(StandInGooglePlay.Claims(issued: newYear))
        #expect(throws: PaymentRefusal.keys) { try unread.notice(body, authorization: right, at: newYear) }
        for text in [
            "", "{}", #"{"keys":[]}"#, #"{"keys":[{"kty":"EC","kid":"a"}]}"#,
            #"{"keys":[{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"}]}"#,
            #"{"keys":[{"kty":"RSA","alg":"RS512","kid":"a","n":"AQAB","e":"AQAB"}]}"#,
        ] {
            #expect(GoogleKeys(parsing: Array(text.utf8)) == nil)
        }
    }
}
