import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/accounts` and `/api/v1/sessions`.
struct SessionsAPI: Sendable {
    private static let accounts = "/api/v1/accounts"
    private static let sessions = "/api/v1/sessions"

    let services: WebServices

    var endpoints: [Endpoint] {
        [signUp, recover, changePassphrase, signIn, list, show, unlock, lock, signOut, signOutEverywhere, end]
    }

    private var signUp: Endpoint {
        Endpoint(.post, Self.accounts, surface: .api, access: .anyone) { request in
            let fields = RequestFields(request.json)
            let made = try await services.identity.signUp(
                handle: fields.text("handle"),
                passphrase: fields.text("passphrase"),
                age: fields.text("age") == "younger"
                    ? .younger(guardianCode: fields.optionalText("guardianCode")) : .adult,
                client: .program,
                device: request.program,
                from: request.source
            )
            return Self.answer(made)
        }.with {
            $0.summary = "Makes an account, and a session for it. The recovery code is shown this once."
            $0.body = .json(SessionSchemas.credentials)
            $0.responses = [.init(.created, "The account and its session.", SessionSchemas.signedUp)]
            $0.problems = [.handleTaken, .weakPassphrase, .guardianNeeded, .tooManyRequests]
        }
    }

    private var recover: Endpoint {
        Endpoint(.post, Self.accounts + "/recovery", surface: .api, access: .anyone) { request in
            let fields = RequestFields(request.json)
            let made = try await services.identity.recover(
                handle: fields.text("handle"),
                code: fields.text("code"),
                newPassphrase: fields.text("passphrase"),
                factor: fields.optionalText("secondStep").map { .code($0) },
                isReadyToWait: fields.flag("wait"),
                client: .program,
                device: request.program,
                from: request.source
            )
            return Self.answer(made)
        }.with {
            $0.summary = "Sets a new passphrase by the recovery code, which is spent; a new one is in the answer."
            $0.body = .json(SessionSchemas.recovery)
            $0.responses = [.init(.created, "The new code and a session.", SessionSchemas.signedUp)]
            $0.problems = [
                .wrongCredentials, .weakPassphrase, .secondStepNeeded, .wrongSecondStep, .recoveryWaits,
                .tooManyRequests,
            ]
        }
    }

    private var changePassphrase: Endpoint {
        Endpoint(.put, Self.accounts + "/current/passphrase", surface: .api, access: .session) { request in
            let fields = RequestFields(request.json)
            let signedIn = try await services.identity.changePassphrase(
                try request.sessionToken(),
                current: fields.text("current"),
                new: fields.text("passphrase"),
                from: request.source
            )
            return Self.answer(signedIn, status: .ok)
        }.with {
            $0.summary = "Changes the passphrase and ends every other session; the answer has the token to go on with."
            $0.body = .json(SessionSchemas.passphraseChange)
            $0.responses = [.init(.ok, "The session to go on with.", SessionSchemas.signedIn)]
            $0.problems = [.wrongCredentials, .weakPassphrase, .tooManyRequests]
        }
    }

    private var signIn: Endpoint {
        Endpoint(.post, Self.sessions, surface: .api, access: .anyone) { request in
            let fields = RequestFields(request.json)
            let signedIn = try await services.identity.signIn(
                handle: fields.text("handle"),
                passphrase: fields.text("passphrase"),
                factor: fields.optionalText("code").map { .code($0) },
                client: .program,
                device: request.program,
                from: request.source
            )
            return Self.answer(signedIn, status: .created)
        }.with {
            $0.summary = "Signs in."
            $0.body = .json(SessionSchemas.signIn)
            $0.responses = [.init(.created, "The session.", SessionSchemas.signedIn)]
            $0.problems = [.wrongCredentials, .secondStepNeeded, .wrongSecondStep, .tooManyRequests]
        }
    }

    private var list: Endpoint {
        Endpoint(.get, Self.sessions, surface: .api, access: .session) { request in
            let token = try request.sessionToken()
            let sessions = try await services.identity.sessions(for: token)
            return .json { writer in
                writer.memberArray("items", sessions) { Self.write($1, current: token.hash, to: &$0) }
            }
        }.with {
            $0.summary = "Lists the sessions of the account, newest first."
            $0.responses = [.init(.ok, "All sessions.", MoneySchemas.list("SessionList", of: SessionSchemas.session))]
        }
    }

    private var show: Endpoint {
        Endpoint(.get, Self.sessions + "/current", surface: .api, access: .session) { request in
            let token = try request.sessionToken()
            let session = try await services.identity.session(token)
            var writer = JSONWriter()
            Self.write(session, current: token.hash, to: &writer)
            return .json(writer.bytes)
        }.with {
            $0.summary = "Shows this session: whether it is locked, and when it ends."
            $0.responses = [.init(.ok, "The session.", SessionSchemas.session)]
        }
    }

    private var unlock: Endpoint {
        Endpoint(.post, Self.sessions + "/current/unlock", surface: .api, access: .session) { request in
            let signedIn = try await services.identity.unlock(
                try request.sessionToken(),
                passphrase: RequestFields(request.json).text("passphrase"),
                from: request.source
            )
            return Self.answer(signedIn, status: .ok)
        }.with {
            $0.summary = "Unlocks with the passphrase. The old token is over; the answer has the new one."
            $0.body = .json(SessionSchemas.passphrase)
            $0.responses = [.init(.ok, "The session to go on with.", SessionSchemas.signedIn)]
            $0.problems = [.wrongCredentials, .tooManyRequests]
        }
    }

    private var lock: Endpoint {
        Endpoint(.post, Self.sessions + "/current/lock", surface: .api, access: .session) { request in
            try await services.identity.lock(try request.sessionToken())
            services.forget(request.session)
            return .noContent
        }.with {
            $0.summary = "Locks: the server can read nothing of the vault for this session until it is unlocked."
            $0.responses = [.init(.noContent, "It is locked.")]
        }
    }

    private var signOut: Endpoint {
        Endpoint(.delete, Self.sessions + "/current", surface: .api, access: .session) { request in
            try await services.identity.signOut(try request.sessionToken())
            services.forget(request.session)
            return .noContent
        }.with {
            $0.summary = "Signs out."
            $0.responses = [.init(.noContent, "The session is over.")]
        }
    }

    private var signOutEverywhere: Endpoint {
        Endpoint(.delete, Self.sessions, surface: .api, access: .session) { request in
            try await services.identity.signOutEverywhere(try request.sessionToken())
            services.forget(request.session)
            return .noContent
        }.with {
            $0.summary = "Ends every session of the account, this one too."
            $0.responses = [.init(.noContent, "All sessions are over.")]
        }
    }

    private var end: Endpoint {
        Endpoint(.delete, Self.sessions + "/{id}", surface: .api, access: .session) { request in
            guard let hash = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await services.identity.end(sessionHash: hash, of: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Ends another session of the account."
            $0.responses = [.init(.noContent, "It is over, or was not there.")]
            $0.problems = [.notFound]
        }
    }

    private static func answer(_ made: SignUp) -> Answer {
        .json(status: .created) {
            $0.member("handle", made.handle)
            $0.member("recoveryCode", made.recoveryCode.value)
            write(made.session, to: &$0)
        }
    }

    static func answer(_ signedIn: SignedIn, status: Answer.Status) -> Answer {
        .json(status: status) { write(signedIn, to: &$0) }
    }

    private static func write(_ signedIn: SignedIn, to writer: inout JSONWriter) {
        writer.member("token", signedIn.token.text())
        writer.member("expiresAt", signedIn.session.expiry.iso)
    }

    private static func write(_ session: Session, current: [UInt8], to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", Base32.encode(session.hash))
            if !session.deviceName.isEmpty { $0.member("device", session.deviceName) }
            $0.member("client", session.client == .browser ? "browser" : "program")
            $0.member("createdAt", session.created.iso)
            $0.member("lastUsedAt", session.lastUse.iso)
            $0.member("expiresAt", session.expiry.iso)
            $0.member("locked", session.isLocked)
            $0.member("current", session.hash == current)
        }
    }
}

extension WebRequest {
    /// Who is asking, for rate limits.
    var source: IdentityService.Source { IdentityService.Source(address: peer.bytes) }

    /// - Throws: ``ProblemKind/notSignedIn``; routes that ask for a session always have one.
    func sessionToken() throws(Problem) -> SessionToken {
        guard let token = session?.token else { throw Problem(.notSignedIn) }
        return token
    }
}
