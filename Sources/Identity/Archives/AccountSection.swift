package import KeyService
package import Primitives

/// One kind of what is kept of an account, as its owner gets it: rows of named facts.
package struct AccountSection: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case text(String)
        case texts([String])
        case number(Int)
        case flag(Bool)
        case time(Timestamp)
        case day(CalendarDay)
    }

    package struct Fact: Sendable, Hashable {
        package let name: String
        package let value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }

        init?(_ name: String, _ value: Value?) {
            guard let value else { return nil }
            self.init(name, value)
        }
    }

    /// In lower camel case.
    package let name: String
    package let rows: [[Fact]]

    package init(_ name: String, _ rows: [[Fact]]) {
        self.name = name
        self.rows = rows
    }
}

/// Where in an archive a kind of record is.
package enum ArchivedPlace: Hashable, Sendable {
    /// A section of `account.json`.
    case section(String)
    /// A file of its own.
    case file(String)
    /// Nowhere, and why.
    case left(String)
}

extension RecordKind {
    /// Where a copy of everything has what this kind holds of a person.
    ///
    /// Without a default on purpose: who adds a kind says here how its owner gets it.
    ///
    /// - Source: docs/spec/archives.md §6.
    package var archived: ArchivedPlace {
        switch self {
        case .userAccount: .section("account")
        case .session: .section("sessions")
        case .passkey: .section("passkeys")
        case .secondFactors: .section("secondStep")
        case .knownDevice: .section("devices")
        case .guardianConsent: .section("guardianConsents")
        case .apiToken: .section("tokens")
        case .endedToken: .section("endedTokens")
        case .inboxSender: .section("browsersThatAdd")
        case .bookMembership, .sharedBook: .section("books")
        case .bookInvitation: .section("invitations")
        case .diaryShare: .section("diaryShares")
        case .sharedWithMe: .section("sharedWithMe")
        case .calendarFeed: .section("calendars")
        case .escrow, .accessNotice: .section("help")
        case .entitlement: .section("plans")
        case .rightsRequest: .section("requests")
        case .breach: .section("breaches")
        case .consent, .consentHistory: .file("account/consents.json")
        case .activity: .file("account/access-history.json")
        case .inboxEntry: .file("account/inbox.json")
        case .archive: .left("the archive itself")
        case .keySlot, .sessionSlot, .logKey, .inbox: .left("keys, which open nothing for anybody else")
        case .vaultHead, .trackerEpoch, .historyHead: .left("how far the server’s own counting is")
        case .accountHold: .left("there is none while she is signed in")
        case .pendingSignIn, .spentChallenge: .left("gone within minutes")
        case .tombstone, .deletionReceipt: .left("there is none before the account is deleted")
        case .accessRequest: .left("the staff’s own; what was done with it is in the access history")
        case .paymentNotice, .paymentCustomer: .left("opaque numbers of the payment provider")
        case .contribution: .left("under a name that nobody can work out once the week is over")
        case .keyEncryptionKey, .keyHistory, .installation, .lease, .logIdentity, .promiseRecord, .promiseHistory,
            .staffRoster, .staffSession, .budgetLedger, .noisyFigure, .canaryVault, .secondPlace:
            .left("the installation’s own")
        }
    }
}
