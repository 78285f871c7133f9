import HTTPTypes
import Identity
import Primitives
import Staff

/// Account actions that need no data: each stands in the history of the person whose account it is.
struct StaffAccountPages: Sendable {
    static let path = "/staff/accounts"

    let site: StaffSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] {
        [
            ask, find,
            act("/{id}/sessions/end", needs: .endAccountSessions, .accountSessionsEnded, .accountEnded) {
                try await identity.endSessions(of: $0)
            },
            act("/{id}/hold", needs: .holdAccount, .accountHeld, .held) { try await identity.hold($0) },
            act("/{id}/release", needs: .releaseAccount, .accountReleased, .released) {
                try await identity.release($0)
            },
        ]
    }

    private var ask: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .findAccount) { request, _ in
            site.answer(StaffAccountsPage(), request)
        }
    }

    private var find: Endpoint {
        Endpoint.staffForm(Self.path + "/find", needs: .findAccount) { request, staff in
            let name = request.form["account"] ?? ""
            guard let found = try await standing(name) else {
                let problems = FormProblems(
                    summary: localized("There is no account with that handle or id."),
                    errors: []
                )
                return site.answer(StaffAccountsPage(problems: problems), request, status: .unprocessableContent)
            }
            try await record(.accountLookedUp, staff, found.vault)
            let page = StaffAccountsPage(
                found: StaffAccountsPage.Found(
                    id: found.id.text,
                    path: "\(Self.path)/\(found.id.text)",
                    sessionCount: found.sessionCount,
                    heldSince: found.heldSince.map(site.moment),
                    mayEnd: staff.may(.endAccountSessions),
                    mayHold: staff.may(.holdAccount) && found.heldSince == nil,
                    mayRelease: staff.may(.releaseAccount) && found.heldSince != nil
                )
            )
            return site.answer(page, request)
        }
    }

    /// By its opaque id, or by the handle that the person told.
    private func standing(_ name: String) async throws(IdentityError) -> AccountStanding? {
        if name.utf8.count == 26, let id = UserAccountID(text: name), let found = try await identity.standing(id) {
            return found
        }
        return try await identity.standing(handle: name)
    }

    private func act(
        _ path: String,
        needs permission: StaffPermission,
        _ deed: StaffDeed,
        _ flash: StaffFlash,
        _ body: @escaping @Sendable (UserAccountID) async throws -> Void
    ) -> Endpoint {
        Endpoint.staffForm(Self.path + path, needs: permission) { request, staff in
            guard let id = UserAccountID(text: request.parameter("id")),
                let found = try await identity.standing(id)
            else { throw Problem(.notFound) }
            try await record(deed, staff, found.vault)
            try await body(id)
            return .seeOther(Self.path, flash)
        }
    }

    private func record(_ deed: StaffDeed, _ staff: StaffAdmission, _ vault: VaultID) async throws(StaffError) {
        try await site.services.staff.record(deed, by: staff.member, about: vault)
    }
}
