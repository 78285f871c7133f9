import Payments
import Primitives
import Sealing

/// What is wrong with a notice that a check hands in.
enum PaymentFault: Sendable, Hashable, CaseIterable {
    /// Signed with another key, or under another root.
    case forged
    /// Changed after it was signed.
    case altered
    case unsigned
    /// Signed too long ago.
    case stale
    /// For another app, or made where nobody pays.
    case misdirected
    /// Handed in before.
    case repeated
    /// Older than one that was taken.
    case overtaken

    var words: String {
        switch self {
        case .forged: "Forged, with another key or root"
        case .altered: "Altered after signing"
        case .unsigned: "Without a signature"
        case .stale: "Too old"
        case .misdirected: "For another app or the sandbox"
        case .repeated: "Handed in a second time"
        case .overtaken: "Older than one before"
        }
    }
}

/// One that a check hands in, and what it would be without its fault.
struct PaymentAttempt: Sendable {
    let fault: PaymentFault
    let provider: PaymentProvider
    let delivery: PaymentDesk.Delivery
    let honest: PaymentDesk.Delivery
}

/// The three providers, played with keys of a check's own.
struct PaymentPlayers: Sendable {
    /// Somebody in memory who pays.
    struct Customer: Sendable {
        let provider: PaymentProvider
        let account: UserAccountID
        let reference: CheckoutReference
        /// Stripe's name of her, or the purchase at Google Play.
        let name: String
    }

    enum Failure: Error { case unsigned }

    /// Made once: a key of RSA takes longer than everything else here.
    private static let google = (StandInGooglePlay(), StandInGooglePlay())

    private let stripe = StandInStripe()
    private let otherStripe = StandInStripe()
    private let appStore: StandInAppStore
    private let otherAppStore: StandInAppStore
    private let googlePlay: StandInGooglePlay
    private let otherGooglePlay: StandInGooglePlay
    private let time: Timestamp

    init(at time: Timestamp) throws {
        // Made as of the oldest notice, or a stale one would be refused for its certificates.
        let start = time.adding(seconds: -2 * NoticeLimits.retriedSeconds)
        guard let appStore = StandInAppStore(at: start), let otherAppStore = StandInAppStore(at: start),
            let googlePlay = Self.google.0, let otherGooglePlay = Self.google.1
        else { throw Failure.unsigned }
        self.appStore = appStore
        self.otherAppStore = otherAppStore
        self.googlePlay = googlePlay
        self.otherGooglePlay = otherGooglePlay
        self.time = time
    }

    func desk(_ ledger: PaymentLedger, now: @escaping Now) -> PaymentDesk {
        PaymentDesk(
            ledger: ledger,
            stripe: stripe.notices,
            appStore: appStore.notices,
            googlePlay: googlePlay.notices,
            now: now
        )
    }

    static func account() throws -> UserAccountID {
        guard let account = UserAccountID(bytes: SecureRandom.bytes(count: UserAccountID.byteCount)) else {
            throw Failure.unsigned
        }
        return account
    }

    /// Somebody whose customer the ledger knows, and who has no plan yet.
    func customer(of provider: PaymentProvider, _ desk: PaymentDesk) async throws -> Customer {
        let account = try Self.account()
        let reference = try await desk.ledger.checkoutReference(of: account)
        let name = (provider == .stripe ? "cus_" : "") + account.text
        let customer = Customer(provider: provider, account: account, reference: reference, name: name)
        switch provider {
        case .stripe:
            let body = StandInStripe.checkout("checkout-" + name, name, reference, at: time)
            try await PaymentCheck.deliver(stripe.delivery(body, at: time), .stripe, to: desk)
        case .appStore: break  // names the reference itself
        case .googlePlay: _ = try await desk.ledger.link(purchase: name, to: account)
        }
        return customer
    }

    /// A right one: how the plan of a customer stands.
    func honest(
        _ customer: Customer,
        _ state: PlanState,
        id: String,
        at moment: Timestamp
    ) throws -> PaymentDesk.Delivery {
        try delivery(customer, state, id: id, at: moment, signed: time, nil)
    }

    func attempt(
        _ fault: PaymentFault,
        _ customer: Customer,
        _ desk: PaymentDesk
    ) async throws -> PaymentAttempt {
        let honest = try honest(customer, .active, id: "honest", at: time)
        let delivery: PaymentDesk.Delivery
        switch fault {
        case .repeated, .overtaken:
            // Paid, then ended; and now somebody would like it back.
            let paid = try self.honest(customer, .active, id: "paid", at: time.adding(seconds: -20))
            try await PaymentCheck.deliver(paid, customer.provider, to: desk)
            let ended = try self.honest(customer, .ended, id: "ended", at: time.adding(seconds: -10))
            try await PaymentCheck.deliver(ended, customer.provider, to: desk)
            let late = try self.honest(customer, .active, id: "late", at: time.adding(seconds: -15))
            delivery = fault == .repeated ? paid : late
        case .stale:
            let old = time.adding(seconds: -NoticeLimits.retriedSeconds - 60)
            delivery = try self.delivery(customer, .active, id: "stale", at: old, signed: old, nil)
        case .altered: delivery = Self.altered(try self.honest(customer, .active, id: "altered", at: time))
        case .forged, .unsigned, .misdirected:
            delivery = try self.delivery(customer, .active, id: "faulty", at: time, signed: time, fault)
        }
        return PaymentAttempt(fault: fault, provider: customer.provider, delivery: delivery, honest: honest)
    }

    /// Another digit somewhere in what was signed.
    private static func altered(_ delivery: PaymentDesk.Delivery) -> PaymentDesk.Delivery {
        func changed(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            let middle = bytes.count / 2
            bytes[middle] = bytes[middle] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
            return bytes
        }
        if let token = delivery.authorization {
            let text = String(decoding: changed(Array(token.utf8)), as: UTF8.self)
            return PaymentDesk.Delivery(body: delivery.body, authorization: text)
        }
        return PaymentDesk.Delivery(body: changed(delivery.body), signature: delivery.signature)
    }

    private func delivery(
        _ customer: Customer,
        _ state: PlanState,
        id: String,
        at moment: Timestamp,
        signed: Timestamp,
        _ fault: PaymentFault?
    ) throws -> PaymentDesk.Delivery {
        let id = id + "-" + customer.name
        let end = time.adding(seconds: 30 * 86_400)
        switch customer.provider {
        case .stripe:
            let status = state == .active ? "active" : "canceled"
            var body = StandInStripe.subscription(id, customer.name, status: status, until: end, at: moment)
            if fault == .misdirected {
                body = Array(String(decoding: body, as: UTF8.self).replacing("true", with: "false").utf8)
            }
            if fault == .unsigned { return PaymentDesk.Delivery(body: body) }
            return (fault == .forged ? otherStripe : stripe).delivery(body, at: signed)
        case .appStore:
            var notice = StandInAppStore.Notice(id, signed: moment, until: end, customer.reference)
            notice.status = state == .active ? 1 : 2
            if fault == .misdirected { notice.environment = "Sandbox" }
            return PaymentDesk.Delivery(body: try appStoreBody(notice, fault))
        case .googlePlay:
            let name = fault == .misdirected ? "org.example.other" : StandInGooglePlay.addressee.package
            let type = state == .active ? 2 : 13
            let body = StandInGooglePlay.body(id, token: customer.name, type: type, at: moment, package: name)
            if fault == .unsigned { return PaymentDesk.Delivery(body: body) }
            let claims = StandInGooglePlay.Claims(issued: signed)
            let player = fault == .forged ? otherGooglePlay : googlePlay
            return PaymentDesk.Delivery(body: body, authorization: player.authorization(claims))
        }
    }

    private func appStoreBody(_ notice: StandInAppStore.Notice, _ fault: PaymentFault?) throws -> [UInt8] {
        let player = fault == .forged ? otherAppStore : appStore
        guard let body = player.body(notice, algorithm: fault == .unsigned ? "none" : "ES256") else {
            throw Failure.unsigned
        }
        return body
    }
}
