package import Primitives
import Sealing

/// Stripe as a check or a test plays it: signs with a secret of its own making.
package struct StandInStripe: Sendable {
    package let secret: [UInt8]

    package init() { secret = Array(("whsec_" + Base64URL.encode(SecureRandom.bytes(count: 24))).utf8) }

    /// What reads its notices.
    package var notices: StripeNotices? { StripeNotices(secrets: secret) }

    package func delivery(_ body: [UInt8], at time: Timestamp) -> PaymentDesk.Delivery {
        PaymentDesk.Delivery(body: body, signature: signature(of: body, at: time))
    }

    package func signature(of body: [UInt8], at time: Timestamp) -> String {
        let tag = Authenticator.unlabelledTag(
            Array("\(time.seconds).".utf8) + body,
            key: SecretBytes(copying: secret)
        )
        let digits = tag.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16) }.joined()
        return "t=\(time.seconds),v1=\(digits)"
    }

    /// A subscription's event, with a name, an address and a card beside what is read.
    package static func subscription(
        _ id: String,
        _ customer: String,
        status: String = "active",
        until end: Timestamp,
        at moment: Timestamp,
        type: String = "customer.subscription.updated"
    ) -> [UInt8] {
        let object =
            #"{"object":"subscription","customer":"\#(customer)","status":"\#(status)","#
            + #""current_period_end":\#(end.seconds),"customer_email":"somebody@example.org","#
            + #""default_payment_method":{"card":{"brand":"visa","last4":"1111","country":"IN"}}}"#
        return event(id, type, object, at: moment)
    }

    /// The event of a checkout that a person finished.
    package static func checkout(
        _ id: String,
        _ customer: String,
        _ reference: CheckoutReference,
        at moment: Timestamp
    ) -> [UInt8] {
        let object =
            #"{"object":"checkout.session","customer":"\#(customer)","client_reference_id":"\#(reference.uuid)","#
            + #""customer_details":{"email":"somebody@example.org","name":"Some Body"}}"#
        return event(id, "checkout.session.completed", object, at: moment)
    }

    package static func event(_ id: String, _ type: String, _ object: String, at moment: Timestamp) -> [UInt8] {
        let text =
            #"{"id":"\#(id)","object":"event","livemode":true,"created":\#(moment.seconds),"#
            + #""type":"\#(type)","data":{"object":\#(object)}}"#
        return Array(text.utf8)
    }
}

/// The App Store as a check or a test plays it: under a root of its own.
package struct StandInAppStore: Sendable {
    package static let bundle = "org.example.app"

    package var chain: StandInChain
    package let notices: AppStoreNotices

    /// - `change`: as ``StandInChain/init(at:change:)``.
    package init?(at now: Timestamp, change: (Int, inout StandInChain.Plan) -> Void = { _, _ in }) {
        guard let chain = StandInChain(at: now, change: change), let last = chain.certificates.last,
            let root = PinnedRoot(certificate: last)
        else { return nil }
        self.chain = chain
        notices = AppStoreNotices(root: root, bundle: Self.bundle)
    }

    /// What a notice says; every member may be changed.
    package struct Notice: Sendable {
        package var id: String
        package var signed: Timestamp
        package var status = 1
        package var end: Timestamp
        package var token: CheckoutReference
        package var bundle = StandInAppStore.bundle
        package var environment = "Production"

        package init(_ id: String, signed: Timestamp, until end: Timestamp, _ token: CheckoutReference) {
            (self.id, self.signed, self.end, self.token) = (id, signed, end, token)
        }
    }

    /// A body; nil where the library cannot sign.
    package func body(_ notice: Notice, algorithm: String = "ES256") -> [UInt8]? {
        let transaction =
            #"{"appAccountToken":"\#(notice.token.uuid)","bundleId":"\#(notice.bundle)","#
            + #""environment":"\#(notice.environment)","expiresDate":\#(notice.end.milliseconds),"storefront":"IND"}"#
        guard let inner = signed(transaction, algorithm: algorithm) else { return nil }
        let payload =
            #"{"notificationType":"DID_RENEW","notificationUUID":"\#(notice.id)","version":"2.0","#
            + #""signedDate":\#(notice.signed.milliseconds),"data":{"bundleId":"\#(notice.bundle)","#
            + #""environment":"\#(notice.environment)","status":\#(notice.status),"#
            + #""signedTransactionInfo":"\#(inner)"}}"#
        return signed(payload, algorithm: algorithm).map { Array(#"{"signedPayload":"\#($0)"}"#.utf8) }
    }

    /// A JSON web signature over a text.
    package func signed(_ payload: String, algorithm: String = "ES256") -> String? {
        let texts = chain.texts.map { #""\#($0)""# }.joined(separator: ",")
        let header = #"{"alg":"\#(algorithm)","x5c":[\#(texts)]}"#
        let message = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(payload.utf8))
        guard let signature = chain.leafKey.es256Signature(for: Array(message.utf8)) else { return nil }
        return message + "." + Base64URL.encode(signature)
    }
}

/// Google Play as a check or a test plays it: with a key of its own.
package struct StandInGooglePlay: Sendable {
    package static let addressee = GooglePlayNotices.Addressee(
        audience: "https://flowkeep.example/payments/google-play",
        email: "push@project.iam.gserviceaccount.com",
        package: "org.example.app"
    )

    private let key: RSAStandInKey
    /// The JWK set that names its key.
    package let keyFile: [UInt8]

    /// Takes tenths of a second; nil where the library makes no key.
    package init?() {
        guard let key = RSAStandInKey() else { return nil }
        self.key = key
        let text =
            #"{"keys":[{"kty":"RSA","alg":"RS256","use":"sig","kid":"one","n":"\#(Base64URL.encode(key.modulus))","#
            + #""e":"\#(Base64URL.encode(key.exponent))"}]}"#
        keyFile = Array(text.utf8)
    }

    package var notices: GooglePlayNotices {
        GooglePlayNotices(Self.addressee) { [keyFile] in GoogleKeys(parsing: keyFile) }
    }

    /// What a token says; every member may be changed.
    package struct Claims: Sendable {
        package var issuer = "https://accounts.google.com"
        package var audience = StandInGooglePlay.addressee.audience
        package var email = StandInGooglePlay.addressee.email
        package var isVerified = true
        package var issued: Timestamp
        package var seconds: Int64 = 3600
        package var algorithm = "RS256"
        package var key = "one"

        package init(issued: Timestamp) { self.issued = issued }
    }

    /// An `Authorization`; nil where the library cannot sign.
    package func authorization(_ claims: Claims) -> String? {
        let header = #"{"alg":"\#(claims.algorithm)","kid":"\#(claims.key)","typ":"JWT"}"#
        let payload =
            #"{"iss":"\#(claims.issuer)","aud":"\#(claims.audience)","email":"\#(claims.email)","#
            + #""email_verified":\#(claims.isVerified),"iat":\#(claims.issued.seconds),"#
            + #""exp":\#(claims.issued.seconds + claims.seconds),"sub":"1"}"#
        let message = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(payload.utf8))
        return key.signature(for: Array(message.utf8)).map { "Bearer \(message)." + Base64URL.encode($0) }
    }

    /// A body about a subscription.
    package static func body(
        _ id: String,
        token: String,
        type: Int = 2,
        at moment: Timestamp,
        package name: String = StandInGooglePlay.addressee.package
    ) -> [UInt8] {
        let notice =
            #"{"version":"1.0","packageName":"\#(name)","eventTimeMillis":"\#(moment.milliseconds)","#
            + #""subscriptionNotification":{"version":"1.0","notificationType":\#(type),"purchaseToken":"\#(token)"}}"#
        return envelope(id, notice)
    }

    package static func envelope(_ id: String, _ notice: String) -> [UInt8] {
        let data = String(decoding: Base64.encode(Array(notice.utf8)), as: UTF8.self)
        return Array(#"{"message":{"data":"\#(data)","messageId":"\#(id)"},"subscription":"projects/p/s"}"#.utf8)
    }
}
