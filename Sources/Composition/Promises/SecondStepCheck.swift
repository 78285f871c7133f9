import Assurance
import Identity
import Primitives
import Sealing
import WebAuthn

/// MFA-1: whether the passphrase alone lets anybody in where there is a second step.
struct SecondStepCheck: PromiseCheck {
    /// Tries to sign in; says whether it came in.
    typealias SignIn = @Sendable (IdentityService, PresentedFactor?) async -> Bool

    static let passphrase = "copper lantern monsoon ferry"
    private static let handle = "check-of-promises"
    private static let source = IdentityService.Source(address: [0])

    let promise = PromiseID.mfa1
    let method =
        "Makes an account in memory that nobody owns, with the code that keeps all others, gives it an authenticator "
        + "app, and signs in with the right passphrase and: no code, a wrong one, the right one, the same again, and "
        + "a backup code twice. Then it gives it a passkey, and signs in with that alone: wrong in four ways, right, "
        + "with the same answer again, and once it was removed."
    let now: Now
    var signIn: SignIn = { identity, factor in
        do {
            _ = try await identity.signIn(
                handle: Self.handle,
                passphrase: Self.passphrase,
                factor: factor,
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
            let made = try await identity.signUp(
                handle: Self.handle,
                passphrase: Self.passphrase,
                client: .program,
                from: Self.source
            )
            let token = made.session.token
            return PromiseFinding(try await codes(identity, token) + (try await passkeys(identity, token)))
        }
    }

    private func codes(_ identity: IdentityService, _ token: SessionToken) async throws -> [Evidence] {
        let isAlone = await signIn(identity, nil)
        let app = SecretBytes(copying: try await identity.makeAppSecret(token).secret)
        let step = UInt64(max(0, now().seconds) / 30)
        let backup = try await identity.confirmApp(OneTimeCode.text(step, key: app), token: token)
        // The code of the present step was taken to turn it on; the next one fits as well.
        let right = OneTimeCode.text(step + 1, key: app)
        let wrong = right == "000000" ? "000001" : "000000"
        let first = backup.first?.value ?? ""
        return [
            row("Passphrase alone, before there is an app", isAlone, isRight: true),
            row("Passphrase alone, with an app", await signIn(identity, nil), isRight: false),
            row("A wrong code", await signIn(identity, .code(wrong)), isRight: false),
            row("The right code", await signIn(identity, .code(right)), isRight: true),
            row("The same code again", await signIn(identity, .code(right)), isRight: false),
            row("A backup code", await signIn(identity, .code(first)), isRight: true),
            row("The same backup code again", await signIn(identity, .code(first)), isRight: false),
            Evidence("Backup codes that came with the app", "\(backup.count)", isAsPromised: backup.count == 10),
        ]
    }

    private func passkeys(_ identity: IdentityService, _ token: SessionToken) async throws -> [Evidence] {
        let passkey = ProbePasskey(party: CheckedStores.party)
        let secret = SharedSecret(.random(count: 32))
        let challenge = try await identity.challenge(for: .registration(token)).bytes
        _ = try await identity.addPasskey(
            PasskeyRegistration(response: passkey.registration(challenge), transports: [], secret: secret),
            name: "Check",
            token: token
        )
        var wrong = 0
        for fault in ProbePasskey.Fault.allCases {
            let answer = passkey.assertion(try await identity.challenge(for: .signIn).bytes, fault)
            if await comesIn(identity, answer, secret) { wrong += 1 }
        }
        let right = passkey.assertion(try await identity.challenge(for: .signIn).bytes)
        let rows = [
            Evidence(
                "Passkeys that are wrong in one way each",
                "\(ProbePasskey.Fault.allCases.count) tried, \(wrong) let in",
                isAsPromised: wrong == 0
            ),
            row("The right passkey", await comesIn(identity, right, secret), isRight: true),
            row("The same answer again", await comesIn(identity, right, secret), isRight: false),
        ]
        for stored in try await identity.factors(for: token).passkeys {
            try await identity.removePasskey(stored.mark, token: token)
        }
        let late = passkey.assertion(try await identity.challenge(for: .signIn).bytes)
        return rows + [row("A passkey that was removed", await comesIn(identity, late, secret), isRight: false)]
    }

    private func comesIn(
        _ identity: IdentityService,
        _ response: AssertionResponse,
        _ secret: SharedSecret
    ) async -> Bool {
        do {
            _ = try await identity.signIn(
                passkey: PasskeyAnswer(response: response, secret: secret),
                client: .program,
                device: .local,
                from: Self.source
            )
            return true
        } catch {
            return false
        }
    }

    private func row(_ what: String, _ isIn: Bool, isRight: Bool) -> Evidence {
        Evidence(what, isIn ? "let in" : "refused", isAsPromised: isIn == isRight)
    }
}
