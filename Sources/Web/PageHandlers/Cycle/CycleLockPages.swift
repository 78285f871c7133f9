import Cycle
import HTTPTypes
import Identity
import Primitives
import Vault

/// The diary's own lock: `/cycle/unlock`, locking it, and giving, changing and taking it off in settings.
struct CycleLockPages: Sendable {
    static let path = "/cycle/unlock"
    private static let settings = CycleSettingsPages.path + "#lock"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, unlock, lock, set, idle] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { request in
            let token = try request.sessionToken()
            guard case .locked = try await identity.ownLock(of: CycleTracker.id, for: token) else {
                return .seeOther(CyclePages.path)
            }
            return try await site.answer(CycleUnlockPage(), request)
        }
    }

    /// A form came after the lock had closed: what was typed waits in the page that opens it.
    func lockedForm(_ request: WebRequest) async throws -> Answer {
        guard let held = HeldForm(of: request) else { throw Problem(.notAllowed) }
        let page = CycleUnlockPage(held: held.carried)
        return try await site.answer(page, request, status: ProblemKind.notAllowed.status)
    }

    private var unlock: Endpoint {
        Endpoint.form(Self.path) { request in
            let held = HeldForm(carriedBy: request.form)
            do throws(IdentityError) {
                _ = try await identity.unlock(
                    CycleTracker.id,
                    passphrase: request.form["passphrase"] ?? "",
                    token: try request.identityToken(),
                    from: request.source
                )
            } catch {
                let problems = try DoorErrors.credentials(error, localized("That is not the passphrase."))
                let page = CycleUnlockPage(held: held?.carried ?? [], problems: problems)
                return try await site.answer(page, request, status: .unauthorized)
            }
            guard let held else { return .seeOther(CyclePages.path) }
            return try await site.answer(held.page, request)
        }.with { $0.body = .form(repeatable: HeldForm.repeatable) }
    }

    private var lock: Endpoint {
        .form("/cycle/lock") { request in
            try await identity.lock(CycleTracker.id, token: try request.sessionToken())
            site.services.forgetDiary(request.session)
            return Answer.seeOther(Self.path).adding(.clearSiteData, "\"cache\"")
        }
    }

    // MARK: In settings

    private var set: Endpoint {
        .diaryForm(CycleSettingsPages.path + "/lock") { request in
            do throws(IdentityError) {
                try await change(request)
                return .seeOther(CycleSettingsPages.path, .settings)
            } catch {
                let problems = try Self.problems(error)
                return try await CycleSettingsPages(site: site).answer(request, problems: problems)
            }
        }
    }

    private func change(_ request: WebRequest) async throws(IdentityError) {
        let token = try request.identityToken()
        let form = request.form
        let (current, new) = (form["current"] ?? "", form["passphrase"] ?? "")
        let standing = try await identity.ownLock(of: CycleTracker.id, for: token)
        switch (standing, form["do"] == "remove") {
        case (.none, true): throw .ownLock(.none)
        case (.none, false):
            let minutes = form["minutes"].flatMap { UInt32($0) } ?? OwnLock.idleMinutesStandard
            try await identity.setOwnLock(
                of: CycleTracker.id,
                passphrase: new,
                idleMinutes: minutes,
                token: token,
                from: request.source
            )
        case (_, true):
            try await identity.removeOwnLock(
                of: CycleTracker.id,
                passphrase: current,
                token: token,
                from: request.source
            )
        case (_, false):
            try await identity.changeOwnLock(
                of: CycleTracker.id,
                current: current,
                new: new,
                token: token,
                from: request.source
            )
        }
    }

    /// - Throws: the error itself where it belongs to no field.
    private static func problems(_ error: IdentityError) throws -> FormProblems {
        switch error {
        case .wrongCredentials:
            let sentence = localized("That is not the passphrase.")
            return FormProblems(
                errors: [FieldError(field: "current", label: localized("Its passphrase now"), message: sentence)]
            )
        case .passphrase(let fault):
            let sentence = Sentences.sentence(fault)
            return FormProblems(
                errors: [FieldError(field: "passphrase", label: localized("Its passphrase"), message: sentence)]
            )
        default: throw error
        }
    }

    private var idle: Endpoint {
        .diaryForm(CycleSettingsPages.path + "/lock/idle") { request in
            guard let minutes = request.form["minutes"].flatMap({ UInt32($0) }) else { throw Problem(.malformedBody) }
            try await identity.setOwnLockIdle(of: CycleTracker.id, minutes: minutes, token: try request.sessionToken())
            return .seeOther(CycleSettingsPages.path, .settings)
        }
    }
}

extension CycleSettingsPage.LockView {
    /// - `standing`: How the diary's lock stands with this session.
    init(_ standing: OwnLockStanding, _ words: Words, problems: FormProblems) {
        var minutes: UInt32 = OwnLock.idleMinutesStandard
        if case .unlocked(_, let chosen) = standing { minutes = chosen }
        isOn = standing != .none
        current = TextField(
            "current",
            words("Its passphrase now"),
            kind: .currentPassphrase,
            maximumLength: 1024,
            problems: problems
        )
        passphrase = TextField(
            "passphrase",
            standing == .none ? words("Its passphrase") : words("A new one"),
            kind: .newPassphrase,
            isRequired: standing == .none,
            maximumLength: 1024,
            problems: problems
        )
        let choices: [UInt32] = Set([1, 5, 15, 30, 60, minutes]).sorted()
        idle = SelectField(
            "minutes",
            words("Locks again after"),
            choices: choices.map { count in
                Choice(
                    value: String(count),
                    label: words.count(Int(count), one: "{count} minute", other: "{count} minutes")
                )
            },
            chosen: String(minutes)
        )
    }
}
