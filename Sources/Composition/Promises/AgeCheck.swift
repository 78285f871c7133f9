import Assurance
import HTTPTypes
import Identity
import Primitives
import Sealing
import Web

/// LAW-9: whether somebody younger than 18 gets an account without a guardian.
struct AgeCheck: PromiseCheck {
    /// Tries to make an account; says whether it was made.
    typealias SignUp = @Sendable (IdentityService, _ handle: String, DeclaredAge) async -> Bool

    private static let guardian = "check-of-guardians"
    private static let source = IdentityService.Source(address: [0])

    let promise = PromiseID.law9
    let method =
        "Makes accounts in memory that nobody owns, with the code that keeps all others: for somebody who says that "
        + "she is younger than 18, without a guardian's code, with a wrong one, with a right one, and with the same "
        + "again; then the guardian withdraws, and the young person signs in. What makes accounts must take a "
        + "declaration."
    let now: Now
    /// The operations of the API.
    let endpoints: [Endpoint]
    var signUp: SignUp = { identity, handle, age in
        do {
            _ = try await identity.signUp(
                handle: handle,
                passphrase: SecondStepCheck.passphrase,
                age: age,
                client: .program,
                from: Self.source
            )
            return true
        } catch {
            return false
        }
    }

    func run() async throws -> PromiseFinding {
        try await CheckedStores.withIdentity(now: now) { identity in
            PromiseFinding(try await tried(identity) + declaration)
        }
    }

    /// Whether whoever makes an account can say that she is younger.
    private var declaration: [Evidence] {
        let account = endpoints.first { $0.template.text == "/api/v1/accounts" && $0.method == .post }
        let isAsked = Set(account?.bodyPropertyNames ?? []).isSuperset(of: ["age", "guardianCode"])
        return [Evidence("Making an account takes a declaration", isAsked ? "yes" : "no", isAsPromised: isAsked)]
    }

    private func tried(_ identity: IdentityService) async throws -> [Evidence] {
        let adult = try await identity.signUp(
            handle: Self.guardian,
            passphrase: SecondStepCheck.passphrase,
            client: .program,
            from: Self.source
        )
        let token = adult.session.token
        let unproved = await (try? identity.makeGuardianCode(token)) != nil
        let app = try await identity.makeAppSecret(token)
        let step = UInt64(max(0, now().seconds) / 30)
        _ = try await identity.confirmApp(OneTimeCode.text(step, key: SecretBytes(copying: app.secret)), token: token)
        let code = try await identity.makeGuardianCode(token).value
        let none = await signUp(identity, "check-young-1", .younger(guardianCode: nil))
        let wrong = await signUp(identity, "check-young-2", .younger(guardianCode: "00000-00000"))
        let right = await signUp(identity, "check-young-3", .younger(guardianCode: code))
        let again = await signUp(identity, "check-young-4", .younger(guardianCode: code))
        for ward in try await identity.wards(for: token) {
            try await identity.setConsent(toWard: ward.consent, isGiven: false, token: token)
        }
        let after =
            await
            (try? identity.signIn(
                handle: "check-young-3",
                passphrase: SecondStepCheck.passphrase,
                client: .program,
                from: Self.source
            )) != nil
        return [
            row("A guardian without a second step", unproved, "may consent", isRight: false),
            row("Younger than 18, without a guardian's code", none, "account made", isRight: false),
            row("… with a wrong code", wrong, "account made", isRight: false),
            row("… with a right code", right, "account made", isRight: true),
            row("… with the same code again", again, "account made", isRight: false),
            row("Signing in after the guardian withdrew", after, "let in", isRight: false),
        ]
    }

    private func row(_ what: String, _ isDone: Bool, _ done: String, isRight: Bool) -> Evidence {
        Evidence(what, isDone ? done : "refused", isAsPromised: isDone == isRight)
    }
}
