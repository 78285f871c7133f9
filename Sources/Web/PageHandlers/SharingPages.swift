import Cycle
import HTTPTypes
import Identity
import Primitives

/// What others share of their diaries with a person; and stopping what she shares, whatever is locked.
struct SharingPages: Sendable {
    static let path = "/sharing"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, look, agree, end, stop] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0) }
            .with { $0.purpose = .keyMaintenance }
    }

    private func answer(_ request: WebRequest, _ problems: FormProblems = .none) async throws -> Answer {
        let token = try request.sessionToken()
        let page = SharingPage(
            shares: try await identity.sharedWithMe(token).map(row),
            sharesOwn: try await !identity.diaryShares(for: token).isEmpty,
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func row(_ share: SharedWithMeView) -> SharingPage.Share {
        let shown = share.content.flatMap { DiaryProjection(decoding: $0) }
        let state: String
        if share.ended != nil {
            state = localized("This ended. Nothing of it is kept.")
        } else if let shown {
            state = localized("As of {day}.", ["day": site.dayText(shown.madeOn).medium])
        } else {
            state = localized("Nothing yet: it comes when the diary is opened next.")
        }
        return SharingPage.Share(
            name: share.name,
            path: "\(Self.path)/\(Base32.encode(share.id))",
            state: state,
            isEnded: share.ended != nil,
            lines: shown.map { SharingWords.lines($0, share.parts, today: site.today) } ?? []
        )
    }

    private var look: Endpoint {
        form(Self.path + "/join") { try await look($0) }
    }

    private func look(_ request: WebRequest, _ problems: FormProblems = .none) async throws -> Answer {
        let code = request.form["code"] ?? ""
        let look: DiaryShareLook
        do throws(IdentityError) {
            look = try await identity.diaryOffer(code: code, token: try request.identityToken(), from: request.source)
        } catch {
            return try await answer(request, try BookPages.problems(error))
        }
        let page = SharingJoinPage(
            name: look.name,
            parts: look.parts.sorted().map { SharingWords.label($0) },
            code: code,
            displayName: request.form["displayName"] ?? "",
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private var agree: Endpoint {
        form(Self.path + "/join/agree") { request in
            do throws(IdentityError) {
                let diary = try await identity.acceptDiary(
                    code: request.form["code"] ?? "",
                    as: request.form["displayName"] ?? "",
                    token: try request.identityToken(),
                    from: request.source
                )
                // Whoever opens that diary next makes what is shown.
                site.services.projections.noteFailure(diary)
                return .seeOther(Self.path, .shareBegun)
            } catch {
                let problems = try BookPages.problems(error)
                return try await error == .sharing(.displayName) ? look(request, problems) : answer(request, problems)
            }
        }
    }

    private var end: Endpoint {
        form(Self.path + "/{id}/end") { request in
            guard let id = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.endSharedWithMe(id, token: try request.sessionToken())
            return .seeOther(Self.path, .shareEnded)
        }
    }

    private var stop: Endpoint {
        form(Self.path + "/stop") { request in
            try await identity.endDiaryShares(try request.sessionToken())
            return .seeOther(Self.path, .shareEnded)
        }
    }

    private func form(_ path: String, handler: @escaping Endpoint.Handler) -> Endpoint {
        Endpoint(.post, path, surface: .page, access: .unlocked, handler: handler).with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
        }
    }
}
