import HTTPTypes
import Identity
import Primitives

/// `/privacy/breaches`: breaches that concern a person, from the moment that she is told.
///
/// - Source: docs/spec/breaches.md §3.
struct BreachPages: Sendable {
    static let path = "/privacy/breaches"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, read] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .session) { request in
            let found = try await identity.breachNotices(for: try request.sessionToken())
            let page = BreachesPage(
                rows: found.map { breach, isRead in
                    BreachesPage.Row(
                        path: "\(Self.path)/\(breach.id.text)",
                        number: breach.id.number,
                        noticed: site.moment(breach.noticed),
                        what: breach.what,
                        data: BreachWords.list(breach.data),
                        consequences: breach.consequences,
                        measures: breach.measures,
                        isRead: isRead
                    )
                },
                advice: BreachWords.advice,
                contact: site.contact
            )
            return try await site.answer(page, request)
        }
    }

    private var read: Endpoint {
        Endpoint(.post, Self.path + "/{id}/read", surface: .page, access: .session) { request in
            guard let id = BreachID(text: request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.markBreachRead(id, for: try request.sessionToken())
            return .seeOther(Self.path)
        }.with { $0.body = .form() }
    }
}
