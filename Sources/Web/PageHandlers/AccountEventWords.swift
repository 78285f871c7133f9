import AuditTrail
import Identity
import Primitives

/// What was done about who may come in, in words beside its act.
enum AccountEventWords {
    /// Nil for entries of other kinds.
    static func state(_ entry: AuditEntry) -> String? {
        guard case .account(let event)? = entry.particulars else { return nil }
        guard let detail = event.detail, !detail.isEmpty else { return sentence(event.act) }
        if event.act == .consentGiven || event.act == .consentWithdrawn, let purpose = Purpose(name: detail) {
            return "\(sentence(event.act)) \(ConsentNotices.heading(purpose))"
        }
        if event.act == .breachTold, let id = BreachID(text: detail) {
            return "\(sentence(event.act)) \(id.number)"
        }
        if event.act == .requestFiled || event.act == .requestWithdrawn, let kind = RightsKind(name: detail) {
            return "\(sentence(event.act)) \(RightsWords.heading(kind))"
        }
        return "\(sentence(event.act)) \(detail)"
    }

    private static func sentence(_ act: AccountEvent.Act) -> String {
        switch act {
        case .signedInOnNewDevice: localized("With a device that was new to your account:")
        case .passkeyAdded: localized("Passkey added:")
        case .passkeyRemoved: localized("Passkey removed:")
        case .authenticatorAdded: localized("Authenticator app turned on.")
        case .authenticatorRemoved: localized("Authenticator app turned off.")
        case .backupCodesMade: localized("New backup codes made.")
        case .backupCodeUsed: localized("A backup code was used.")
        case .deviceRemembered: localized("Device trusted for 30 days:")
        case .deviceForgotten: localized("Device forgotten:")
        case .passphraseChanged: localized("Passphrase changed.")
        case .recovered: localized("A new passphrase was set with the recovery code.")
        case .recoveryCodeMade: localized("A new recovery kit was made.")
        case .recoveryAsked: localized("The recovery code was shown without a second step, and waits.")
        case .recoveryStopped: localized("Whoever waited with the recovery code was stopped.")
        case .secondStepRefused: localized("After the right passphrase, the second step was wrong.")
        case .passkeyRefused: localized("A passkey did not fit:")
        case .proofRefused: localized("In a session, somebody could not show again who she is.")
        case .guardianConsented: localized("A guardian’s consent was given.")
        case .guardianWithdrew: localized("A guardian’s consent was withdrawn.")
        case .guardianConsentUsed: localized("A young person made an account with your consent.")
        case .tokenMade: localized("Token made:")
        case .tokenEnded: localized("Token ended:")
        case .senderAdded: localized("This browser may add while you are away:")
        case .senderEnded: localized("This browser adds nothing any more:")
        case .supportAllowed: localized("You allowed help: two officers together may open it when you ask.")
        case .supportForbidden: localized("You took your consent to help back: nobody of the staff can open anything.")
        case .deletionAsked: localized("You asked for your account to be deleted.")
        case .deletionStopped: localized("You kept your account.")
        case .supportEnded: localized("You ended what the staff had open.")
        case .requestFiled: localized("You asked for something about your rights:")
        case .requestWithdrawn: localized("You took a request back:")
        case .breachTold: localized("You were told of a breach that concerns your data:")
        case .consentGiven: localized("You agreed to a purpose:")
        case .archiveAsked: localized("You asked for a copy of everything.")
        case .archiveTaken: localized("You took your copy of everything.")
        case .consentWithdrawn: localized("You took your agreement to a purpose back:")
        case .tokenRefused: localized("A token tried what it is not for, and was refused:")
        case .inboxEntryRefused: localized("An entry that came in was not what its sender would have sent.")
        case .bookMade: localized("You made a shared book:")
        case .bookRenamed: localized("A shared book got another name:")
        case .bookDeleted: localized("A shared book was deleted:")
        case .bookInvited: localized("Somebody was invited to a shared book:")
        case .bookInvitationWithdrawn: localized("An invitation to a shared book was withdrawn:")
        case .bookJoined: localized("Somebody joined a shared book:")
        case .bookLeft: localized("Somebody left a shared book:")
        case .bookMemberRemoved: localized("Somebody was taken out of a shared book:")
        case .bookRoleChanged: localized("What somebody may do in a shared book was changed:")
        case .bookHandedOver: localized("A shared book was handed over:")
        case .bookOpened: localized("You opened a shared book:")
        case .sharingCodeRefused: localized("In a session of yours, a code was typed that opens nothing.")
        case .diaryShareOffered: localized("You made a code for a part of your diary.")
        case .diaryShareBegun: localized("A part of a diary is shared:")
        case .diaryShareChanged: localized("What is shared of a diary was changed:")
        case .diaryShareEnded: localized("A part of a diary is not shared any more:")
        }
    }
}
