import HTTPTypes
import JSON
import Payments
import Primitives

/// `/api/v1/account/plan`: what is kept of what she pays, which is all that is kept.
struct PlanAPI: Sendable {
    static let path = "/api/v1/account/plan"

    let services: WebServices

    var endpoints: [Endpoint] { [show, begin, link] }

    private static let moment = Schema.string(.moment, length: 20...20)
    private static let providers = Schema.enumeration(PaymentProvider.allCases.map(\.name))

    private static let plan = ObjectSchema(
        "AccountPlan",
        [
            .required("provider", providers),
            .required("state", .enumeration(PlanState.allCases.map(\.name)), "`grace`: a payment is late."),
            .optional("until", moment, "Absent where the provider does not say."),
        ]
    )

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            guard let session = request.session else { throw Problem(.notSignedIn) }
            let plans = try await services.payments?.ledger.entitlements(of: session.account) ?? []
            return .json { writer in
                writer.memberArray("providers", services.payments?.providers ?? []) { $0.string($1.name) }
                writer.memberArray("plans", plans) { writer, plan in
                    writer.object { writer in
                        writer.member("provider", plan.provider.name)
                        writer.member("state", plan.standing.state.name)
                        writer.member("until", optional: plan.standing.end?.iso)
                    }
                }
            }
        }.with {
            $0.summary = "Shows what is kept of what the person pays: everything that is."
            $0.responses = [
                .init(
                    .ok,
                    "Plans.",
                    ObjectSchema(
                        "AccountPlans",
                        [
                            .required("providers", .array(Self.providers, count: 0...3), "Empty: nothing to pay here."),
                            .required("plans", .array(.object(Self.plan), count: 0...3)),
                        ]
                    )
                )
            ]
        }
    }

    private var begin: Endpoint {
        Endpoint(.post, Self.path + "/checkout", surface: .api, access: .session) { request in
            guard let session = request.session else { throw Problem(.notSignedIn) }
            guard let desk = services.payments else { throw Problem(.notFound) }
            let reference = try await desk.ledger.checkoutReference(of: session.account)
            return .json { $0.member("reference", reference.uuid) }
        }.with {
            $0.summary = "Gives the number that stands for the person at a checkout, in place of anything about her."
            $0.problems = [.notFound]
            let number = Schema.string(.visible, length: 36...36)
            let summary = "A random UUID: `client_reference_id`, `appAccountToken` or `obfuscatedExternalAccountId`."
            $0.responses = [
                .init(.ok, "The number.", ObjectSchema("Checkout", [.required("reference", number, summary)]))
            ]
        }
    }

    private var link: Endpoint {
        Endpoint(.post, Self.path + "/google-play", surface: .api, access: .session) { request in
            guard let session = request.session else { throw Problem(.notSignedIn) }
            guard let desk = services.payments, desk.providers.contains(.googlePlay) else { throw Problem(.notFound) }
            let token = RequestFields(request.json).text("purchaseToken")
            guard try await desk.ledger.link(purchase: token, to: session.account) else {
                throw Problem(.invalid, fields: [.init("/purchaseToken", "It is another account's, or one too many.")])
            }
            return .noContent
        }.with {
            $0.summary = "Says which purchase at Google Play is hers; it gives nothing until Google's notice does."
            $0.problems = [.notFound]
            $0.body = .json(
                ObjectSchema("PlayPurchase", [.required("purchaseToken", .string(.visible, length: 1...2048))])
            )
            $0.responses = [.init(.noContent, "Noted.")]
        }
    }
}
