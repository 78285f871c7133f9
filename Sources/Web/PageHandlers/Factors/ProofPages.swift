import HTTPTypes
import Identity
import Primitives

/// Asks who is there, before what cannot be taken back.
struct ProofPages: Sendable {
    static let path = "/confirm"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, confirm, options] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let next = NextPath.optional(request.query["next"])
            if request.session?.isProved == true { return .seeOther(next ?? SecurityPages.path) }
            return try await answer(request, next: next)
        }
    }

    private func answer(
        _ request: WebRequest,
        next: String?,
        problems: FormProblems = .none
    ) async throws -> Answer {
        let token = try request.sessionToken()
        let hasPasskey = try await !identity.factors(for: token).passkeys.isEmpty
        let page = ConfirmPage(
            handle: try await identity.handle(token),
            passkey: hasPasskey ? PasskeyButton(action: Self.path, isFirst: true) : nil,
            next: next,
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unauthorized : .ok)
    }

    private var confirm: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            let next = NextPath.optional(request.form["next"])
            let typed = request.form["passphrase"] ?? ""
            let passkey = try PasskeyJSON.answer(inField: request.form["answer"])
            let hasApp = try await identity.factors(for: try request.sessionToken()).appAdded != nil
            let proof: IdentityService.Proof
            if let passkey {
                proof = .factor(.passkey(passkey))
            } else if hasApp, Self.isCode(typed) {
                proof = .factor(.code(typed))
            } else {
                proof = .passphrase(typed)
            }
            do throws(IdentityError) {
                try await identity.prove(proof, token: try request.identityToken(), from: request.source)
                return .seeOther(next ?? SecurityPages.path)
            } catch {
                let problems =
                    error == .wrongCredentials
                    ? try DoorErrors.credentials(error, localized("That is not the passphrase."))
                    : try DoorErrors.factor(error, field: "passphrase")
                return try await answer(request, next: next, problems: problems)
            }
        }.with { $0.body = .form() }
    }

    /// Six digits are no passphrase: those are refused as too easy.
    private static func isCode(_ text: String) -> Bool {
        let digits = text.filter { $0 != " " }
        return digits.utf8.count == 6 && digits.allSatisfy(\.isWholeNumber)
    }

    private var options: Endpoint {
        Endpoint(.post, Self.path + "/options", surface: .page, access: .unlocked) { request in
            let token = try request.sessionToken()
            let passkeys = try await identity.factors(for: token).passkeys
            let challenge = try await identity.challenge(for: .proof(token))
            return PasskeyJSON.requestOptions(
                challenge,
                site.address.relyingParty,
                credentials: passkeys.map(PasskeyName.init)
            )
        }.with { $0.body = .form() }
    }
}
