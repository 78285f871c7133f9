import HTTPTypes
import Identity
import Primitives

/// The pages before the door: welcome, sign-up with the recovery kit, sign-in, recovery.
struct DoorPages: Sendable {
    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [welcome, showSignUp, signUp, checkKit, showSignIn, signIn, showRecover, recover] }

    private var welcome: Endpoint {
        Endpoint(.get, "/", surface: .page, access: .anyoneOrSession) { request in
            guard request.session == nil else { return .seeOther("/today") }
            return try await site.answer(WelcomePage(operatorSentence: site.operatorSentence), request)
        }
    }

    private var showSignUp: Endpoint {
        Endpoint(.get, "/sign-up", surface: .page, access: .anyone) { try await site.answer(SignUpPage(), $0) }
    }

    private var signUp: Endpoint {
        Endpoint(.post, "/sign-up", surface: .page, access: .anyone) { request in
            let form = request.form
            let handle = form["handle"] ?? ""
            guard form["understood"] == "yes" else {
                let error = FieldError(
                    field: "understood",
                    label: localized("Your age, and that nobody can reset this"),
                    message: localized("Tick the box to go on.")
                )
                return try await refuse(handle, isUnderstood: false, [error], request)
            }
            let made: SignUp
            do throws(IdentityError) {
                made = try await identity.signUp(
                    handle: handle,
                    passphrase: form["passphrase"] ?? "",
                    age: Self.age(form),
                    client: .browser,
                    device: request.browser(),
                    from: request.source
                )
            } catch {
                return try await refuse(handle, isUnderstood: true, try DoorErrors.fields(error), request)
            }
            if let access = made.session.access { try await StarterBook(services: site.services).prepare(access) }
            return try await kit(made, replacesOldCode: false, request)
        }.with { $0.body = .form() }
    }

    /// The tick says that she is 18 or older, or has a guardian's code.
    private static func age(_ form: FormFields) -> DeclaredAge {
        guard let code = form["guardian"], !code.isEmpty else { return .adult }
        return .younger(guardianCode: code)
    }

    private func refuse(
        _ handle: String,
        isUnderstood: Bool,
        _ errors: [FieldError],
        _ request: WebRequest
    ) async throws -> Answer {
        let page = SignUpPage(handle: handle, isUnderstood: isUnderstood, problems: FormProblems(errors: errors))
        return try await site.answer(page, request, status: .unprocessableContent)
    }

    /// The only time the code is shown; the session it comes with begins here.
    private func kit(_ made: SignUp, replacesOldCode: Bool, _ request: WebRequest) async throws -> Answer {
        try await site.kitPage(
            made.recoveryCode,
            handle: made.handle,
            replacesOldCode: replacesOldCode,
            request,
            formSecret: FormSecret(made.session.token.text())
        ).beginning(made.session, request)
    }

    private var checkKit: Endpoint {
        Endpoint(.post, "/sign-up/kit", surface: .page, access: .session) { request in
            let form = request.form
            guard let proof = form["proof"], let number = form["number"].flatMap({ Int($0) }) else {
                return .seeOther("/today")
            }
            let text = KitCheck.text(number: number, group: form["group"] ?? "")
            guard !request.formSecret.admits(proof: proof, of: text) else { return .seeOther("/today") }
            let problems = FormProblems(errors: [
                FieldError(
                    field: "group",
                    label: localized("Group {number}", ["number": "\(number)"]),
                    message: localized("That is not group {number}.", ["number": "\(number)"])
                )
            ])
            let page = RecoveryKitPage(
                groups: [],
                handle: try await identity.handle(try request.sessionToken()),
                site: site.address.name,
                made: site.dayText(site.today),
                check: RecoveryKitPage.Check(number: number, proof: proof),
                problems: problems
            )
            return try await site.answer(page, request, status: .unprocessableContent)
        }.with { $0.body = .form() }
    }

    private var showSignIn: Endpoint {
        Endpoint(.get, "/sign-in", surface: .page, access: .anyoneOrSession) { request in
            let next = NextPath.optional(request.query["next"])
            if request.session?.isUnlocked == true { return .seeOther(NextPath.checked(next)) }
            return try await site.answer(SignInPage(next: next, passkey: passkeyButton), request)
        }
    }

    private var passkeyButton: PasskeyButton? {
        guard site.address.canHavePasskeys else { return nil }
        return PasskeyButton(action: "/sign-in", isFirst: false, alternative: localized("or with a passphrase"))
    }

    private var signIn: Endpoint {
        Endpoint(.post, "/sign-in", surface: .page, access: .anyone) { request in
            let form = request.form
            let next = NextPath.optional(form["next"])
            let isShared = form["shared"] == "yes"
            let passkey = try PasskeyJSON.answer(inField: form["answer"])
            do throws(IdentityError) {
                let signedIn: SignedIn
                if let passkey {
                    signedIn = try await identity.signIn(
                        passkey: passkey,
                        client: .browser,
                        device: request.browser(),
                        from: request.source
                    )
                } else {
                    let step = try await identity.beginSignIn(
                        handle: form["handle"] ?? "",
                        passphrase: form["passphrase"] ?? "",
                        client: .browser,
                        device: request.browser(isShared: isShared),
                        from: request.source
                    )
                    switch step {
                    case .waits(let token, _): return SecondStepPages.leading(to: token, next: next)
                    case .signedIn(let begun): signedIn = begun
                    }
                }
                if isShared { try await identity.shortenIdleLock(signedIn.token, minutes: 5) }
                return Answer.seeOther(NextPath.checked(next)).beginning(signedIn, request)
                    .coveringFigures(request.fields)
            } catch {
                let page = SignInPage(
                    handle: form["handle"] ?? "",
                    isShared: isShared,
                    next: next,
                    passkey: passkeyButton,
                    problems: try passkey == nil
                        ? DoorErrors.credentials(error, localized("Handle or passphrase is wrong."))
                        : DoorErrors.factor(error, field: "passphrase")
                )
                return try await site.answer(page, request, status: .unauthorized)
            }
        }.with { $0.body = .form() }
    }

    private var showRecover: Endpoint {
        Endpoint(.get, "/recover", surface: .page, access: .anyone) { try await site.answer(RecoverPage(), $0) }
    }

    private var recover: Endpoint {
        Endpoint(.post, "/recover", surface: .page, access: .anyone) { request in
            let form = request.form
            let handle = form["handle"] ?? ""
            let made: SignUp
            do throws(IdentityError) {
                made = try await identity.recover(
                    handle: handle,
                    code: form["code"] ?? "",
                    newPassphrase: form["passphrase"] ?? "",
                    factor: form["secondStep"].flatMap { $0.isEmpty ? nil : .code($0) },
                    isReadyToWait: form["wait"] == "yes",
                    client: .browser,
                    device: request.browser(),
                    from: request.source
                )
            } catch {
                if let page = try recoverySecondStep(error, handle: handle) {
                    return try await site.answer(page, request, status: .unauthorized)
                }
                let isWrong = error == .wrongRecoveryCode
                let problems =
                    isWrong
                    ? try DoorErrors.credentials(error, localized("Handle or recovery code is wrong."))
                    : FormProblems(errors: try DoorErrors.fields(error))
                let page = RecoverPage(handle: handle, problems: problems)
                return try await site.answer(page, request, status: isWrong ? .unauthorized : .unprocessableContent)
            }
            return try await kit(made, replacesOldCode: true, request)
        }.with { $0.body = .form() }
    }

    /// The recovery code was right, and it is not enough; nil for every other error.
    private func recoverySecondStep(_ error: IdentityError, handle: String) throws -> RecoverPage? {
        let sentence: String
        switch error {
        case .secondStepNeeded:
            sentence = localized("The recovery code is right. This account has a second step: show that as well.")
        case .recoveryWaits(let until):
            let day = site.dayText(until.day(utcOffsetMinutes: site.utcOffsetMinutes()))
            sentence =
                localized(
                    "The recovery code is right. From {day}, {time} on it works alone; come back then.",
                    ["day": day.long, "time": site.timeText(until).clock]
                ) + " " + localized("Signing in with a second step stops it.")
        case .wrongSecondStep: sentence = try DoorErrors.factor(error).summary ?? ""
        default: return nil
        }
        let field = FieldError(field: "secondStep", label: localized("Second step"), message: sentence)
        return RecoverPage(
            handle: handle,
            asksSecondStep: true,
            problems: FormProblems(summary: sentence, errors: [field])
        )
    }
}

extension PageSite {
    /// A recovery code on its page: the only time that it is shown.
    func kitPage(
        _ code: Redacted<String>,
        handle: String,
        replacesOldCode: Bool = true,
        _ request: WebRequest,
        formSecret: FormSecret? = nil
    ) async throws -> Answer {
        let secret = formSecret ?? request.formSecret
        let groups = code.value.split(separator: "-").map(String.init)
        let number = Int(SessionCookie.randomIndex(below: groups.count)) + 1
        let check = RecoveryKitPage.Check(
            number: number,
            proof: secret.proof(of: KitCheck.text(number: number, group: groups[number - 1]))
        )
        let page = RecoveryKitPage(
            groups: groups,
            handle: handle,
            site: address.name,
            made: dayText(today),
            replacesOldCode: replacesOldCode,
            check: check
        )
        return try await answer(page, request, formSecret: secret)
    }
}
