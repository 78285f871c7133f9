import Assurance
import Identity
import Primitives
import Sealing

/// MFA-1: whether the passphrase alone lets anybody in where there is a second step.
struct SecondStepCheck: PromiseCheck {
    /// Tries to sign in; says whether it came in.
    typealias SignIn = @Sendable (IdentityService, PresentedFactor?) async -> Bool

    static let handle = "check-of-promises"
    static let passphrase = "copper lantern monsoon ferry"

    let promise = PromiseID.mfa1
    let method =
        "Makes an account in memory that nobody owns, with the code that keeps all others, gives it an authenticator "
        + "app, and signs in with the right passphrase and: no code, a wrong one, the right one, the same again, and "
        + "a backup code twice. Everybody can turn this on, and passkeys too; nothing is asked for it."
    let now: Now
    var signIn: SignIn = { identity, factor in
        do {
            _ = try await identity.signIn(
                handle: Self.handle,
                passphrase: Self.passphrase,
                factor: factor,
                client: .program,
                from: IdentityService.Source(address: [0])
            )
            return true
        } catch {
            return false
        }
    }

    func run() async throws -> PromiseFinding {
        let stretcher = KeyStretcher(width: 1, queueLimit: 8)
        do {
            let finding = try await run(with: stretcher)
            try await stretcher.shutDown()
            return finding
        } catch {
            try await stretcher.shutDown()
            throw error
        }
    }

    private func run(with stretcher: KeyStretcher) async throws -> PromiseFinding {
        let identity = try await EmptyInstallation.identity(stretcher, now: now)
        let source = IdentityService.Source(address: [0])
        let made = try await identity.signUp(
            handle: Self.handle,
            passphrase: Self.passphrase,
            client: .program,
            from: source
        )
        let isAlone = await signIn(identity, nil)
        let token = made.session.token
        let app = try await identity.makeAppSecret(token)
        let step = UInt64(max(0, now().seconds) / 30)
        let key = SecretBytes(copying: app.secret)
        let backup = try await identity.confirmApp(OneTimeCode.text(step, key: key), token: token)
        // The code of the present step was taken to turn it on; the next one fits as well.
        let right = OneTimeCode.text(step + 1, key: key)
        let wrong = right == "000000" ? "000001" : "000000"
        let none = await signIn(identity, nil)
        let guessed = await signIn(identity, .code(wrong))
        let fitting = await signIn(identity, .code(right))
        let again = await signIn(identity, .code(right))
        let first = await signIn(identity, .code(backup.first?.value ?? ""))
        let second = await signIn(identity, .code(backup.first?.value ?? ""))
        return PromiseFinding([
            row("Passphrase alone, before there is an app", isAlone, isRight: true),
            row("Passphrase alone, with an app", none, isRight: false),
            row("A wrong code", guessed, isRight: false), row("The right code", fitting, isRight: true),
            row("The same code again", again, isRight: false), row("A backup code", first, isRight: true),
            row("The same backup code again", second, isRight: false),
            Evidence("Backup codes that came with it", "\(backup.count)", isAsPromised: backup.count == 10),
        ])
    }

    private func row(_ what: String, _ isIn: Bool, isRight: Bool) -> Evidence {
        Evidence(what, isIn ? "let in" : "refused", isAsPromised: isIn == isRight)
    }
}
