package import Primitives

/// Where notices come in: the providers that this installation is configured for, and the ledger they write.
package struct PaymentDesk: Sendable {
    /// A request, as far as anything of it is looked at.
    package struct Delivery: Sendable {
        package let body: [UInt8]
        /// `Stripe-Signature`.
        package let signature: String?
        /// `Authorization`.
        package let authorization: String?

        package init(body: [UInt8], signature: String? = nil, authorization: String? = nil) {
            self.body = body
            self.signature = signature
            self.authorization = authorization
        }
    }

    package let ledger: PaymentLedger
    private let stripe: StripeNotices?
    private let appStore: AppStoreNotices?
    private let googlePlay: GooglePlayNotices?
    private let now: Now

    package init(
        ledger: PaymentLedger,
        stripe: StripeNotices?,
        appStore: AppStoreNotices?,
        googlePlay: GooglePlayNotices?,
        now: @escaping Now
    ) {
        self.ledger = ledger
        self.stripe = stripe
        self.appStore = appStore
        self.googlePlay = googlePlay
        self.now = now
    }

    /// Those whose notices are taken.
    package var providers: [PaymentProvider] {
        PaymentProvider.allCases.filter { provider in
            switch provider {
            case .stripe: stripe != nil
            case .appStore: appStore != nil
            case .googlePlay: googlePlay != nil
            }
        }
    }

    /// What a delivery says, checked and not yet applied.
    package func notice(
        _ delivery: Delivery,
        from provider: PaymentProvider
    ) throws(PaymentRefusal) -> PaymentNotice {
        let time = now()
        switch provider {
        case .stripe:
            guard let stripe else { throw .keys }
            return try stripe.notice(delivery.body, signature: delivery.signature, at: time)
        case .appStore:
            guard let appStore else { throw .keys }
            return try appStore.notice(delivery.body, at: time)
        case .googlePlay:
            guard let googlePlay else { throw .keys }
            return try googlePlay.notice(delivery.body, authorization: delivery.authorization, at: time)
        }
    }
}
