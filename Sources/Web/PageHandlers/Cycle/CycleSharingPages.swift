import Cycle
import HTTPTypes
import Identity
import Primitives

/// What somebody shares of her diary: chosen parts, for a partner's account.
struct CycleSharingPages: Sendable {
    static let path = "/cycle/sharing"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, offer, change, end] }

    private var show: Endpoint {
        .diaryPage(Self.path) { request in
            // What is shown of another day is made anew: she is here.
            await (try CycleVault(request, site.services)).refreshProjections()
            return try await answer(request)
        }
    }

    private func answer(
        _ request: WebRequest,
        code: Redacted<String>? = nil,
        _ problems: FormProblems = .none
    ) async throws -> Answer {
        let shares = try await identity.diaryShares(for: try request.sessionToken())
        let page = CycleSharingPage(
            shares: shares.map(row),
            parts: Self.parts(problems.isShown ? Self.chosen(request) : []),
            name: problems.isShown ? request.form["displayName"] ?? "" : "",
            code: code?.value,
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func row(_ share: DiaryShareView) -> CycleSharingPage.Share {
        func day(_ time: Timestamp) -> String {
            site.dayText(time.day(utcOffsetMinutes: site.utcOffsetMinutes())).medium
        }
        let expiry = ["day": day(share.expiry), "time": site.timeText(share.expiry).short]
        let state =
            share.since.map { localized("Since {day}.", ["day": day($0)]) }
            ?? localized("Good until {day}, {time}.", expiry)
        return CycleSharingPage.Share(
            name: share.partner ?? localized("A code that waits"),
            detail: [SharingWords.list(share.parts) + ".", state].joined(separator: " "),
            path: "\(Self.path)/\(Base32.encode(share.id))",
            isWaiting: share.partner == nil,
            parts: Self.parts(share.parts)
        )
    }

    private static func parts(_ chosen: Set<SharedDiaryPart>) -> [CycleSharingPage.Part] {
        SharedDiaryPart.allCases.map {
            CycleSharingPage.Part(value: $0.name, label: SharingWords.label($0), isChosen: chosen.contains($0))
        }
    }

    private static func chosen(_ request: WebRequest) -> Set<SharedDiaryPart> {
        Set(request.form.all("part").compactMap { SharedDiaryPart(name: $0) })
    }

    private var offer: Endpoint {
        .diaryForm(Self.path) { request in
            let code: Redacted<String>
            do throws(IdentityError) {
                code = try await identity.offerDiary(
                    Self.chosen(request),
                    as: request.form["displayName"] ?? "",
                    token: try request.identityToken()
                )
            } catch {
                return try await answer(request, try Self.problems(error))
            }
            return try await answer(request, code: code)
        }.with {
            $0.body = .form(repeatable: ["part"])
            $0.needsProof(thenAt: Self.path)
        }
    }

    private func answer(_ request: WebRequest, _ problems: FormProblems) async throws -> Answer {
        try await answer(request, code: nil, problems)
    }

    private var change: Endpoint {
        .diaryForm(Self.path + "/{id}") { request in
            do throws(IdentityError) {
                let token = try request.identityToken()
                try await identity.changeDiaryShare(try Self.id(request), to: Self.chosen(request), token: token)
            } catch {
                return try await answer(request, try Self.problems(error))
            }
            await (try CycleVault(request, site.services)).publishProjections()
            return .seeOther(Self.path, .saved)
        }.with { $0.body = .form(repeatable: ["part"]) }
    }

    private var end: Endpoint {
        .diaryForm(Self.path + "/{id}/end") { request in
            try await identity.endDiaryShare(try Self.id(request), token: try request.sessionToken())
            return .seeOther(Self.path, .shareEnded)
        }
    }

    private static func id(_ request: WebRequest) throws(IdentityError) -> [UInt8] {
        guard let id = Base32.decode(request.parameter("id")) else { throw .sharing(.noShare) }
        return id
    }

    private static func problems(_ error: IdentityError) throws -> FormProblems {
        guard case .sharing(let fault) = error else { throw error }
        let sentence = Sentences.sentence(fault)
        switch fault {
        case .noParts:
            return FormProblems(
                errors: [FieldError(field: "part", label: localized("What may be seen"), message: sentence)]
            )
        case .displayName:
            let label = localized("How your partner sees you")
            return FormProblems(errors: [FieldError(field: "displayName", label: label, message: sentence)])
        default: return FormProblems(summary: sentence, errors: [])
        }
    }
}
