import HTTPTypes
import Identity

/// Lock, unlock, sign out, and what a browser remembers of looks.
struct SessionPages: Sendable {
    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [showUnlock, unlock, lock, stay, signOut, theme, cover, changePassword] }

    private var showUnlock: Endpoint {
        Endpoint(.get, "/unlock", surface: .page, access: .session) { request in
            let next = NextPath.optional(request.query["next"])
            guard request.session?.isUnlocked == false else { return .seeOther(NextPath.checked(next)) }
            return try await site.answer(try await page(request, next: next), request)
        }
    }

    private func page(
        _ request: WebRequest,
        next: String?,
        held: HeldForm? = nil,
        problems: FormProblems = .none
    ) async throws -> UnlockPage {
        let token = try request.sessionToken()
        let session = try await identity.session(token)
        let isIdle = session.isIdle(at: site.services.now())
        let wasAsked = request.query["locked"] == "asked"
        return UnlockPage(
            handle: try await identity.handle(token),
            reason: wasAsked ? .asked : isIdle ? .idle(minutes: Int(session.idleLockMinutes)) : .other,
            next: next,
            held: held?.carried ?? [],
            passkey: try await identity.unlockingPasskeys(token).isEmpty
                ? nil : PasskeyButton(action: "/unlock", isFirst: true),
            problems: problems
        )
    }

    /// A form came after the key was forgotten: what was typed waits in the page that asks for the passphrase.
    func lockedForm(_ request: WebRequest) async throws -> Answer {
        guard let held = HeldForm(of: request) else { throw Problem(.locked) }
        let page = try await page(request, next: nil, held: held)
        return try await site.answer(page, request, status: ProblemKind.locked.status)
    }

    private var unlock: Endpoint {
        Endpoint(.post, "/unlock", surface: .page, access: .session) { request in
            let next = NextPath.optional(request.form["next"])
            let held = HeldForm(carriedBy: request.form)
            let passkey = try PasskeyJSON.answer(inField: request.form["answer"])
            switch await unlock(request, passkey) {
            case .success(let token):
                return try await back(request, to: next, held, token)
                    .adding(.setCookie, SessionCookie.setting(token))
                    .coveringFigures(request.fields)
            case .failure(let fault):
                let problems =
                    try passkey == nil
                    ? DoorErrors.credentials(fault, localized("That is not the passphrase."))
                    : DoorErrors.factor(fault, field: "passphrase")
                let page = try await page(request, next: next, held: held, problems: problems)
                return try await site.answer(page, request, status: .unauthorized)
            }
        }.with { $0.body = .form(repeatable: HeldForm.repeatable) }
    }

    /// - Returns: The token of the session that begins.
    private func unlock(_ request: WebRequest, _ passkey: PasskeyAnswer?) async -> Result<String, IdentityError> {
        do throws(IdentityError) {
            let token = try request.identityToken()
            if let passkey {
                return .success(try await identity.unlock(token, passkey: passkey, from: request.source).token.text())
            }
            let passphrase = request.form["passphrase"] ?? ""
            return .success(try await identity.unlock(token, passphrase: passphrase, from: request.source).token.text())
        } catch {
            return .failure(error)
        }
    }

    /// Where she was; or the form that came too late, now with the token of the session that begins.
    private func back(
        _ request: WebRequest,
        to next: String?,
        _ held: HeldForm?,
        _ token: String
    ) async throws -> Answer {
        guard let held else { return .seeOther(NextPath.checked(next)) }
        return try await site.answer(held.page, request, formSecret: FormSecret(token))
    }

    private var lock: Endpoint {
        Endpoint(.post, "/lock", surface: .page, access: .session) { request in
            try await identity.lock(try request.sessionToken())
            site.services.forget(request.session)
            return Answer.seeOther("/unlock?locked=asked").adding(.clearSiteData, "\"cache\"")
        }.with { $0.body = .form() }
    }

    /// For the question that a page asks before the idle lock: she is there.
    ///
    /// Asking at all is a use of the session, so nothing else is done; a session that is locked stays so.
    private var stay: Endpoint {
        Endpoint(.post, "/stay", surface: .page, access: .session) { request in
            guard request.session?.isUnlocked == true else { throw Problem(.locked) }
            return .noContent
        }.with { $0.body = .form() }
    }

    private var signOut: Endpoint {
        Endpoint(.post, "/sign-out", surface: .page, access: .session) { request in
            try await identity.signOut(try request.sessionToken())
            site.services.forget(request.session)
            return .signedOut
        }.with { $0.body = .form() }
    }

    private var theme: Endpoint {
        Endpoint(.post, "/theme", surface: .page, access: .anyoneOrSession) { request in
            guard let theme = request.form["theme"].flatMap({ Theme(rawValue: $0) }) else {
                throw Problem(.malformedBody)
            }
            return Answer.seeOther(NextPath.optional(request.form["next"]) ?? "/")
                .adding(.setCookie, Preferences.remembering(theme))
        }.with { $0.body = .form() }
    }

    private var cover: Endpoint {
        Endpoint(.post, "/cover", surface: .page, access: .session) { request in
            let isOn = request.form["cover"] == "on"
            return Answer.seeOther(NextPath.checked(request.form["next"]))
                .adding(.setCookie, Preferences.remembering(areFiguresCovered: isOn))
        }.with { $0.body = .form() }
    }

    /// RFC-less but widely used: W3C "A well-known URL for changing passwords".
    private var changePassword: Endpoint {
        Endpoint(.get, "/.well-known/change-password", surface: .page, access: .anyone) { _ in
            .seeOther("/privacy/security#passphrase")
        }
    }
}

extension Answer {
    /// The session is over: its cookie and what the browser kept of pages go.
    static var signedOut: Answer { signedOut(to: "/sign-in") }

    /// The same, and leads to a page that needs no session.
    static func signedOut(to path: String) -> Answer {
        Answer.seeOther(path).adding(.setCookie, SessionCookie.deleting)
            .adding(.setCookie, BookChoice.setting(nil))
            .adding(.clearSiteData, "\"cache\", \"storage\"")
    }
}

extension WebRequest {
    /// As ``sessionToken()``, for calls that fail with the identity service's own errors.
    func identityToken() throws(IdentityError) -> SessionToken {
        guard let token = session?.token else { throw .signedOut }
        return token
    }
}
