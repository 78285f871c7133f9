import HTTPTypes
import Payments
import Primitives

/// `/account/plan`: what is kept of what she pays, in plain words.
struct PlanPages: Sendable {
    static let path = "/account/plan"

    let site: PageSite

    var endpoints: [Endpoint] { [show, begin] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .session) { try await answer($0, reference: nil) }
    }

    private var begin: Endpoint {
        Endpoint(.post, Self.path + "/checkout", surface: .page, access: .session) { request in
            guard let session = request.session else { throw Problem(.notSignedIn) }
            guard let desk = site.services.payments else { throw Problem(.notFound) }
            let reference = try await desk.ledger.checkoutReference(of: session.account)
            return try await answer(request, reference: reference.uuid)
        }.with { $0.body = .form() }
    }

    private func answer(_ request: WebRequest, reference: String?) async throws -> Answer {
        guard let session = request.session else { throw Problem(.notSignedIn) }
        let desk = site.services.payments
        let plans = try await desk?.ledger.entitlements(of: session.account) ?? []
        let page = PlanPage(
            takesPayments: desk != nil,
            plans: plans.map { plan in
                PlanPage.Plan(
                    provider: Self.name(plan.provider),
                    state: Self.sentence(plan.standing.state),
                    until: plan.standing.end.map { end in
                        site.dayText(end.day(utcOffsetMinutes: site.utcOffsetMinutes())).medium
                    }
                )
            },
            reference: reference
        )
        return try await site.answer(page, request)
    }

    /// Names of companies are the same in every language.
    private static func name(_ provider: PaymentProvider) -> String {
        switch provider {
        case .stripe: "Stripe"
        case .appStore: "App Store"
        case .googlePlay: "Google Play"
        }
    }

    private static func sentence(_ state: PlanState) -> String {
        switch state {
        case .active: localized("It is paid.")
        case .grace: localized("A payment is late. Nothing is taken away yet.")
        case .ended: localized("It has ended. What you wrote stays yours, and stays readable.")
        }
    }
}
