import Cycle
import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/cycle/lock`: the diary's own lock.
struct OwnLockAPI: Sendable {
    private static let path = "/api/v1/cycle/lock"
    private static let tracker = CycleTracker.id

    let services: WebServices

    var endpoints: [Endpoint] { [show, set, remove, unlock, lock] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .session) { request in
            Self.answer(try await services.identity.ownLock(of: Self.tracker, for: try request.sessionToken()))
        }.with {
            $0.summary = "Says whether the diary has a lock of its own, and how this session stands with it."
            $0.responses = [.init(.ok, "How it stands.", OwnLockSchemas.standing)]
            $0.problems = [.locked]
        }
    }

    private var set: Endpoint {
        Endpoint(.put, Self.path, surface: .api, access: .session) { request in
            let (token, fields) = (try request.sessionToken(), RequestFields(request.json))
            let minutes = fields.integer("idleMinutes").map { UInt32($0) }
            try await Self.naming {
                if fields.has("passphrase") {
                    try await set(fields, minutes, token, request.source)
                } else if minutes == nil {
                    throw Problem(.invalid, fields: [.init("/passphrase", "Say a passphrase, idleMinutes, or both.")])
                }
                if let minutes, !fields.has("passphrase") || fields.has("current") {
                    try await services.identity.setOwnLockIdle(of: Self.tracker, minutes: minutes, token: token)
                }
            }
            return Self.answer(try await services.identity.ownLock(of: Self.tracker, for: token))
        }.with {
            $0.summary = """
                Puts the diary behind a passphrase of its own, with the recovery code as the only other way; with \
                `current`, gives the lock another one. Other sessions have the diary locked. `idleMinutes` alone \
                changes those.
                """
            $0.body = .json(OwnLockSchemas.change)
            $0.responses = [.init(.ok, "How it stands.", OwnLockSchemas.standing)]
            $0.problems = Self.problems + [.weakPassphrase]
        }
    }

    private func set(
        _ fields: RequestFields,
        _ minutes: UInt32?,
        _ token: SessionToken,
        _ source: IdentityService.Source
    ) async throws {
        if let current = fields.optionalText("current") {
            try await services.identity.changeOwnLock(
                of: Self.tracker,
                current: current,
                new: fields.text("passphrase"),
                token: token,
                from: source
            )
        } else {
            try await services.identity.setOwnLock(
                of: Self.tracker,
                passphrase: fields.text("passphrase"),
                idleMinutes: minutes ?? OwnLock.idleMinutesStandard,
                token: token,
                from: source
            )
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path, surface: .api, access: .session) { request in
            try await Self.naming {
                try await services.identity.removeOwnLock(
                    of: Self.tracker,
                    passphrase: RequestFields(request.json).text("passphrase"),
                    token: try request.sessionToken(),
                    from: request.source
                )
            }
            return .noContent
        }.with {
            $0.summary = "Turns the diary's own lock off. It has to be unlocked, and its passphrase is asked for."
            $0.body = .json(SessionSchemas.passphrase)
            $0.responses = [.init(.noContent, "The diary opens as everything else does.")]
            $0.problems = Self.problems
        }
    }

    private var unlock: Endpoint {
        Endpoint(.post, Self.path + "/unlock", surface: .api, access: .session) { request in
            try await Self.naming {
                Self.answer(
                    try await services.identity.unlock(
                        Self.tracker,
                        passphrase: RequestFields(request.json).text("passphrase"),
                        token: try request.sessionToken(),
                        from: request.source
                    )
                )
            }
        }.with {
            $0.summary = "Unlocks the diary for this session, until it is not used for the lock's idle minutes."
            $0.body = .json(SessionSchemas.passphrase)
            $0.responses = [.init(.ok, "How it stands.", OwnLockSchemas.standing)]
            $0.problems = Self.problems
        }
    }

    private var lock: Endpoint {
        Endpoint(.post, Self.path + "/lock", surface: .api, access: .session) { request in
            try await services.identity.lock(Self.tracker, token: try request.sessionToken())
            services.forgetDiary(request.session)
            return .noContent
        }.with {
            $0.summary = "Locks the diary for this session at once."
            $0.responses = [.init(.noContent, "It is locked, or has no lock of its own.")]
        }
    }

    private static let problems: [ProblemKind] = [
        .wrongCredentials, .conflict, .notAllowed, .locked, .tooManyRequests,
    ]

    /// Says of a wrong passphrase that it is the lock's.
    private static func naming<Result>(_ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch IdentityError.wrongCredentials {
            throw Problem(.wrongCredentials, detail: "That is not the passphrase of the diary's own lock.")
        }
    }

    private static func answer(_ standing: OwnLockStanding) -> Answer {
        .json { writer in
            switch standing {
            case .none: writer.member("state", "none")
            case .locked: writer.member("state", "locked")
            case .unlocked(let until, let minutes):
                writer.member("state", "unlocked")
                writer.member("until", until.iso)
                writer.member("idleMinutes", Int(minutes))
            }
        }
    }
}

/// The shapes of requests and answers about the diary's own lock.
enum OwnLockSchemas {
    private static let secret = Schema.string(.secret, length: 1...1024)
    private static let minutes = Schema.integer(
        Int(OwnLock.idleMinutesAllowed.lowerBound)...Int(OwnLock.idleMinutesAllowed.upperBound)
    )

    static let standing = ObjectSchema(
        "OwnLock",
        [
            .required("state", .enumeration(["none", "locked", "unlocked"])),
            .optional("until", .string(.moment, length: 20...20), "When it locks unless the diary is used before."),
            .optional("idleMinutes", minutes),
        ]
    )

    static let change = ObjectSchema(
        "OwnLockChange",
        [
            .optional("passphrase", secret, "Not the account's; refused when it is easy to guess."),
            .optional("current", secret, "The lock's passphrase now, to give it another one."),
            .optional("idleMinutes", minutes, "Without use for so long it locks; 5 unless said."),
        ]
    )
}
