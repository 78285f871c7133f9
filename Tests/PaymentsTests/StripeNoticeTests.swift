import Payments
import Primitives
import TestSupport
import Testing

@Suite("Stripe's notices")
struct StripeNoticeTests {
    private let stripe = StandInStripe()
    private let body = StandInStripe.subscription("evt_1", "cus_A1", until: newYear.adding(seconds: month), at: newYear)

    @Test("the frozen example is taken")
    func frozen() throws {
        let notices = try #require(StripeNotices(secrets: Array("whsec_Zmxvd2tlZXAtcGF5bWVudHM\n".utf8)))
        let body =
            #"{"id":"evt_1","created":1767225600,"livemode":true,"type":"customer.subscription.updated","#
            + #""data":{"object":{"customer":"cus_A1","status":"active","current_period_end":1769904000}}}"#
        let header = "t=1767225600,v1=63aea74fe7f207ec38a2cb07dfc64509732a40942d16f6e835c439de37407ccf"
        let notice = try notices.notice(Array(body.utf8), signature: header, at: newYear)
        #expect(notice.id == "evt_1" && notice.moment == newYear && notice.provider == .stripe)
        guard case .plan(let standing, let customer) = notice.content else {
            Issue.record("no plan")
            return
        }
        #expect(customer.text == "cus_A1")
        #expect(standing == PlanStanding(.active, until: newYear.adding(seconds: month)))
    }

    @Test("a changed bit of the body or the signature is refused, wherever it is")
    func everyBit() throws {
        let notices = try #require(stripe.notices)
        let header = stripe.signature(of: body, at: newYear)
        #expect(throws: Never.self) { try notices.notice(body, signature: header, at: newYear) }
        for place in body.indices {
            for bit in 0..<8 {
                var changed = body
                changed[place] ^= 1 << bit
                #expect(throws: PaymentRefusal.signature) {
                    try notices.notice(changed, signature: header, at: newYear)
                }
            }
        }
        for place in header.utf8.indices {
            var bytes = Array(header.utf8)
            bytes[header.utf8.distance(from: header.utf8.startIndex, to: place)] ^= 1
            let changed = String(decoding: bytes, as: UTF8.self)
            #expect(throws: PaymentRefusal.self) { try notices.notice(body, signature: changed, at: newYear) }
        }
    }

    @Test("five minutes, and not a second more, on either side")
    func clock() throws {
        let notices = try #require(stripe.notices)
        for (seconds, isTaken) in [(-301, false), (-300, true), (0, true), (300, true), (301, false)] as [(Int64, Bool)]
        {
            let header = stripe.signature(of: body, at: newYear.adding(seconds: seconds))
            if isTaken {
                #expect(throws: Never.self) { try notices.notice(body, signature: header, at: newYear) }
            } else {
                #expect(throws: PaymentRefusal.stale) { try notices.notice(body, signature: header, at: newYear) }
            }
        }
    }

    @Test("headers that say two things, or nothing")
    func headers() throws {
        let notices = try #require(stripe.notices)
        let tag = String(stripe.signature(of: body, at: newYear).split(separator: "v1=")[1])
        let time = newYear.seconds
        let cases: [(String?, PaymentRefusal)] = [
            (nil, .unsigned), ("", .malformed), ("t=\(time)", .unsigned), ("v1=\(tag)", .malformed),
            ("t=\(time),t=\(time),v1=\(tag)", .malformed), ("t=+\(time),v1=\(tag)", .malformed),
            ("t=0\(time),v1=\(tag)", .malformed), ("t=\(time),v0=\(tag)", .unsigned),
            ("t=\(time),v1=\(tag.uppercased())", .signature), ("t=\(time),v1=", .signature),
            ("t=\(time)," + String(repeating: "v1=\(tag),", count: 9), .malformed),
            ("t=\(time),v1=" + String(repeating: "a", count: 5000), .tooLarge),
            ("t=99999999999999999999,v1=\(tag)", .malformed),
        ]
        for (header, refusal) in cases {
            #expect(throws: refusal) { try notices.notice(body, signature: header, at: newYear) }
        }
        // A right one beside a wrong one, as while secrets are rotated.
        let both = "t=\(time),v1=\(String(repeating: "0", count: 64)),v1=\(tag),v0=x"
        #expect(throws: Never.self) { try notices.notice(body, signature: both, at: newYear) }
    }

    @Test("two secrets while they are rotated, another's never")
    func secrets() throws {
        let other = StandInStripe()
        let both = try #require(StripeNotices(secrets: other.secret + [0x0A] + stripe.secret + [0x0A]))
        let header = stripe.signature(of: body, at: newYear)
        #expect(throws: Never.self) { try both.notice(body, signature: header, at: newYear) }
        #expect(throws: PaymentRefusal.signature) {
            try other.notices?.notice(body, signature: header, at: newYear)
        }
        for text in ["", "\n", "sk_live_0123456789abcdef", "whsec_short", "whsec_a\nwhsec_b\nwhsec_c"] {
            #expect(StripeNotices(secrets: Array(text.utf8)) == nil)
        }
    }

    @Test("what Stripe calls a status, and what it means here")
    func statuses() throws {
        let end = newYear.adding(seconds: month)
        let states: [(String, PlanState?)] = [
            ("active", .active), ("trialing", .active), ("past_due", .grace), ("unpaid", .ended), ("canceled", .ended),
            ("incomplete", .ended), ("incomplete_expired", .ended), ("paused", .ended), ("shiny", nil),
        ]
        for (status, state) in states {
            let body = StandInStripe.subscription("evt_2", "cus_A1", status: status, until: end, at: newYear)
            #expect(try standing(body)?.state == state)
        }
        let deleted = StandInStripe.subscription(
            "evt_3",
            "cus_A1",
            until: end,
            at: newYear,
            type: "customer.subscription.deleted"
        )
        #expect(try standing(deleted) == PlanStanding(.ended, until: newYear))
        let items =
            #"{"customer":"cus_A1","status":"active","items":{"data":[{"current_period_end":5},"#
            + #"{"current_period_end":9}]}}"#
        let newer = StandInStripe.event("evt_4", "customer.subscription.updated", items, at: newYear)
        #expect(try standing(newer) == PlanStanding(.active, until: Timestamp(seconds: 9)))
    }

    @Test(
        "signed, and yet not what Stripe writes",
        arguments: [
            #"{"id":"a","id":"a","created":1767225600,"livemode":true,"type":"x","data":{"object":{}}}"#,
            #"{"id":"a","created":1767225600,"livemode":true,"type":"x"}"#,
            #"{"created":1767225600,"livemode":true,"type":"x","data":{"object":{}}}"#,
            #"{"id":"a","created":1.5,"livemode":true,"type":"x","data":{"object":{}}}"#,
            #"{"id":"a","created":-1,"livemode":true,"type":"x","data":{"object":{}}}"#,
            #"{"id":"a","created":9223372036854775807,"livemode":true,"type":"x","data":{"object":{}}}"#,
            #"[]"#, "", "{", "{\"id\":\"\u{0}\"}",
        ]
    )
    func malformed(_ text: String) throws {
        #expect(throws: PaymentRefusal.malformed) { try signed(Array(text.utf8)) }
    }

    @Test("a subscription without a customer, or with an address for one")
    func customers() throws {
        for object in ["{}", #"{"customer":"asha@example.org","status":"active"}"#] {
            let body = StandInStripe.event("evt_1", "customer.subscription.updated", object, at: newYear)
            #expect(throws: PaymentRefusal.malformed) { try signed(body) }
        }
    }

    @Test("test mode is not live, nor live test mode")
    func mode() throws {
        let test = Array(String(decoding: body, as: UTF8.self).replacing("true", with: "false").utf8)
        #expect(throws: PaymentRefusal.addressee) { try signed(test) }
        let sandbox = try #require(StripeNotices(secrets: stripe.secret, mode: .sandbox))
        let header = stripe.signature(of: body, at: newYear)
        #expect(throws: PaymentRefusal.addressee) { try sandbox.notice(body, signature: header, at: newYear) }
    }

    @Test("more than 64 KiB is not looked at")
    func large() throws {
        let padding = String(repeating: " ", count: NoticeLimits.byteCountMaximum - body.count)
        #expect(throws: Never.self) { try signed(body + Array(padding.utf8)) }
        #expect(throws: PaymentRefusal.tooLarge) { try signed(body + Array((padding + " ").utf8)) }
    }

    @discardableResult
    private func signed(_ body: [UInt8]) throws -> PaymentNotice? {
        try stripe.notices?.notice(body, signature: stripe.signature(of: body, at: newYear), at: newYear)
    }

    /// Nil where it was refused.
    private func standing(_ body: [UInt8]) throws -> PlanStanding? {
        do {
            guard case .plan(let standing, _)? = try signed(body)?.content else { return nil }
            return standing
        } catch PaymentRefusal.malformed {
            return nil
        }
    }
}
