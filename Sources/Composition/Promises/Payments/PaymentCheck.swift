import Assurance
import HTTPTypes
import Payments
import Primitives
import Sealing
import Web

/// PAY-1: whether anything but a provider's own signed notice changes a plan.
struct PaymentCheck: PromiseCheck {
    /// Hands one in, as the route does; what is refused throws.
    typealias Deliver = @Sendable (PaymentDesk, PaymentAttempt) async throws -> Void

    let promise = PromiseID.pay1
    let method =
        "Plays Stripe, the App Store and Google Play in memory, with keys of its own, and hands in notices to the "
        + "code that takes all others: right ones must be taken; forged, altered, unsigned, stale, misdirected, "
        + "repeated and overtaken ones must change nothing. Walks every operation: no other may change a plan."
    let now: Now
    /// The operations of the API.
    let endpoints: [Endpoint]
    var deliver: Deliver = { desk, attempt in try await Self.deliver(attempt.delivery, attempt.provider, to: desk) }

    /// What people ask for under these addresses: to be shown, to be given a number, to name a purchase.
    private static let harmless: Set<String> = [
        "GET /api/v1/account/plan", "POST /api/v1/account/plan/checkout", "POST /api/v1/account/plan/google-play",
    ]
    private static let places = ["/payments", "/account/plan", "/api/v1/account/plan"]

    static func deliver(
        _ delivery: PaymentDesk.Delivery,
        _ provider: PaymentProvider,
        to desk: PaymentDesk
    ) async throws {
        _ = try await desk.ledger.take(try desk.notice(delivery, from: provider))
    }

    func run() async throws -> PromiseFinding {
        let stores = try await CheckedStores(now: now)
        let ledger = PaymentLedger(records: stores.records, now: now)
        let players = try PaymentPlayers(at: now())
        let desk = players.desk(ledger, now: now)
        var evidence = [try await rightOnes(desk, players)]
        for fault in PaymentFault.allCases { evidence.append(try await tried(fault, desk, players)) }
        evidence.append(try await beginnings(desk))
        return PromiseFinding(evidence + routes)
    }

    private func rightOnes(_ desk: PaymentDesk, _ players: PaymentPlayers) async throws -> Evidence {
        var count = 0
        for provider in PaymentProvider.allCases {
            let customer = try await players.customer(of: provider, desk)
            let delivery = try players.honest(customer, .active, id: "right", at: now())
            try await Self.deliver(delivery, provider, to: desk)
            if try await Self.state(of: customer, desk) == .active { count += 1 }
        }
        let all = PaymentProvider.allCases.count
        return Evidence("Right notices", "\(count) of \(all) taken", isAsPromised: count == all)
    }

    private func tried(
        _ fault: PaymentFault,
        _ desk: PaymentDesk,
        _ players: PaymentPlayers
    ) async throws -> Evidence {
        var changed: [String] = []
        for provider in PaymentProvider.allCases {
            let customer = try await players.customer(of: provider, desk)
            let attempt = try await players.attempt(fault, customer, desk)
            let before = try await Self.state(of: customer, desk)
            do {
                try await deliver(desk, attempt)
            } catch is PaymentRefusal {
                // Refused, as it has to be; what counts is what the ledger says.
            }
            if try await Self.state(of: customer, desk) != before { changed.append(provider.name) }
        }
        let found = changed.isEmpty ? "changed nothing" : "changed a plan (\(changed.joined(separator: ", ")))"
        return Evidence(fault.words, found, isAsPromised: changed.isEmpty)
    }

    /// What people may do by themselves gives nothing.
    private func beginnings(_ desk: PaymentDesk) async throws -> Evidence {
        let account = try PaymentPlayers.account()
        _ = try await desk.ledger.checkoutReference(of: account)
        _ = try await desk.ledger.link(purchase: "named-by-nobody", to: account)
        let plans = try await desk.ledger.entitlements(of: account)
        return Evidence(
            "A checkout begun, a purchase named",
            plans.isEmpty ? "gave nothing" : "gave a plan",
            isAsPromised: plans.isEmpty
        )
    }

    private var routes: [Evidence] {
        let notices = Set(PaymentProvider.allCases.map { "POST /payments/" + $0.name })
        let named = endpoints.map { "\($0.method.rawValue) \($0.template.text)" }
        let others = zip(endpoints, named).filter { endpoint, name in
            Self.places.contains { endpoint.template.text == $0 || endpoint.template.text.hasPrefix($0 + "/") }
                && !notices.contains(name) && !Self.harmless.contains(name)
        }
        // A person's session must not be looked at where notices come in.
        let open = zip(endpoints, named).filter { notices.contains($1) && $0.access != .anyone }
        let found = (others + open).map(\.1).sorted().joined(separator: ", ")
        let taken = named.filter(notices.contains).count
        return [
            Evidence("Operations looked at", "\(named.count), \(taken) for notices", isAsPromised: !named.isEmpty),
            Evidence("Others that could change a plan", found.isEmpty ? "none" : found, isAsPromised: found.isEmpty),
        ]
    }

    private static func state(of customer: PaymentPlayers.Customer, _ desk: PaymentDesk) async throws -> PlanState? {
        try await desk.ledger.entitlements(of: customer.account).first { $0.provider == customer.provider }?
            .standing.state
    }
}
