import AuditTrail
import Primitives
import TransparencyLog
import Vault

/// The acts of an access history in words.
///
/// The script that checks proofs compares what the page says with what the log says by these words
/// (docs/spec/transparency-log.md §14), so each number has exactly one.
enum AccessWords {
    static var acts: [AccessPage.Word] {
        LoggedAct.allCases.map { AccessPage.Word(number: Int($0.rawValue), text: act($0)) }
    }

    static var purposes: [AccessPage.Word] {
        Purpose.allCases.map { AccessPage.Word(number: Int($0.rawValue), text: purpose($0)) }
    }

    static var slots: [AccessPage.Word] {
        KeySlot.Kind.allCases.map { AccessPage.Word(number: Int($0.rawValue), text: slot($0)) }
    }

    static func icon(_ kind: KeySlot.Kind?) -> String {
        switch kind {
        case .session: "laptop"
        case .passkey: "passkey"
        case .apiToken: "bolt"
        case .member, .invitation: "people"
        case .escrow: "staff"
        case .passphrase, .recoveryCode, .ownLock, nil: "key"
        }
    }

    static func slot(_ kind: KeySlot.Kind) -> String {
        switch kind {
        case .session: localized("You, signed in")
        case .passphrase: localized("Your passphrase")
        case .passkey: localized("Your passkey")
        case .recoveryCode: localized("Your recovery code")
        case .apiToken: localized("A token of yours")
        case .member: localized("A member of a shared book")
        case .escrow: localized("Two officers, with your consent")
        case .ownLock: localized("The passphrase of a lock of its own")
        case .invitation: localized("A code for a shared book")
        }
    }

    static func act(_ act: LoggedAct) -> String {
        switch act {
        case .vaultOpening: localized("Opened your vault")
        case .keyFetch: localized("Fetched a key")
        case .rotation: localized("Replaced a key")
        case .staffAct: localized("Somebody of the staff acted")
        case .configurationChange: localized("Changed the configuration")
        case .start: localized("Started the program")
        case .deletion: localized("Destroyed something")
        case .backup: localized("Made a backup")
        case .restoration: localized("Restored from a backup")
        case .cover: localized("Nothing happened")
        case .signIn: localized("Signed in on a new device")
        case .accountChange: localized("Changed your account")
        case .refusal: localized("Refused to let somebody through")
        }
    }

    static func purpose(_ purpose: Purpose) -> String { ReceiptLine.words(for: purpose) }

    /// How much there was to open; of the staff, what it did.
    static func state(_ entry: AuditEntry) -> String? {
        let event = entry.event
        if case .staff(let done)? = entry.particulars { return staff(done) }
        guard event.act == .vaultOpening else { return nil }
        let count = Words.current.number(Int(clamping: event.headIndex))
        return localized("Your journal had {count} entries then.", ["count": count])
    }

    /// What somebody of the staff did about an account, to the person whose it is: by role, not by name.
    private static func staff(_ done: StaffEvent) -> String? {
        let role = done.role.map(StaffWords.role) ?? localized("Whoever runs this server")
        switch done.deed {
        case .accountLookedUp:
            return localized(
                "{role} looked up whether your account is held and how many sessions it has. Nothing in it was opened.",
                ["role": role]
            )
        case .accountSessionsEnded:
            return localized(
                "{role} ended all your sessions. Nothing in your account was opened or changed.",
                ["role": role]
            )
        case .accountHeld:
            return localized(
                "{role} held your account: nobody could sign in from then on. Nothing in it was opened or changed.",
                ["role": role]
            )
        case .accountReleased:
            return localized("{role} released your account: you can sign in again.", ["role": role])
        case .requestAcknowledged:
            return localized("{role} looks at a request of yours. Nothing in your account was opened.", ["role": role])
        case .requestExtended:
            return localized("{role} extended a request of yours, with a reason that you can read.", ["role": role])
        case .requestAnswered: return localized("{role} answered a request of yours.", ["role": role])
        case .nomineeAgreed:
            return localized(
                "{role} agreed to read whom you named to act for you. Two together can read it, for a day.",
                ["role": role]
            )
        default: return done.access.flatMap { access(done.deed, role, $0) }
        }
    }

    /// What the staff did about an access to her data.
    private static func access(_ deed: StaffDeed, _ role: String, _ access: AccessMention) -> String? {
        let scope = SupportWords.scope(access.trackers)
        let values = ["role": role, "scope": scope]
        switch deed {
        case .accessAsked:
            return localized(
                "{role} asked two officers to let them see: {scope}. For {minutes} minutes.",
                values.merging(["minutes": Words.current.number(access.minutes)]) { own, _ in own }
            )
        case .accessAgreed: return localized("{role} agreed to it with a passkey: {scope}.", values)
        case .accessRefused: return localized("{role} refused it. Nothing was opened.", values)
        case .accessWithdrawn: return localized("{role} took the request back. Nothing was opened.", values)
        case .accessOpened:
            return localized(
                "The key service compared the request and both agreements with the log, and opened: {scope}.",
                values
            )
        case .accessRead:
            let page = Words.current.number(access.page ?? 0)
            return localized(
                "{role} read page {page} of: {scope}.",
                values.merging(["page": page]) { own, _ in own }
            )
        case .accessEnded: return localized("The access ended. New keys follow at your next sign-in.")
        case .accessDenied: return localized("{role} tried what is not theirs to do, and was refused.", values)
        default: return nil
        }
    }
}
