import HTTPTypes
import Identity
import Primitives

/// `/privacy/requests`: what a person asks for about her rights, and what becomes of it.
///
/// - Source: docs/spec/rights.md §4.
struct RightsPages: Sendable {
    static let path = "/privacy/requests"
    private static let newPath = path + "/new/{kind}"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [list, form, file, show, withdraw, read] }

    // MARK: All of them

    private var list: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .session) { request in
            let requests = try await identity.requests(for: try request.sessionToken())
            let page = RightsListPage(
                rows: requests.map(row),
                kinds: RightsKind.allCases.map { kind in
                    RightsListPage.Kind(
                        path: "\(Self.path)/new/\(kind.name)",
                        heading: RightsWords.heading(kind),
                        purpose: RightsWords.purpose(kind)
                    )
                }
            )
            return try await site.answer(page, request)
        }
    }

    private func row(_ request: RightsRequest) -> RightsListPage.Row {
        let due =
            request.state.isOpen
            ? localized(
                "Asked on {day}, an answer is due by {due}.",
                ["day": day(request.filedDay), "due": day(request.deadline)]
            ) : localized("Asked on {day}.", ["day": day(request.filedDay)])
        return RightsListPage.Row(
            path: Self.path(of: request.id),
            heading: RightsWords.heading(request.kind),
            detail: due,
            badge: badge(request),
            hasNews: request.hasNews
        )
    }

    private func badge(_ request: RightsRequest) -> RightsBadge {
        RightsBadge(request.state, isLate: request.state.isOpen && request.deadline < site.today)
    }

    private func day(_ day: CalendarDay) -> String { site.dayText(day).medium }

    // MARK: A new one

    private var form: Endpoint {
        Endpoint(.get, Self.newPath, surface: .page, access: .session) { request in
            try await answer(try Self.kind(request), request)
        }
    }

    private func answer(
        _ kind: RightsKind,
        _ request: WebRequest,
        words: String = "",
        about: String = "",
        problem: RightsProblem? = nil
    ) async throws -> Answer {
        let page = RightsFormPage(
            kind,
            words: words,
            about: about,
            due: day(kind.deadline(from: site.today)),
            goal: kind.isHonouredAtOnce ? nil : day(site.today.adding(days: kind.goalDays)),
            problem: problem.map(RightsWords.sentence)
        )
        return try await site.answer(page, request, status: problem == nil ? .ok : .unprocessableContent)
    }

    private var file: Endpoint {
        Endpoint(.post, Self.newPath, surface: .page, access: .session) { request in
            let kind = try Self.kind(request)
            let (words, about) = (request.form["words"] ?? "", request.form["about"] ?? "")
            let made: RightsRequest
            do throws(IdentityError) {
                made = try await identity.file(
                    IdentityService.RightsWish(kind, words: words, purpose: try Self.purpose(about, of: kind)),
                    on: site.today,
                    for: try request.identityToken()
                )
            } catch {
                guard case .rights(let problem) = error else { throw error }
                return try await answer(kind, request, words: words, about: about, problem: problem)
            }
            return .seeOther(Self.path(of: made.id), made.state.isOpen ? .requestFiled : .requestHonoured)
        }.with { $0.body = .form() }
    }

    private static func purpose(_ name: String, of kind: RightsKind) throws(IdentityError) -> Purpose? {
        guard kind == .objection, !name.isEmpty, name != RightsFormPage.somethingElse else { return nil }
        guard let purpose = Purpose(name: name) else { throw .rights(.purpose) }
        return purpose
    }

    private static func kind(_ request: WebRequest) throws(Problem) -> RightsKind {
        guard let kind = RightsKind(name: request.parameter("kind")) else { throw Problem(.notFound) }
        return kind
    }

    // MARK: One of them

    static func path(of id: RightsRequestID) -> String { "\(path)/\(id.text)" }

    private var show: Endpoint {
        Endpoint(.get, Self.path + "/{id}", surface: .page, access: .session) { request in
            try await answer(try Self.id(request), request)
        }
    }

    private func answer(
        _ id: RightsRequestID,
        _ request: WebRequest,
        problem: RightsProblem? = nil
    ) async throws -> Answer {
        let found = try await identity.requests(for: try request.sessionToken()).first { $0.id == id }
        guard let found else { throw Problem(.notFound) }
        let page = RightsRequestPage(
            found,
            path: Self.path(of: id),
            badge: badge(found),
            due: day(found.deadline),
            goal: day(found.filedDay.adding(days: found.kind.goalDays)),
            steps: found.steps.map { step in
                RightsRequestPage.Step(
                    icon: RightsWords.icon(step.state),
                    what: RightsWords.step(step.state),
                    when: site.moment(step.time)
                )
            },
            problem: problem.map(RightsWords.sentence)
        )
        return try await site.answer(page, request, status: problem == nil ? .ok : .unprocessableContent)
    }

    private var withdraw: Endpoint {
        Endpoint(.post, Self.path + "/{id}/withdraw", surface: .page, access: .session) { request in
            let id = try Self.id(request)
            do throws(IdentityError) {
                try await identity.withdrawRequest(id, for: try request.identityToken())
            } catch {
                guard case .rights(let problem) = error, problem != .unknown else { throw error }
                return try await answer(id, request, problem: problem)
            }
            return .seeOther(Self.path(of: id), .requestWithdrawn)
        }.with { $0.body = .form() }
    }

    private var read: Endpoint {
        Endpoint(.post, Self.path + "/read", surface: .page, access: .session) { request in
            try await identity.markRequestsRead(for: try request.sessionToken())
            return .seeOther(Self.path)
        }.with { $0.body = .form() }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> RightsRequestID {
        guard let id = RightsRequestID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}
