import HTTPTypes
import Identity
import JSON
import Primitives

/// `/api/v1/privacy/factors`: what lets a person in beside her passphrase; and proofs in a session.
///
/// - Source: docs/spec/factors.md.
struct FactorsAPI: Sendable {
    private static let path = "/api/v1/privacy/factors"
    private static let proofPath = "/api/v1/sessions/current/proof"

    let services: WebServices

    private var identity: IdentityService { services.identity }

    var endpoints: [Endpoint] {
        [
            show, makeApp, confirmApp, removeApp, makeBackupCodes, makeRecoveryCode, forgetDevices, forgetDevice,
            stopRecovery, proofOptions, prove,
        ]
    }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .api, access: .unlocked) { request in
            let token = try request.sessionToken()
            let factors = try await identity.factors(for: token)
            let devices = try await identity.devices(for: token)
            let wait = try await identity.recoveryWait(for: token)
            return .json { writer in
                writer.member("secondStep", factors.hasSecondStep)
                writer.member("appAddedAt", optional: factors.appAdded?.iso)
                writer.member("backupCodes", factors.backupCodeCount)
                writer.memberArray("passkeys", factors.passkeys) { FactorJSON.write($1, to: &$0) }
                writer.memberArray("devices", devices) { FactorJSON.write($1, to: &$0) }
                writer.member("recoveryOpensAt", optional: wait?.upperBound.iso)
            }
        }.with {
            $0.summary = "Shows second factors, passkeys and the devices that the account knows."
            $0.responses = [.init(.ok, "All of them.", FactorJSON.factors)]
        }
    }

    private var makeApp: Endpoint {
        Endpoint(.post, Self.path + "/app", surface: .api, access: .unlocked) { request in
            let new = try await identity.makeAppSecret(try request.sessionToken())
            return .json(status: .created) { writer in
                writer.member("secret", AppAddress.secretText(new))
                writer.member("uri", AppAddress.text(new))
            }
        }.with {
            $0.summary = "Makes a secret for an authenticator app; it counts when a code of it was confirmed."
            $0.needsProof = true
            $0.responses = [
                .init(
                    .created,
                    "The secret.",
                    ObjectSchema(
                        "AppSecret",
                        [
                            .required("secret", .string(.visible, length: 32...32), "Base 32, RFC 4648."),
                            .required("uri", .string(.visible, length: 1...400), "`otpauth:`, for a QR code."),
                        ]
                    )
                )
            ]
            $0.problems = [.proofNeeded]
        }
    }

    private var confirmApp: Endpoint {
        Endpoint(.post, Self.path + "/app/confirmation", surface: .api, access: .unlocked) { request in
            let code = RequestFields(request.json).text("code")
            return FactorJSON.answer(
                try await identity.confirmApp(code, token: try request.sessionToken()),
                status: .ok
            )
        }.with {
            $0.summary = "Turns the authenticator app on. With the first factor come ten backup codes, shown this once."
            $0.needsProof = true
            $0.body = .json(ObjectSchema("AppConfirmation", [.required("code", .string(.line, length: 6...10))]))
            $0.responses = [.init(.ok, "It is on.", FactorJSON.codes)]
            $0.problems = [.proofNeeded, .wrongSecondStep, .conflict, .tooManyRequests]
        }
    }

    private var removeApp: Endpoint {
        Endpoint(.delete, Self.path + "/app", surface: .api, access: .unlocked) { request in
            try await identity.removeApp(try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Takes the authenticator app away."
            $0.needsProof = true
            $0.responses = [.init(.noContent, "It is off.")]
            $0.problems = [.proofNeeded, .conflict]
        }
    }

    private var makeBackupCodes: Endpoint {
        Endpoint(.post, Self.path + "/backup-codes", surface: .api, access: .unlocked) { request in
            FactorJSON.answer(
                try await identity.makeBackupCodes(try request.sessionToken()),
                status: .created
            )
        }.with {
            $0.summary = "Makes ten backup codes in place of those that are left."
            $0.needsProof = true
            $0.responses = [.init(.created, "The codes, shown this once.", FactorJSON.codes)]
            $0.problems = [.proofNeeded, .conflict]
        }
    }

    private var makeRecoveryCode: Endpoint {
        Endpoint(.post, Self.path + "/recovery-code", surface: .api, access: .unlocked) { request in
            let code = try await identity.makeRecoveryCode(try request.sessionToken())
            return .json(status: .created) { $0.member("recoveryCode", code.value) }
        }.with {
            $0.summary = "Makes a new recovery code; the old one opens nothing any more."
            $0.needsProof = true
            $0.responses = [
                .init(
                    .created,
                    "The code, shown this once.",
                    ObjectSchema("RecoveryCode", [.required("recoveryCode", .string(.line, length: 39...39))])
                )
            ]
            $0.problems = [.proofNeeded, .notAllowed]
        }
    }

    private var forgetDevices: Endpoint {
        Endpoint(.delete, Self.path + "/devices", surface: .api, access: .unlocked) { request in
            try await identity.forgetDevices(token: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Forgets all devices: each is new at its next sign-in, and does no second step."
            $0.responses = [.init(.noContent, "None is known any more.")]
        }
    }

    private var forgetDevice: Endpoint {
        Endpoint(.delete, Self.path + "/devices/{id}", surface: .api, access: .unlocked) { request in
            guard let hash = Base32.decode(request.parameter("id")) else { throw Problem(.notFound) }
            try await identity.forgetDevices(hash, token: try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Forgets one device."
            $0.responses = [.init(.noContent, "It is not known any more.")]
            $0.problems = [.notFound]
        }
    }

    private var stopRecovery: Endpoint {
        Endpoint(.delete, Self.path + "/recovery-wait", surface: .api, access: .unlocked) { request in
            try await identity.stopRecovery(try request.sessionToken())
            return .noContent
        }.with {
            $0.summary = "Stops whoever waits to come in with the recovery code alone."
            $0.responses = [.init(.noContent, "Nobody waits.")]
        }
    }

    private var proofOptions: Endpoint {
        Endpoint(.post, Self.proofPath + "/options", surface: .api, access: .unlocked) { request in
            let token = try request.sessionToken()
            let present = try await identity.factors(for: token).passkeys
            let challenge = try await identity.challenge(for: .proof(token))
            return PasskeyJSON.requestOptions(
                challenge,
                services.address.relyingParty,
                credentials: present.map(PasskeyName.init)
            )
        }.with {
            $0.summary = "Gives what a passkey is asked with as a proof."
            $0.responses = [.init(.ok, "For `navigator.credentials.get`.", PasskeyJSON.requestOptions)]
        }
    }

    private var prove: Endpoint {
        Endpoint(.post, Self.proofPath, surface: .api, access: .unlocked) { request in
            let fields = RequestFields(request.json)
            let proof: IdentityService.Proof
            switch (fields.optionalText("passphrase"), fields.optionalText("code"), fields.object("passkey")) {
            case (let passphrase?, nil, nil): proof = .passphrase(passphrase)
            case (nil, let code?, nil): proof = .factor(.code(code))
            case (nil, nil, let passkey?): proof = .factor(.passkey(try PasskeyJSON.answer(passkey)))
            default: throw fields.refusal("passphrase", "Send one of passphrase, code and passkey.")
            }
            try await identity.prove(proof, token: try request.sessionToken(), from: request.source)
            return .noContent
        }.with {
            $0.summary = "Shows again who is there; good for ten minutes."
            $0.body = .json(
                ObjectSchema(
                    "Proof",
                    [
                        .optional("passphrase", .string(.secret, length: 1...1024)),
                        .optional(
                            "code",
                            .string(.line, length: 6...64),
                            "Of the authenticator app, or a backup code."
                        ),
                        .optional("passkey", .object(PasskeyJSON.answer)),
                    ]
                )
            )
            $0.responses = [.init(.noContent, "It is proved.")]
            $0.problems = [.wrongCredentials, .wrongSecondStep, .passkeyRefused, .tooManyRequests]
        }
    }
}
