extension RecordKind {
    /// What becomes of records of this kind.
    ///
    /// Without a default on purpose: who adds a kind says here whose it is and when it goes.
    package var retention: RetentionRule {
        switch self {
        case .userAccount, .accountHold, .consent, .consentHistory, .vaultHead, .trackerEpoch, .keySlot: ofAccount
        case .session, .sessionSlot, .pendingSignIn, .spentChallenge: ofSession
        case .passkey, .secondFactors, .knownDevice, .guardianConsent: ofFactor
        case .apiToken, .endedToken, .inboxEntry, .inboxSender, .inbox, .calendarFeed: ofSender
        case .sharedBook, .bookMembership, .bookInvitation, .diaryShare, .sharedWithMe: ofSharing
        case .activity, .logKey, .historyHead, .escrow, .accessRequest, .accessNotice: ofHistory
        case .budgetLedger, .noisyFigure, .contribution: ofAggregates
        case .entitlement, .paymentNotice, .paymentCustomer: ofPayments
        case .tombstone, .deletionReceipt: ofDeletion
        case .rightsRequest, .breach: ofRights
        case .archive: ofArchive
        case .keyEncryptionKey, .keyHistory, .installation, .lease, .logIdentity, .promiseRecord, .promiseHistory,
            .staffRoster, .staffSession, .canaryVault, .secondPlace:
            ofInstallation
        }
    }

    private var ofAccount: RetentionRule {
        switch self {
        case .userAccount:
            RetentionRule(
                self,
                "the account",
                of: "the handle, when it was made, how soon it locks, whether she is of age",
                owner: .account,
                kept: .account
            )
        case .accountHold:
            RetentionRule(
                self,
                "that nobody signs in to an account",
                of: "that it is so, and since when",
                owner: .account,
                kept: .until("two officers release it")
            )
        case .consent:
            RetentionRule(
                self,
                "a consent for one purpose",
                of: "the purpose, which notice she saw, when she gave it and took it back",
                owner: .vault,
                kept: .account
            )
        case .consentHistory:
            RetentionRule(
                self,
                "a change of a consent",
                of: "the purpose, which notice she saw, whether she gave it or took it back, and when",
                owner: .vault,
                kept: .until("200 newer ones were written")
            )
        case .vaultHead:
            RetentionRule(
                self,
                "how far a vault’s journal goes",
                of: "how many entries were stored, and a hash",
                owner: .vault,
                kept: .account
            )
        case .trackerEpoch:
            RetentionRule(self, "the age of a tracker’s key", of: "a time", owner: .vault, kept: .account)
        default:
            RetentionRule(
                self,
                "a key slot",
                of: "the vault’s keys, locked by what only its holder has",
                owner: .vault,
                kept: .until("its passphrase, code, passkey or token is replaced or removed")
            )
        }
    }

    private var ofSession: RetentionRule {
        switch self {
        case .session:
            RetentionRule(
                self,
                "a signed-in browser or program",
                of: "a hash of its secret, when it began and was last used, with what in words",
                owner: .account,
                kept: .hours(12, after: "it began"),
                hasPointers: true
            )
        case .sessionSlot:
            RetentionRule(
                self,
                "the key slot of a session",
                of: "the vault’s keys, locked by the session’s secret",
                owner: .vault,
                kept: .hours(12, after: "it began")
            )
        case .pendingSignIn:
            RetentionRule(
                self,
                "a sign-in that waits for its second step",
                of: "which account, and the vault’s keys, locked by the browser’s secret",
                owner: .passing,
                kept: .minutes(5, after: "it began")
            )
        default:
            RetentionRule(
                self,
                "a challenge that was answered",
                of: nil,
                owner: .passing,
                kept: .minutes(5, after: "it was made")
            )
        }
    }

    private var ofFactor: RetentionRule {
        switch self {
        case .passkey:
            RetentionRule(
                self,
                "a passkey",
                of: "its public key, the name she gave it, when it was used",
                owner: .account,
                kept: .until("it is removed")
            )
        case .secondFactors:
            RetentionRule(
                self,
                "the authenticator app and backup codes",
                of: "the app’s secret and hashes of the codes",
                owner: .account,
                kept: .until("they are turned off")
            )
        case .knownDevice:
            RetentionRule(
                self,
                "a browser that the account knows",
                of: "a hash of its secret, with what in words, when it was last used",
                owner: .account,
                kept: .days(180, after: "its last use")
            )
        default:
            RetentionRule(
                self,
                "a guardian’s consent to a young person’s account",
                of: "both accounts, when it was given and withdrawn",
                owner: .account,
                kept: .account
            )
        }
    }

    private var ofSender: RetentionRule {
        switch self {
        case .apiToken:
            RetentionRule(
                self,
                "an API token",
                of: "its hash, the name she gave it, what it may do, when it was used",
                owner: .account,
                kept: .days(365, after: "it was made"),
                hasPointers: true
            )
        case .endedToken:
            RetentionRule(
                self,
                "what is left of an API token",
                of: "its name, when and why it ended",
                owner: .account,
                kept: .days(30, after: "its end"),
                hasPointers: true
            )
        case .inboxEntry:
            RetentionRule(
                self,
                "an entry that waits to be put in",
                of: "the entry, sealed for her vault alone",
                owner: .vault,
                kept: .until("it is put in or discarded at an opening")
            )
        case .inboxSender:
            RetentionRule(
                self,
                "who may add to an inbox",
                of: "a public key, the name she gave it, how many entries came",
                owner: .vault,
                kept: .days(30, after: "it was ended")
            )
        case .inbox:
            RetentionRule(self, "the public key of an inbox", of: nil, owner: .vault, kept: .account)
        default:
            RetentionRule(
                self,
                "a calendar for other programs",
                of: "days of the diary that she chose, sealed under the secret of its address",
                owner: .vault,
                kept: .until("it is revoked or the diary’s consent is withdrawn")
            )
        }
    }

    private var ofSharing: RetentionRule {
        switch self {
        case .sharedBook:
            RetentionRule(
                self,
                "a shared book",
                of: "its name, and its members under the names they chose",
                owner: .book,
                kept: .until("its last member leaves or it is deleted")
            )
        case .bookMembership:
            RetentionRule(
                self,
                "a membership of a shared book",
                of: "which book, since when",
                owner: .account,
                kept: .until("she leaves")
            )
        case .bookInvitation:
            RetentionRule(
                self,
                "an invitation to a shared book",
                of: "the role, and the book’s keys, locked by the code",
                owner: .book,
                kept: .hours(48, after: "it was made")
            )
        case .diaryShare:
            RetentionRule(
                self,
                "what of a diary is shared with a partner",
                of: "the parts she chose, sealed for the partner’s vault alone",
                owner: .vault,
                kept: .until("either ends it or the consent is withdrawn")
            )
        default:
            RetentionRule(
                self,
                "that a diary is shared with her",
                of: "under which name, since when",
                owner: .vault,
                kept: .until("either ends it")
            )
        }
    }

    private var ofHistory: RetentionRule {
        switch self {
        case .activity:
            RetentionRule(
                self,
                "an event of an account",
                of: "what was done and when",
                owner: .vault,
                in: .activity,
                kept: .account
            )
        case .logKey:
            RetentionRule(
                self,
                "the key of an access history",
                of: "what opens the entries of the log that are hers",
                owner: .vault,
                in: .activity,
                kept: .account
            )
        case .historyHead:
            RetentionRule(self, "how far an access history goes", of: "a number", owner: .vault, kept: .account)
        case .escrow:
            RetentionRule(
                self,
                "what two officers may open when she asks for help",
                of: "the vault’s keys, in shares for officers",
                owner: .account,
                kept: .until("she takes her consent back"),
                hasPointers: true
            )
        case .accessRequest:
            RetentionRule(
                self,
                "a request of the staff to see a part of a person’s data",
                of: "which account, the ticket, the reason, who asked and agreed, when",
                owner: .installation,
                kept: .installation
            )
        default:
            RetentionRule(
                self,
                "what she has yet to be told of such access",
                of: "who asked, why, what was read and when",
                owner: .account,
                kept: .until("she has read it")
            )
        }
    }

    private var ofPayments: RetentionRule {
        switch self {
        case .entitlement:
            RetentionRule(
                self,
                "how a plan stands",
                of: "who takes the payment, an opaque name of the customer there, until when it is paid",
                owner: .account,
                kept: .account
            )
        case .paymentCustomer:
            RetentionRule(
                self,
                "what stands for her at a checkout",
                of: "a random number, and hashes of the opaque names of its customers",
                owner: .account,
                kept: .account,
                hasPointers: true
            )
        default:
            RetentionRule(
                self,
                "that a notice of a payment was seen",
                of: nil,
                owner: .installation,
                kept: .days(30, after: "it came")
            )
        }
    }

    private var ofInstallation: RetentionRule {
        switch self {
        case .keyEncryptionKey:
            RetentionRule(self, "a key-encryption key, wrapped", of: nil, owner: .installation, kept: .installation)
        case .keyHistory:
            RetentionRule(self, "that a key was destroyed", of: nil, owner: .installation, kept: .installation)
        case .installation:
            RetentionRule(self, "a setting of the server", of: nil, owner: .installation, kept: .installation)
        case .lease:
            RetentionRule(self, "who does a job now", of: nil, owner: .installation, kept: .installation)
        case .logIdentity:
            RetentionRule(
                self,
                "the name and key of the log",
                of: nil,
                owner: .installation,
                in: .activity,
                kept: .installation
            )
        case .promiseRecord:
            RetentionRule(
                self,
                "what somebody vouches for in public",
                of: "the name of who vouches, as published",
                owner: .installation,
                kept: .installation
            )
        case .promiseHistory:
            RetentionRule(
                self,
                "how verdicts of promises changed",
                of: nil,
                owner: .installation,
                in: .activity,
                kept: .installation
            )
        case .canaryVault:
            RetentionRule(
                self,
                "the secret of the vault that drills of a restore open, and how the last drill ended",
                of: nil,
                owner: .installation,
                kept: .installation
            )
        case .secondPlace:
            RetentionRule(
                self,
                "how the last copy of backups to a second place ended",
                of: nil,
                owner: .installation,
                kept: .installation
            )
        case .staffRoster:
            RetentionRule(
                self,
                "who belongs to the staff",
                of: "names, roles, passkeys, devices and training of the staff",
                owner: .installation,
                kept: .installation
            )
        default:
            RetentionRule(
                self,
                "a signed-in browser of the staff",
                of: "a hash of its secret, when it began and was last used",
                owner: .staff,
                kept: .hours(8, after: "it began")
            )
        }
    }
}
