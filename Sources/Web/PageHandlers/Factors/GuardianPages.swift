import HTTPTypes
import Identity
import Primitives

/// A guardian's consents.
struct GuardianPages: Sendable {
    private static let path = SecurityPages.path + "/guardian"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, consent, change] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0, code: nil) }
    }

    private func answer(_ request: WebRequest, code: Redacted<String>?) async throws -> Answer {
        let token = try request.sessionToken()
        let page = GuardianPage(
            code: code?.value,
            canConsent: try await identity.canConsent(token),
            wards: try await identity.wards(for: token).map(row)
        )
        return try await site.answer(page, request)
    }

    private func row(_ ward: Ward) -> GuardianPage.Row {
        func day(_ time: Timestamp) -> String {
            site.dayText(time.day(utcOffsetMinutes: site.utcOffsetMinutes())).medium
        }
        return GuardianPage.Row(
            handle: ward.handle,
            detail: ward.withdrawn.map { localized("Withdrawn {day}.", ["day": day($0)]) }
                ?? localized("Given {day}.", ["day": day(ward.given)]),
            isWithdrawn: ward.withdrawn != nil,
            path: "\(Self.path)/\(Base32.encode(ward.consent))"
        )
    }

    private var consent: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            try await answer(request, code: try await identity.makeGuardianCode(try request.sessionToken()))
        }.with {
            $0.needsProof = true
            $0.body = .form()
        }
    }

    private var change: Endpoint {
        Endpoint(.post, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            guard let name = Base32.decode(request.parameter("id")), name.count == 32 else { throw Problem(.notFound) }
            try await identity.setConsent(
                toWard: name,
                isGiven: request.form["do"] == "give",
                token: try request.sessionToken()
            )
            return .seeOther(Self.path, .saved)
        }.with { $0.body = .form() }
    }
}
