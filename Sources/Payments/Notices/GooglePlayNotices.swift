import JSON
package import Primitives
import Sealing

/// Reads what Google Play sends by way of a Pub/Sub push.
///
/// - Shape: a JSON envelope with the notice in base 64, and a bearer token: a JSON web token that Google signed for
///   the service account of the push, and for our address.
/// - Source: docs/spec/payments.md §5; Google's pages on authenticated push and on real-time developer notifications.
package struct GooglePlayNotices: Sendable {
    /// Who may send, and what about.
    package struct Addressee: Sendable, Hashable {
        /// What the push subscription was told to put into `aud`.
        package let audience: String
        /// The service account that the push is signed for: anybody may have a token made for any audience.
        package let email: String
        /// The app's package name.
        package let package: String

        package init(audience: String, email: String, package: String) {
            self.audience = audience
            self.email = email
            self.package = package
        }
    }

    private static let issuers = ["https://accounts.google.com", "accounts.google.com"]
    /// Tokens live for an hour; one that claims more was not made for a push.
    private static let lifeSecondsMaximum: Int64 = 3600

    private let addressee: Addressee
    private let keys: @Sendable () -> GoogleKeys?

    /// - Parameters:
    ///   - addressee: whom a notice must be for and from.
    ///   - keys: Google's own, read anew for each notice since they change every few days; nil where they cannot be.
    package init(_ addressee: Addressee, keys: @escaping @Sendable () -> GoogleKeys?) {
        self.addressee = addressee
        self.keys = keys
    }

    /// Checks a body and its `Authorization`.
    package func notice(
        _ body: [UInt8],
        authorization: String?,
        at now: Timestamp
    ) throws(PaymentRefusal) -> PaymentNotice {
        guard body.count <= NoticeLimits.byteCountMaximum else { throw .tooLarge }
        guard let authorization else { throw .unsigned }
        guard authorization.utf8.count <= NoticeLimits.headerByteCountMaximum else { throw .tooLarge }
        guard authorization.hasPrefix("Bearer ") else { throw .unsigned }
        try check(token: String(authorization.dropFirst(7)), at: now)
        return try read(body, at: now)
    }

    private func check(token: String, at now: Timestamp) throws(PaymentRefusal) {
        let signature = try WebSignature(token, algorithm: "RS256")
        guard let keys = keys() else { throw .keys }
        guard let key = keys[try signature.header.text("kid")],
            key.isValid(signature.signature, for: signature.signed)
        else { throw .signature }
        let claims = try NoticeFields(parsing: signature.payload)
        guard Self.issuers.contains(try claims.text("iss")), try claims.text("aud") == addressee.audience,
            try claims.text("email") == addressee.email, claims.isTrue("email_verified")
        else { throw .addressee }
        let issued = try claims.seconds("iat")
        let expiry = try claims.seconds("exp")
        guard issued <= now.adding(seconds: NoticeLimits.aheadSeconds), expiry > now,
            expiry <= issued.adding(seconds: Self.lifeSecondsMaximum)
        else { throw .stale }
    }

    private func read(_ body: [UInt8], at now: Timestamp) throws(PaymentRefusal) -> PaymentNotice {
        let message = try NoticeFields(parsing: body).fields("message")
        let id = try message.text("messageId")
        let text = try message.text("data", count: 1...NoticeLimits.byteCountMaximum)
        guard let bytes = Base64.decode(Array(text.utf8)) else { throw .malformed }
        let notice = try NoticeFields(parsing: bytes)
        guard try notice.text("packageName") == addressee.package else { throw .addressee }
        let moment = try NoticeFields.moment(try notice.writtenNumber("eventTimeMillis"), scale: 1)
        guard moment.isFresh(at: now, within: NoticeLimits.retriedSeconds) else { throw .stale }
        return PaymentNotice(.googlePlay, id: id, at: moment, try Self.content(notice, at: moment))
    }

    private static func content(
        _ notice: NoticeFields,
        at moment: Timestamp
    ) throws(PaymentRefusal) -> PaymentNotice.Content {
        let kinds = [
            "subscriptionNotification", "voidedPurchaseNotification", "oneTimeProductNotification", "testNotification",
        ].filter(notice.isThere)
        guard kinds.count <= 1 else { throw .malformed }  // exactly one of them, as Google says
        if let voided = try notice.optionalFields("voidedPurchaseNotification") {
            let isSubscription = try voided.optionalNumber("productType").map { $0 == 1 } ?? true
            return isSubscription ? .plan(PlanStanding(.ended, until: moment), of: try customer(voided)) : .nothing
        }
        guard let subscription = try notice.optionalFields("subscriptionNotification") else { return .nothing }
        switch try subscription.number("notificationType") {
        // Recovered, renewed, bought, restarted; the notice says nothing about until when.
        case 1, 2, 4, 7: return .plan(PlanStanding(.active, until: nil), of: try customer(subscription))
        case 6: return .plan(PlanStanding(.grace, until: nil), of: try customer(subscription))
        // On hold, paused, revoked, expired.
        case 5, 10, 12, 13: return .plan(PlanStanding(.ended, until: moment), of: try customer(subscription))
        // Cancelled runs to the end of what was paid, which another notice tells; prices and dates change nothing.
        default: return .nothing
        }
    }

    /// The purchase token opens Google's own books, so only its hash is kept.
    package static func customer(token: String) -> PaymentCustomer? {
        guard (1...2048).contains(token.utf8.count), token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        return PaymentCustomer(.googlePlay, Base64URL.encode(Digest.sha256(Array(token.utf8))))
    }

    private static func customer(_ fields: NoticeFields) throws(PaymentRefusal) -> PaymentCustomer {
        guard let customer = customer(token: try fields.text("purchaseToken", count: 1...2048)) else {
            throw .malformed
        }
        return customer
    }
}

/// The keys that Google signs with, by their ids: a JWK set (RFC 7517).
package struct GoogleKeys: Sendable {
    private static let countMaximum = 32

    private let keys: [String: RSASignaturePublicKey]

    subscript(id: String) -> RSASignaturePublicKey? { keys[id] }

    /// Reads the file; nil when it is none, or has no key for `RS256`.
    package init?(parsing bytes: [UInt8]) {
        do throws(PaymentRefusal) {
            var keys: [String: RSASignaturePublicKey] = [:]
            for key in try NoticeFields(parsing: bytes).list("keys") {
                guard try key.text("kty") == "RSA", try key.optionalText("alg") ?? "RS256" == "RS256",
                    try key.optionalText("use") ?? "sig" == "sig"
                else { continue }
                let id = try key.text("kid")
                guard keys[id] == nil, keys.count < Self.countMaximum else { return nil }
                keys[id] = try Self.key(key)
            }
            guard !keys.isEmpty else { return nil }
            self.keys = keys
        } catch {
            return nil
        }
    }

    private static func key(_ fields: NoticeFields) throws(PaymentRefusal) -> RSASignaturePublicKey {
        guard let modulus = Base64URL.decode(try fields.text("n", count: 1...1024)),
            let exponent = Base64URL.decode(try fields.text("e", count: 1...16))
        else { throw .malformed }
        do {
            return try RSASignaturePublicKey(modulus: modulus, exponent: exponent)
        } catch {
            throw .malformed
        }
    }
}
