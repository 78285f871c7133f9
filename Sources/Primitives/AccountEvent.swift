/// Something about who may come in to a person's account, as her access history tells it.
package struct AccountEvent: Sendable, Hashable {
    /// What was done, or refused, chosen from this closed list.
    ///
    /// Raw values are in sealed records: never renumber, never reuse.
    package enum Act: UInt8, Sendable, CaseIterable {
        case signedInOnNewDevice = 1
        case passkeyAdded = 2
        case passkeyRemoved = 3
        case authenticatorAdded = 4
        case authenticatorRemoved = 5
        case backupCodesMade = 6
        case backupCodeUsed = 7
        case deviceRemembered = 8
        case deviceForgotten = 9
        case passphraseChanged = 10
        case recovered = 11
        case recoveryCodeMade = 12
        /// The recovery code was shown without a second step: the way in opens after a wait.
        case recoveryAsked = 13
        case recoveryStopped = 14
        /// A wrong or used code, or a passkey that does not fit, after the right passphrase.
        case secondStepRefused = 15
        case passkeyRefused = 16
        /// Somebody in a session could not show again who she is.
        case proofRefused = 17
        case guardianConsented = 18
        case guardianWithdrew = 19
        case guardianConsentUsed = 22
        case tokenMade = 40
        case tokenEnded = 41
        /// A browser may add through the inbox.
        case senderAdded = 42
        case senderEnded = 43
        /// An entry of the inbox that is not what its sender would have sent: nothing was put in.
        case inboxEntryRefused = 44
        /// A token was shown for what it is not for.
        case tokenRefused = 45
        /// What is shared: `detail` names the book, or who shares.
        case bookMade = 50
        case bookRenamed = 51
        case bookDeleted = 52
        case bookInvited = 53
        case bookInvitationWithdrawn = 54
        case bookJoined = 55
        case bookLeft = 56
        case bookMemberRemoved = 57
        case bookRoleChanged = 58
        case bookHandedOver = 59
        case bookOpened = 60
        /// A code for a book or a diary that is not good, or not any more.
        case sharingCodeRefused = 61
        case diaryShareOffered = 62
        case diaryShareBegun = 63
        case diaryShareChanged = 64
        case diaryShareEnded = 65
        /// Two officers may look at what she names, when she asks for help.
        case supportAllowed = 70
        case supportForbidden = 71
        /// She ended what the staff had open.
        case supportEnded = 72
        /// She asked for the end of her account, after a grace.
        case deletionAsked = 75
        case deletionStopped = 76
        /// She asked for something about her rights; `detail` is its kind.
        case requestFiled = 80
        case requestWithdrawn = 81
        /// A breach concerns her, and she was told; `detail` is its number.
        case breachTold = 82
        /// A consent for a purpose; `detail` is its name.
        case consentGiven = 85
        case consentWithdrawn = 86
        /// She asked for a copy of everything.
        case archiveAsked = 93
        /// It was handed out to her.
        case archiveTaken = 94
    }

    package static let detailCharacterMaximum = 120

    package let act: Act
    /// What it was done with, in words of the person or of the program: `Firefox on Linux`, the name of a passkey.
    package let detail: String?

    /// `detail` is cut to its limit.
    package init(_ act: Act, _ detail: String? = nil) {
        self.act = act
        self.detail = detail.map { String($0.prefix(Self.detailCharacterMaximum)) }
    }
}
