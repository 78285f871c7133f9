import Identity
import JSON
import Primitives

/// Factors and devices as the API writes them.
enum FactorJSON {
    private static let moment = Schema.string(.moment, length: 20...20)
    private static let day = Schema.string(.day, length: 10...10)

    static let codes = ObjectSchema(
        "BackupCodes",
        [
            .required(
                "backupCodes",
                .array(.string(.line, length: 11...11), count: 0...10),
                "New ones, shown this once; empty where the account has some."
            )
        ]
    )

    static let passkey = ObjectSchema(
        "Passkey",
        [
            .required("id", .id), .required("name", .string(.line, length: 1...Passkey.nameCharacterMaximum)),
            .required("addedAt", moment), .optional("lastUsed", day),
            .required("opensVault", .boolean, "Whether it signs in alone; otherwise it is a second step."),
        ]
    )

    static let device = ObjectSchema(
        "KnownDevice",
        [
            .required("id", .id), .required("name", .string(.line, length: 0...60)), .required("firstSeenAt", moment),
            .required("lastUsed", day), .optional("trustedUntil", moment, "Until then it does the second step."),
        ]
    )

    static let factors = ObjectSchema(
        "Factors",
        [
            .required("secondStep", .boolean, "Whether the passphrase alone lets nobody in."),
            .optional("appAddedAt", moment), .required("backupCodes", .integer(0...10), "How many are left."),
            .required("passkeys", .array(.object(passkey), count: 0...Passkey.countMaximum)),
            .required("devices", .array(.object(device), count: 0...50)),
            .optional(
                "recoveryOpensAt",
                moment,
                "Somebody waits with the recovery code alone: stop that if it is not you."
            ),
        ]
    )

    static func answer(_ codes: [Redacted<String>], status: Answer.Status) -> Answer {
        .json(status: status) { writer in
            writer.memberArray("backupCodes", codes) { $0.string($1.value) }
        }
    }

    static func write(_ passkey: Passkey, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", Base32.encode(passkey.mark))
            $0.member("name", passkey.name)
            $0.member("addedAt", passkey.added.iso)
            $0.member("lastUsed", optional: passkey.lastUse?.iso)
            $0.member("opensVault", passkey.slot != nil)
        }
    }

    static func write(_ device: KnownDevice, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", Base32.encode(device.hash))
            $0.member("name", device.name)
            $0.member("firstSeenAt", device.created.iso)
            $0.member("lastUsed", device.lastUse.iso)
            $0.member("trustedUntil", optional: device.trustedUntil?.iso)
        }
    }
}
