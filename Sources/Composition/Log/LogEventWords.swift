import Primitives
import TransparencyLog
import Vault
import Web

/// What an event of the log says, in words.
///
/// - Source: docs/spec/transparency-log.md §8.
enum LogEventWords {
    /// One sentence without its time.
    static func sentence(_ event: LogEvent) -> String {
        switch event.act {
        case .vaultOpening:
            ["The vault was opened", event.purpose.map(purpose), slot(event.slotKind)].compactMap(\.self)
                .joined(separator: " ")
        case .keyFetch: "The program fetched a key-encryption key"
        case .rotation: "A key was replaced by its successor"
        case .staffAct: "Somebody of the staff acted"
        case .configurationChange: "The configuration was changed"
        case .start: "The program started"
        case .deletion: "Data or a key was destroyed"
        case .backup: "A backup was made"
        case .restoration: "The installation was restored from a backup; its log goes on under another key"
        case .signIn: "Somebody signed in on a device that the account did not know"
        case .accountChange: "Who comes in, or what was consented to, was changed"
        case .refusal: "Something was tried and not let through"
        case .cover: "Nothing happened: this leaf is there so that the pace of the log says little"
        }
    }

    /// The time in UTC to the second, as the log holds it.
    static func time(_ event: LogEvent) -> String { time(event.time) }

    static func time(_ time: Timestamp) -> String { time.iso.replacing("T", with: " ").replacing("Z", with: " UTC") }

    /// Names for programs, as in the API.
    static func name(_ act: LoggedAct) -> String {
        switch act {
        case .vaultOpening: "vault-opening"
        case .keyFetch: "key-fetch"
        case .rotation: "rotation"
        case .staffAct: "staff-act"
        case .configurationChange: "configuration-change"
        case .start: "start"
        case .deletion: "deletion"
        case .backup: "backup"
        case .restoration: "restoration"
        case .cover: "cover"
        case .signIn: "sign-in"
        case .accountChange: "account-change"
        case .refusal: "refusal"
        }
    }

    private static func purpose(_ purpose: Purpose) -> String {
        switch purpose {
        case .moneyTracking: "to keep and show money entries"
        case .moneyImport: "to read a statement"
        case .export: "to hand out a copy of everything"
        case .keyMaintenance: "for work on its keys"
        case .cycleDiary: "to keep and show the diary"
        case .cyclePrediction: "to work out what is likely from the diary"
        case .cycleImport: "to read another diary"
        case .supportAccess: "to help, as two officers agreed"
        case .aggregates: "to count it among all"
        }
    }

    /// Nil where there was no slot; a number where a later version named a kind that this one does not know.
    private static func slot(_ kind: UInt8) -> String? {
        guard kind != 0 else { return nil }
        guard let kind = KeySlot.Kind(rawValue: kind) else { return "with a key of kind \(kind)" }
        return switch kind {
        case .passphrase: "with the passphrase"
        case .recoveryCode: "with the recovery code"
        case .session: "with a session"
        case .passkey: "with a passkey"
        case .apiToken: "with an API token"
        case .member: "with the key of a member"
        case .escrow: "with the keys of two officers"
        case .ownLock: "with the passphrase of a tracker's own lock"
        case .invitation: "with a code for a shared book"
        }
    }
}
