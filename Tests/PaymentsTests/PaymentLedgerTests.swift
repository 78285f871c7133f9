import KeyService
import Payments
import Primitives
import TestSupport
import Testing

@Suite("The ledger of plans")
struct PaymentLedgerTests {
    private let stripe = StandInStripe()
    private let end = newYear.adding(seconds: month)

    private func notice(_ body: [UInt8]) throws -> PaymentNotice {
        try #require(
            try stripe.notices?.notice(body, signature: stripe.signature(of: body, at: newYear), at: newYear)
        )
    }

    private func plan(
        _ id: String,
        _ customer: String = "cus_A1",
        _ status: String = "active",
        after seconds: Int64 = 0
    ) throws -> PaymentNotice {
        let moment = newYear.adding(seconds: seconds)
        return try notice(StandInStripe.subscription(id, customer, status: status, until: end, at: moment))
    }

    /// Asha's checkout, told by Stripe.
    private func checkout(
        _ test: TestLedger,
        _ id: String,
        _ customer: String = "cus_A1",
        of account: UserAccountID? = nil
    ) async throws -> PaymentNotice {
        let reference = try await test.ledger.checkoutReference(of: account ?? test.asha)
        return try notice(StandInStripe.checkout(id, customer, reference, at: newYear))
    }

    @Test("a checkout, a plan, its end")
    func life() async throws {
        let test = try await TestLedger()
        #expect(try await test.ledger.take(checkout(test, "evt_0")) == .applied)
        #expect(try await test.standing(of: test.asha, .stripe) == nil)
        #expect(try await test.ledger.take(plan("evt_1")) == .applied)
        #expect(try await test.standing(of: test.asha, .stripe) == PlanStanding(.active, until: end))
        #expect(try await test.ledger.take(plan("evt_2", "cus_A1", "past_due", after: 10)) == .applied)
        #expect(try await test.standing(of: test.asha, .stripe)?.state == .grace)
        #expect(try await test.ledger.take(plan("evt_3", "cus_A1", "canceled", after: 20)) == .applied)
        #expect(try await test.standing(of: test.asha, .stripe)?.state == .ended)
        #expect(try await test.standing(of: test.meera, .stripe) == nil)
    }

    @Test("a notice twice is taken once, and an older one changes nothing")
    func replayed() async throws {
        let test = try await TestLedger()
        _ = try await test.ledger.take(checkout(test, "evt_0"))
        #expect(try await test.ledger.take(plan("evt_2", "cus_A1", "canceled", after: 20)) == .applied)
        #expect(try await test.ledger.take(plan("evt_2", "cus_A1", "canceled", after: 20)) == .seen)
        #expect(try await test.ledger.take(plan("evt_1", after: 19)) == .older)
        #expect(try await test.standing(of: test.asha, .stripe)?.state == .ended)
        // The same id with another content is the same notice.
        #expect(try await test.ledger.take(plan("evt_2", after: 30)) == .seen)
        #expect(try await test.standing(of: test.asha, .stripe)?.state == .ended)
    }

    @Test("a plan that is told before its checkout waits for it")
    func waiting() async throws {
        let test = try await TestLedger()
        #expect(try await test.ledger.take(plan("evt_2", after: 5)) == .waiting)
        #expect(try await test.ledger.take(plan("evt_1", "cus_A1", "incomplete")) == .older)
        #expect(try await test.ledger.take(checkout(test, "evt_0")) == .applied)
        #expect(try await test.standing(of: test.asha, .stripe)?.state == .active)
    }

    @Test("whatever order notices come in, the end is the same")
    func everyOrder() async throws {
        var generator = SeededGenerator.printingSeed("payment order")
        let notices: [(String, String, Int64)] = [
            ("a", "active", 0), ("b", "past_due", 1), ("c", "active", 2), ("d", "canceled", 2), ("e", "unpaid", 1),
        ]
        for _ in 0..<40 {
            let test = try await TestLedger()
            let link = try await checkout(test, "evt_0")
            var order = try notices.map { try plan($0.0, "cus_A1", $0.1, after: $0.2) } + [link]
            order.shuffle(using: &generator)
            order += order.prefix(3)
            for notice in order { _ = try await test.ledger.take(notice) }
            // Of the two at the latest moment, the one that gives more.
            #expect(try await test.standing(of: test.asha, .stripe) == PlanStanding(.active, until: end))
        }
    }

    @Test("many at once are each taken once")
    func atOnce() async throws {
        let test = try await TestLedger()
        _ = try await test.ledger.take(checkout(test, "evt_0"))
        let same = try plan("evt_1")
        let outcomes = try await withThrowingTaskGroup(of: PaymentLedger.Outcome.self) { group in
            for _ in 0..<6 { group.addTask { try await test.ledger.take(same) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .applied } == 1)
        #expect(outcomes.count { $0 == .seen } == 5)
    }

    @Test("nobody takes a customer over, and a reference of nobody leads nowhere")
    func takeover() async throws {
        let test = try await TestLedger()
        _ = try await test.ledger.take(checkout(test, "evt_0"))
        _ = try await test.ledger.take(plan("evt_1"))
        #expect(try await test.ledger.take(checkout(test, "evt_2", of: test.meera)) == .nothing)
        #expect(try await test.standing(of: test.meera, .stripe) == nil)
        #expect(try await test.standing(of: test.asha, .stripe)?.state == .active)
        let nobodys = StandInStripe.checkout("evt_3", "cus_B1", CheckoutReference(high: 9, low: 9), at: newYear)
        #expect(try await test.ledger.take(notice(nobodys)) == .nothing)
    }

    @Test("the App Store names the reference itself")
    func appStore() async throws {
        let test = try await TestLedger()
        let store = try #require(StandInAppStore(at: newYear))
        let reference = try await test.ledger.checkoutReference(of: test.asha)
        #expect(try await test.ledger.checkoutReference(of: test.asha) == reference)
        #expect(try await test.ledger.checkoutReference(of: test.meera) != reference)
        let body = try #require(store.body(.init("n-1", signed: newYear, until: end, reference)))
        #expect(try await test.ledger.take(store.notices.notice(body, at: newYear)) == .applied)
        #expect(try await test.standing(of: test.asha, .appStore)?.state == .active)
        let nobodys = try #require(
            store.body(.init("n-2", signed: newYear, until: end, CheckoutReference(high: 9, low: 9)))
        )
        #expect(try await test.ledger.take(store.notices.notice(nobodys, at: newYear)) == .waiting)
    }

    @Test("a purchase at Google Play is noted by whoever has its token first")
    func googlePlay() async throws {
        let test = try await TestLedger()
        let play = try #require(StandInGooglePlay())
        let authorization = play.authorization(.init(issued: newYear))
        let body = StandInGooglePlay.body("m-1", token: "token-1", at: newYear)
        let notice = try play.notices.notice(body, authorization: authorization, at: newYear)
        #expect(try await test.ledger.take(notice) == .waiting)
        #expect(try await test.ledger.link(purchase: "token-1", to: test.asha))
        #expect(try await test.ledger.link(purchase: "token-1", to: test.asha))
        #expect(try await !test.ledger.link(purchase: "token-1", to: test.meera))
        #expect(try await !test.ledger.link(purchase: "", to: test.meera))
        #expect(try await test.standing(of: test.asha, .googlePlay) == PlanStanding(.active, until: nil))
        // Bounded, so that nobody fills the store.
        for number in 2...32 { #expect(try await test.ledger.link(purchase: "token-\(number)", to: test.asha)) }
        #expect(try await !test.ledger.link(purchase: "token-33", to: test.asha))
        // Noting a purchase gives nothing by itself.
        #expect(try await test.ledger.link(purchase: "mine", to: test.meera))
        #expect(try await test.ledger.entitlements(of: test.meera).isEmpty)
    }

    @Test("what goes with an account, and what a month later")
    func forgotten() async throws {
        let test = try await TestLedger()
        _ = try await test.ledger.take(checkout(test, "evt_0"))
        _ = try await test.ledger.take(plan("evt_1"))
        _ = try await test.ledger.link(purchase: "token", to: test.asha)
        _ = try await test.ledger.take(plan("evt_9", "cus_nobody"))
        try await test.ledger.forget(test.asha)
        #expect(try await test.ledger.entitlements(of: test.asha).isEmpty)
        #expect(try await test.count() == 4)  // three that were seen, and nobody's customer
        test.clock.turn(seconds: NoticeLimits.seenSeconds)
        #expect(try await test.ledger.sweep() == 0)
        test.clock.turn(seconds: 1)
        #expect(try await test.ledger.sweep() == 4)
        #expect(try await test.count() == 0)
    }

    @Test("how long it is kept is what the register says")
    func retention() {
        let days = Int(NoticeLimits.seenSeconds / 86_400)
        #expect(RecordKind.paymentNotice.retention.kept == .days(days, after: "it came"))
        #expect(NoticeLimits.seenSeconds > NoticeLimits.retriedSeconds + NoticeLimits.aheadSeconds)
    }

    @Test("a failed write changes nothing, and the notice is taken when it comes again")
    func failed() async throws {
        let test = try await TestLedger()
        _ = try await test.ledger.take(checkout(test, "evt_0"))
        test.store.fail(write: 1, with: .full)
        await #expect(throws: SealedRecordError.store(.full)) { try await test.ledger.take(plan("evt_1")) }
        #expect(try await test.standing(of: test.asha, .stripe) == nil)
        #expect(try await test.ledger.take(plan("evt_1")) == .applied)
    }

    @Test("nothing that a notice says of a person is stored, not even sealed")
    func minimal() async throws {
        let test = try await TestLedger()
        _ = try await test.ledger.take(checkout(test, "evt_0"))
        _ = try await test.ledger.take(plan("evt_1"))
        let kept = try #require(try await test.ledger.entitlements(of: test.asha).first)
        #expect(
            Hex.encode(kept.encode())
                == "00010000000101" + "000200000006" + Hex.encode(Array("cus_A1".utf8)) + "00030000000103"
                + "000400000008" + "0000019c167fcc00" + "000500000008" + "0000019b76daa800"
        )
        #expect(try Entitlement(decoding: kept.encode()) == kept)
    }

    @Test("references are well-formed and read back, in either case")
    func references() async throws {
        let test = try await TestLedger()
        let reference = try await test.ledger.checkoutReference(of: test.asha)
        #expect(CheckoutReference(uuid: reference.uuid) == reference)
        #expect(CheckoutReference(uuid: reference.uuid.uppercased()) == reference)
        #expect(reference.uuid.count == 36)
        for text in ["", "asha", reference.text, String(reference.uuid.dropLast()), reference.uuid + "0"] {
            #expect(CheckoutReference(uuid: text) == nil)
        }
    }
}
