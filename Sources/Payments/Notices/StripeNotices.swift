package import Primitives
import Sealing

/// Reads what Stripe sends: a JSON event, and a header with HMAC-SHA-256 over `time.body`.
///
/// - Source: docs/spec/payments.md §3; Stripe's description of webhook signatures, scheme `v1`.
package struct StripeNotices: Sendable {
    /// More than a person rotating secrets has.
    private static let signatureCountMaximum = 8

    /// The signing secrets of the endpoint, `whsec_…`: two while one takes the other's place.
    private let secrets: [SharedSecret]
    private let mode: PaymentMode

    /// Takes the lines of the secret file; nil when there is none, or one that is no secret of Stripe's.
    package init?(secrets text: [UInt8], mode: PaymentMode = .live) {
        let lines = text.split { $0 == 0x0A || $0 == 0x0D }
        guard (1...2).contains(lines.count) else { return nil }
        for line in lines {
            guard line.starts(with: "whsec_".utf8), (16...255).contains(line.count),
                line.allSatisfy({ (0x21...0x7E).contains($0) })
            else { return nil }
        }
        self.mode = mode
        secrets = lines.map { SharedSecret(SecretBytes(copying: $0)) }
    }

    /// Checks a body and its `Stripe-Signature`.
    package func notice(
        _ body: [UInt8],
        signature header: String?,
        at now: Timestamp
    ) throws(PaymentRefusal) -> PaymentNotice {
        guard body.count <= NoticeLimits.byteCountMaximum else { throw .tooLarge }
        guard let header else { throw .unsigned }
        try check(body, header, at: now)
        return try read(try NoticeFields(parsing: body))
    }

    private func check(_ body: [UInt8], _ header: String, at now: Timestamp) throws(PaymentRefusal) {
        guard header.utf8.count <= NoticeLimits.headerByteCountMaximum else { throw .tooLarge }
        var time: Int64?
        var given: [[UInt8]] = []
        for part in header.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { throw .malformed }
            switch pair[0] {
            case "t":
                // One time, written in one way, or two readers could disagree about what was signed.
                guard time == nil, let number = Int64(pair[1]), String(number) == pair[1] else { throw .malformed }
                time = number
            case "v1": given.append(Array(pair[1].utf8))
            default: break  // another scheme; test mode sends `v0` along
            }
        }
        guard let time, given.count <= Self.signatureCountMaximum else { throw .malformed }
        guard !given.isEmpty else { throw .unsigned }
        let message = Array("\(time).".utf8) + body
        let wanted = secrets.map { Self.hexadecimal($0.tag(message)) }
        // All are compared, so that the time says nothing about which one fits.
        let fitting = given.reduce(0) { sum, tag in sum + wanted.count { ConstantTime.equal($0, tag) } }
        guard fitting > 0 else { throw .signature }
        let moment = try NoticeFields.moment(time, scale: 1000)
        guard moment.isFresh(at: now, within: NoticeLimits.stripeSeconds) else { throw .stale }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    private func read(_ event: NoticeFields) throws(PaymentRefusal) -> PaymentNotice {
        let id = try event.text("id")
        let created = try event.seconds("created")
        guard event.isTrue("livemode") == (mode == .live) else { throw .addressee }
        let content = try Self.content(try event.text("type"), try event.fields("data").fields("object"), at: created)
        return PaymentNotice(.stripe, id: id, at: created, content)
    }

    private static func content(
        _ type: String,
        _ object: NoticeFields,
        at created: Timestamp
    ) throws(PaymentRefusal) -> PaymentNotice.Content {
        switch type {
        case "checkout.session.completed":
            guard let reference = try object.optionalText("client_reference_id").flatMap(CheckoutReference.init(uuid:)),
                let customer = try customer(object)
            else { return .nothing }  // a checkout that was not begun here
            return .checkout(reference, by: customer)
        case "customer.subscription.created", "customer.subscription.updated", "customer.subscription.deleted",
            "customer.subscription.paused", "customer.subscription.resumed":
            guard let customer = try customer(object) else { throw .malformed }
            return .plan(try standing(object, isDeleted: type.hasSuffix(".deleted"), at: created), of: customer)
        default: return .nothing
        }
    }

    private static func customer(_ object: NoticeFields) throws(PaymentRefusal) -> PaymentCustomer? {
        guard let text = try object.optionalText("customer") else { return nil }
        guard text.hasPrefix("cus_"), let customer = PaymentCustomer(.stripe, text) else { throw .malformed }
        return customer
    }

    private static func standing(
        _ object: NoticeFields,
        isDeleted: Bool,
        at created: Timestamp
    ) throws(PaymentRefusal) -> PlanStanding {
        let ended = PlanStanding(.ended, until: try object.optionalSeconds("ended_at") ?? created)
        guard !isDeleted else { return ended }
        switch try object.text("status") {
        case "active", "trialing": return PlanStanding(.active, until: try paidUntil(object))
        case "past_due": return PlanStanding(.grace, until: try paidUntil(object))
        case "unpaid", "canceled", "incomplete", "incomplete_expired", "paused": return ended
        default: throw .malformed
        }
    }

    /// On the subscription itself, or since the version of March 2025 on each of its items.
    private static func paidUntil(_ object: NoticeFields) throws(PaymentRefusal) -> Timestamp? {
        if let end = try object.optionalSeconds("current_period_end") { return end }
        guard let items = try object.optionalFields("items") else { return nil }
        var latest: Timestamp?
        for item in try items.list("data") {
            guard let end = try item.optionalSeconds("current_period_end") else { continue }
            latest = max(latest ?? end, end)
        }
        return latest
    }
}

/// A secret that two sides have, where a type that may be copied is needed: the bytes themselves are not.
final class SharedSecret: Sendable {
    private let bytes: SecretBytes

    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

    func tag(_ message: [UInt8]) -> [UInt8] { Authenticator.unlabelledTag(message, key: bytes) }
}
