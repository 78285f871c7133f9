import HTTPTypes
import Identity
import Primitives

/// Sessions, passphrase and idle lock.
struct SecurityPages: Sendable {
    static let path = "/privacy/security"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] {
        [show, end, signOutEverywhere, changePassphrase, changeIdle, forgetDevice, stopRecovery]
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0, problems: .none) }
    }

    private func answer(_ request: WebRequest, problems: FormProblems) async throws -> Answer {
        let token = try request.sessionToken()
        let sessions = try await identity.sessions(for: token)
        let current = try await identity.session(token)
        let page = SecurityPage(
            handle: try await identity.handle(token),
            sessions: sessions.map { row($0, isCurrent: $0.hash == token.hash) },
            idleMinutes: Int(current.idleLockMinutes),
            recovery: localized("Shown once, when it was made. The recovery page takes it and makes a new one."),
            factors: try await FactorWords(site: site).factors(request),
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func row(_ session: Session, isCurrent: Bool) -> SessionRow {
        func moment(_ time: Timestamp) -> String {
            let day = site.dayText(time.day(utcOffsetMinutes: site.utcOffsetMinutes()))
            return "\(day.short), \(site.timeText(time).clock)"
        }
        let unnamed = session.client == .browser ? localized("A browser") : localized("A program")
        let other = session.deviceName.isEmpty ? unnamed : session.deviceName
        let state = session.isLocked ? " " + localized("Locked.") : ""
        return SessionRow(
            id: Base32.encode(session.hash),
            name: isCurrent && session.deviceName.isEmpty ? localized("This browser") : other,
            detail: localized(
                "Signed in {created}. Last used {used}.{state}",
                ["created": moment(session.created), "used": moment(session.lastUse), "state": state]
            ),
            isCurrent: isCurrent
        )
    }

    private var end: Endpoint {
        Endpoint(.post, Self.path + "/sessions/{id}/end", surface: .page, access: .unlocked) { request in
            guard let hash = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.end(sessionHash: hash, of: try request.sessionToken())
            return .seeOther(Self.path, .ended)
        }.with { $0.body = .form() }
    }

    private var signOutEverywhere: Endpoint {
        Endpoint(.post, Self.path + "/sign-out-everywhere", surface: .page, access: .session) { request in
            try await identity.signOutEverywhere(try request.sessionToken())
            site.services.forget(request.session)
            return .signedOut
        }.with { $0.body = .form() }
    }

    private var changePassphrase: Endpoint {
        Endpoint(.post, Self.path + "/passphrase", surface: .page, access: .unlocked) { request in
            let fault: IdentityError
            do throws(IdentityError) {
                let signedIn = try await identity.changePassphrase(
                    try request.identityToken(),
                    current: request.form["current"] ?? "",
                    new: request.form["passphrase"] ?? "",
                    from: request.source
                )
                return Answer.seeOther(Self.path, .passphrase)
                    .adding(.setCookie, SessionCookie.setting(signedIn.token.text()))
            } catch {
                fault = error
            }
            if fault == .wrongCredentials {
                let error = FieldError(
                    field: "current",
                    label: localized("Passphrase now"),
                    message: localized("That is not the passphrase.")
                )
                return try await answer(request, problems: FormProblems(errors: [error]))
            }
            return try await answer(request, problems: FormProblems(errors: try DoorErrors.fields(fault)))
        }.with { $0.body = .form() }
    }

    private var forgetDevice: Endpoint {
        Endpoint(.post, Self.path + "/devices/{id}/forget", surface: .page, access: .unlocked) { request in
            guard let hash = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.forgetDevices(hash, token: try request.sessionToken())
            return .seeOther(Self.path, .forgotten)
        }.with { $0.body = .form() }
    }

    private var stopRecovery: Endpoint {
        Endpoint(.post, Self.path + "/recovery/stop", surface: .page, access: .unlocked) { request in
            try await identity.stopRecovery(try request.sessionToken())
            return .seeOther(Self.path, .recoveryStopped)
        }.with { $0.body = .form() }
    }

    private var changeIdle: Endpoint {
        Endpoint(.post, Self.path + "/idle", surface: .page, access: .unlocked) { request in
            guard let choice = request.form["minutes"].flatMap({ Int($0) }).flatMap({ IdleChoice(rawValue: $0) }) else {
                throw Problem(.malformedBody)
            }
            try await identity.setIdleLock(try request.sessionToken(), minutes: UInt32(choice.rawValue))
            return .seeOther(Self.path, .idle)
        }.with { $0.body = .form() }
    }
}
