import Identity
import JSON
import Primitives
import Sealing
import WebAuthn

/// What a browser and this server say to each other about a passkey: all bytes are base64url without padding.
///
/// - Source: docs/spec/http-api.md §8.
enum PasskeyJSON {
    private static let timeoutMilliseconds = 300_000
    private static let secretByteCount = 32
    private static let transportByteCountMaximum = 32

    private static let bytes = Schema.string(.visible, length: 1...8192)
    private static let secret = Schema.string(.visible, length: 43...43)

    static let answer = ObjectSchema(
        "PasskeyAnswer",
        [
            .required("id", bytes, "The credential's `rawId`."), .required("clientDataJSON", bytes),
            .required("authenticatorData", bytes), .required("signature", bytes), .optional("userHandle", bytes),
            .optional("secret", secret, "What the pseudo-random function gave: 32 bytes. It opens the vault."),
        ]
    )

    static let registration = ObjectSchema(
        "PasskeyRegistration",
        [
            .required("name", .string(.line, length: 1...Passkey.nameCharacterMaximum)),
            .required("id", bytes, "The credential's `rawId`."), .required("clientDataJSON", bytes),
            .required("attestationObject", bytes),
            .required("transports", .array(.string(.visible, length: 1...transportByteCountMaximum), count: 0...8)),
            .optional(
                "secret",
                secret,
                "What the pseudo-random function gave. Without it the passkey is a second step."
            ),
        ]
    )

    static let requestOptions = ObjectSchema("PasskeyRequest", common + [.required("credentials", known)])

    static let creationOptions = ObjectSchema(
        "PasskeyCreation",
        common + [
            .required("party", .string(.line, length: 1...255)), .required("userId", bytes),
            .required("userName", .string(.line, length: 1...64)),
            .required("algorithms", .array(.integer(-65_536...0), count: 1...8), "COSE algorithms, best first."),
            .required("credentials", known),
        ]
    )

    private static let common: [ObjectSchema.Property] = [
        .required("challenge", bytes), .required("partyId", .string(.line, length: 1...255)),
        .required("salt", bytes, "For the pseudo-random function."), .required("timeout", .integer(1...600_000)),
    ]
    private static let known = Schema.array(
        .object(
            ObjectSchema(
                "PasskeyName",
                [
                    .required("id", bytes),
                    .required(
                        "transports",
                        .array(.string(.visible, length: 1...transportByteCountMaximum), count: 0...8)
                    ),
                ]
            )
        ),
        count: 0...Passkey.countMaximum
    )

    // MARK: Reading

    static func answer(_ fields: RequestFields) throws(Problem) -> PasskeyAnswer {
        PasskeyAnswer(
            response: AssertionResponse(
                credentialID: try bytes(fields, "id"),
                clientDataJSON: try bytes(fields, "clientDataJSON"),
                authenticatorData: try bytes(fields, "authenticatorData"),
                signature: try bytes(fields, "signature"),
                userHandle: fields.has("userHandle") ? try bytes(fields, "userHandle") : nil
            ),
            secret: try secret(fields)
        )
    }

    static func registration(_ fields: RequestFields) throws(Problem) -> PasskeyRegistration {
        PasskeyRegistration(
            response: RegistrationResponse(
                credentialID: try bytes(fields, "id"),
                clientDataJSON: try bytes(fields, "clientDataJSON"),
                attestationObject: try bytes(fields, "attestationObject")
            ),
            transports: fields.texts("transports").filter { $0.utf8.count <= transportByteCountMaximum },
            secret: try secret(fields)
        )
    }

    /// Reads the JSON that the script puts into a form's field; nil where there is none.
    static func object(inField text: String?) throws(Problem) -> RequestFields? {
        guard let text, !text.isEmpty else { return nil }
        guard text.utf8.count <= 32_768, case .object(let object)? = try? JSONParser.parse(Array(text.utf8)) else {
            throw Problem(.malformedBody)
        }
        return RequestFields(object)
    }

    /// A passkey's answer in a form's field; nil where there is none.
    ///
    /// - Throws: `.malformedBody` for what no script of ours wrote.
    static func answer(inField text: String?) throws(Problem) -> PasskeyAnswer? {
        guard let fields = try object(inField: text) else { return nil }
        do { return try answer(fields) } catch { throw Problem(.malformedBody) }
    }

    private static func bytes(_ fields: RequestFields, _ name: String) throws(Problem) -> [UInt8] {
        guard let bytes = Base64URL.decode(fields.text(name)) else {
            throw fields.refusal(name, "It is not base64url.")
        }
        return bytes
    }

    private static func secret(_ fields: RequestFields) throws(Problem) -> SharedSecret? {
        guard fields.has("secret") else { return nil }
        var secret = try bytes(fields, "secret")
        guard secret.count == secretByteCount else { throw fields.refusal("secret", "It must be 32 bytes.") }
        return SharedSecret(SecretBytes(wiping: &secret))
    }

    // MARK: Writing

    /// What a browser needs to ask for a passkey.
    ///
    /// - `credentials`: those that may answer; none for whichever there is.
    static func requestOptions(
        _ challenge: Challenge,
        _ party: RelyingParty,
        credentials: [PasskeyName]
    ) -> Answer {
        .json { writer in
            writeCommon(challenge, party, credentials, to: &writer)
        }
    }

    /// What a browser needs to make one.
    static func creationOptions(
        _ challenge: Challenge,
        _ party: RelyingParty,
        _ owner: (account: UserAccountID, handle: String, present: [PasskeyName])
    ) -> Answer {
        .json { writer in
            writeCommon(challenge, party, owner.present, to: &writer)
            writer.member("party", "Flowkeep")
            writer.member("userId", Base64URL.encode(owner.account.bytes))
            writer.member("userName", owner.handle)
            writer.memberArray("algorithms", COSEAlgorithm.offered) { $0.integer($1.rawValue) }
        }
    }

    private static func writeCommon(
        _ challenge: Challenge,
        _ party: RelyingParty,
        _ credentials: [PasskeyName],
        to writer: inout JSONWriter
    ) {
        writer.member("challenge", Base64URL.encode(challenge.bytes))
        writer.member("partyId", party.id)
        writer.member("salt", Base64URL.encode(IdentityService.passkeySalt))
        writer.member("timeout", timeoutMilliseconds)
        writer.memberArray("credentials", credentials) { writer, credential in
            writer.object { writer in
                writer.member("id", Base64URL.encode(credential.credentialID))
                writer.memberArray("transports", credential.transports) { $0.string($1) }
            }
        }
    }
}
