/// The shapes of requests and answers about accounts and sessions.
enum SessionSchemas {
    private static let handle = Schema.string(.line, length: 1...64)
    private static let secret = Schema.string(.secret, length: 1...1024)
    private static let moment = Schema.string(.moment, length: 20...20)

    static let credentials = ObjectSchema(
        "Credentials",
        [
            .required("handle", handle, "3 to 32 letters, digits, dots, hyphens or underscores. Not an address."),
            .required("passphrase", secret, "Refused when it is easy to guess."),
            .optional("age", .enumeration(["adult", "younger"]), "Without it she declares to be 18 or older."),
            .optional("guardianCode", .string(.line, length: 1...64), "For who is younger than 18."),
        ]
    )

    static let signIn = ObjectSchema(
        "SignIn",
        [
            .required("handle", handle), .required("passphrase", secret),
            .optional(
                "code",
                .string(.line, length: 6...64),
                "Of the authenticator app, a backup code, or the recovery code."
            ),
        ]
    )

    static let recovery = ObjectSchema(
        "Recovery",
        [
            .required("handle", handle), .required("code", .string(.line, length: 1...64)),
            .required("passphrase", secret, "The new one."),
            .optional("secondStep", .string(.line, length: 6...64), "A code, for accounts that have a second step."),
            .optional("wait", .boolean, "Without a second step: whether to begin the wait of 72 hours."),
        ]
    )

    static let passphrase = ObjectSchema("Passphrase", [.required("passphrase", secret)])

    static let passphraseChange = ObjectSchema(
        "PassphraseChange",
        [.required("current", secret), .required("passphrase", secret, "The new one.")]
    )

    static let signedIn = ObjectSchema(
        "SignedIn",
        [.required("token", .id, "For `Authorization: Bearer`."), .required("expiresAt", moment)]
    )

    static let signedUp = ObjectSchema(
        "SignedUp",
        [
            .required("handle", handle), .required("recoveryCode", .string(.line, length: 39...39), "Shown this once."),
            .required("token", .id), .required("expiresAt", moment),
        ]
    )

    static let session = ObjectSchema(
        "Session",
        [
            .required("id", .id), .optional("device", .string(.line, length: 1...60)),
            .required("client", .enumeration(["browser", "program"])),
            .required("createdAt", moment), .required("lastUsedAt", moment), .required("expiresAt", moment),
            .required("locked", .boolean), .required("current", .boolean),
        ]
    )
}
