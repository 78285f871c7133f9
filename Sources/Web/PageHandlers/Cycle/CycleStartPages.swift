import Cycle
import HTTPTypes
import Identity
import Primitives
import Vault

/// Beginning the diary: `/cycle/start` says what it is and takes a consent for each purpose.
struct CycleStartPages: Sendable {
    static let path = "/cycle/start"

    let site: PageSite

    var endpoints: [Endpoint] { [show, start] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let consents = try await consents(request)
            if consents.keeps { return .seeOther(CyclePages.path) }
            // What she agreed to says something else by now: the new notice stands there.
            if consents.isOutdated { return .seeOther(ConsentPages.path(askingFor: .cycleDiary)) }
            return try await site.answer(CycleStartPage(wasStopped: consents.wasStopped), request)
        }
    }

    private var start: Endpoint {
        .form(Self.path) { request in
            guard let token = request.session?.token else { throw Problem(.locked) }
            let (keeps, predicts) = (request.form["diary"] == "yes", request.form["predictions"] == "yes")
            guard keeps else {
                let message = localized("Without it nothing can be kept, so the diary was not begun.")
                let error = FieldError(
                    field: "diary",
                    label: localized("Your word, for each purpose"),
                    message: message
                )
                let page = CycleStartPage(
                    predicts: predicts,
                    wasStopped: try await consents(request).wasStopped,
                    problems: FormProblems(errors: [error])
                )
                return try await site.answer(page, request, status: .unprocessableContent)
            }
            try await site.services.identity.setConsent(.cycleDiary, for: token, given: true)
            try await site.services.identity.setConsent(.cyclePrediction, for: token, given: predicts)
            return .seeOther(CyclePages.path, .diaryBegun)
        }
    }

    private func consents(
        _ request: WebRequest
    ) async throws -> (
        keeps: Bool, wasStopped: Bool, isOutdated: Bool
    ) {
        guard let token = request.session?.token else { throw Problem(.locked) }
        let consent = try await site.services.identity.consents(for: token).first { $0.purpose == .cycleDiary }
        return (consent?.isInForce ?? false, consent?.withdrawn != nil, consent?.isOutdated ?? false)
    }
}
