import HTTPTypes
import Identity
import Primitives

/// The second page of signing in, and what a passkey is asked with at the door.
struct SecondStepPages: Sendable {
    static let path = "/sign-in/code"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, finish, options, signInOptions, unlockOptions] }

    /// The way to this page, for a sign-in that waits now.
    static func leading(to token: SignInToken, next: String?) -> Answer {
        let query = next.map { "?next=" + PercentCoding.encode($0) } ?? ""
        return Answer.seeOther(path + query).adding(
            .setCookie,
            Cookies.setting(
                Cookies.signIn,
                to: token.text(),
                maxAgeSeconds: Int(IdentityService.secondStepSeconds)
            )
        )
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .anyone) { request in
            guard let token = request.signInToken else { return .seeOther("/sign-in") }
            return try await answer(request, token, next: NextPath.optional(request.query["next"]))
        }
    }

    private func answer(
        _ request: WebRequest,
        _ token: SignInToken,
        next: String?,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let (handle, steps): (String, SecondSteps)
        let isShared: Bool
        do throws(IdentityError) {
            (handle, steps) = try await identity.secondSteps(token)
            isShared = try await identity.isShared(token)
        } catch {
            guard error == .signedOut else { throw error }
            // Five minutes are over, or it is done: nothing waits here.
            return Answer.seeOther("/sign-in").adding(.setCookie, Cookies.deleting(Cookies.signIn))
        }
        let page = SecondStepPage(
            handle: handle,
            hasApp: steps.hasApp,
            passkey: steps.passkeys.isEmpty
                ? nil
                : PasskeyButton(
                    action: Self.path,
                    isFirst: !steps.hasApp,
                    alternative: localized("or with a code")
                ),
            canTrust: !isShared,
            next: next,
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unauthorized : .ok)
    }

    private var finish: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .anyone) { request in
            let form = request.form
            let next = NextPath.optional(form["next"])
            guard let token = request.signInToken else { return .seeOther("/sign-in") }
            let passkey = try PasskeyJSON.answer(inField: form["answer"])
            let factor: PresentedFactor = passkey.map { .passkey($0) } ?? .code(form["code"] ?? "")
            do throws(IdentityError) {
                let isShared = try await identity.isShared(token)
                let signedIn = try await identity.finishSignIn(
                    token,
                    factor: factor,
                    device: request.deviceToken,
                    isTrusted: form["trust"] == "yes",
                    from: request.source
                )
                if isShared { try await identity.shortenIdleLock(signedIn.token, minutes: 5) }
                return Answer.seeOther(NextPath.checked(next)).beginning(signedIn, request)
                    .coveringFigures(request.fields)
            } catch {
                if error == .signedOut { return try await answer(request, token, next: next) }
                return try await answer(request, token, next: next, problems: try DoorErrors.factor(error))
            }
        }.with { $0.body = .form() }
    }

    /// For the script; a form of the page asks, so that no other site can.
    private var options: Endpoint {
        Endpoint(.post, Self.path + "/options", surface: .page, access: .anyone) { request in
            guard let token = request.signInToken else { throw Problem(.notSignedIn) }
            let (_, steps) = try await identity.secondSteps(token)
            let challenge = try await identity.challenge(for: .secondStep(token))
            return PasskeyJSON.requestOptions(challenge, site.address.relyingParty, credentials: steps.passkeys)
        }.with { $0.body = .form() }
    }

    private var signInOptions: Endpoint {
        Endpoint(.post, "/sign-in/options", surface: .page, access: .anyone) { _ in
            let challenge = try await identity.challenge(for: .signIn)
            return PasskeyJSON.requestOptions(challenge, site.address.relyingParty, credentials: [])
        }.with { $0.body = .form() }
    }

    private var unlockOptions: Endpoint {
        Endpoint(.post, "/unlock/options", surface: .page, access: .session) { request in
            let token = try request.sessionToken()
            let challenge = try await identity.challenge(for: .proof(token))
            let passkeys = try await identity.unlockingPasskeys(token)
            return PasskeyJSON.requestOptions(challenge, site.address.relyingParty, credentials: passkeys)
        }.with { $0.body = .form() }
    }
}
