import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/sessions/passkey` and `/api/v1/privacy/factors/passkeys`.
struct PasskeysAPI: Sendable {
    private static let signInPath = "/api/v1/sessions/passkey"
    private static let path = "/api/v1/privacy/factors/passkeys"

    let services: WebServices

    private var identity: IdentityService { services.identity }

    var endpoints: [Endpoint] { [signInOptions, signIn, options, add, rename, remove] }

    private var signInOptions: Endpoint {
        Endpoint(.post, Self.signInPath + "/options", surface: .api, access: .anyone) { _ in
            let challenge = try await identity.challenge(for: .signIn)
            return PasskeyJSON.requestOptions(challenge, services.address.relyingParty, credentials: [])
        }.with {
            $0.summary = "Gives what a passkey is asked with; good for five minutes and one answer."
            $0.responses = [.init(.ok, "For `navigator.credentials.get`.", PasskeyJSON.requestOptions)]
        }
    }

    private var signIn: Endpoint {
        Endpoint(.post, Self.signInPath, surface: .api, access: .anyone) { request in
            let signedIn = try await identity.signIn(
                passkey: try PasskeyJSON.answer(RequestFields(request.json)),
                client: .program,
                device: request.program,
                from: request.source
            )
            return SessionsAPI.answer(signedIn, status: .created)
        }.with {
            $0.summary = "Signs in by a passkey that opens the vault: no passphrase, no second step."
            $0.body = .json(PasskeyJSON.answer)
            $0.responses = [.init(.created, "The session.", SessionSchemas.signedIn)]
            $0.problems = [.passkeyRefused, .tooManyRequests]
        }
    }

    private var options: Endpoint {
        Endpoint(.post, Self.path + "/options", surface: .api, access: .unlocked) { request in
            let token = try request.sessionToken()
            let owner = try await identity.passkeyOwner(token)
            let challenge = try await identity.challenge(for: .registration(token))
            return PasskeyJSON.creationOptions(challenge, services.address.relyingParty, owner)
        }.with {
            $0.summary = "Gives what a passkey is made with; good for five minutes and one answer."
            $0.needsProof = true
            $0.responses = [.init(.ok, "For `navigator.credentials.create`.", PasskeyJSON.creationOptions)]
            $0.problems = [.proofNeeded]
        }
    }

    private var add: Endpoint {
        Endpoint(.post, Self.path, surface: .api, access: .unlocked) { request in
            let fields = RequestFields(request.json)
            let codes = try await identity.addPasskey(
                try PasskeyJSON.registration(fields),
                name: fields.text("name"),
                token: try request.sessionToken()
            )
            return FactorJSON.answer(codes, status: .created)
        }.with {
            $0.summary = "Adds a passkey. With the first factor come ten backup codes, shown this once."
            $0.needsProof = true
            $0.body = .json(PasskeyJSON.registration)
            $0.responses = [.init(.created, "It is added.", FactorJSON.codes)]
            $0.problems = [.proofNeeded, .passkeyRefused, .conflict]
        }
    }

    private var rename: Endpoint {
        Endpoint(.put, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            try await identity.renamePasskey(
                try Self.mark(request),
                to: RequestFields(request.json).text("name"),
                token: try request.sessionToken()
            )
            return .noContent
        }.with {
            $0.summary = "Gives a passkey another name."
            $0.body = .json(
                ObjectSchema(
                    "PasskeyRenaming",
                    [.required("name", .string(.line, length: 1...Passkey.nameCharacterMaximum))]
                )
            )
            $0.responses = [.init(.noContent, "It has that name, or is not there.")]
            $0.problems = [.notFound]
        }
    }

    private var remove: Endpoint {
        Endpoint(.delete, Self.path + "/{id}", surface: .api, access: .unlocked) { request in
            try await identity.removePasskey(try Self.mark(request), token: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Removes a passkey; keys that it opened are replaced at the next opening."
            $0.needsProof = true
            $0.responses = [.init(.noContent, "It is gone, or was not there.")]
            $0.problems = [.notFound, .proofNeeded]
        }
    }

    private static func mark(_ request: WebRequest) throws(Problem) -> [UInt8] {
        guard let mark = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
        return mark
    }
}
