package import Primitives

/// What a record is.
///
/// Raw values are on disk: never renumber, never reuse.
package enum RecordKind: UInt8, Sendable, CaseIterable {
    /// A key-encryption key, wrapped by the key service.
    case keyEncryptionKey = 1
    case userAccount = 2
    case keySlot = 3
    case session = 4
    case consent = 5
    /// The metadata store's lagging copy of a vault's head.
    case vaultHead = 6
    /// An event of the activity store: a sign-in, a change of factors. (Openings are in the transparency log.)
    case activity = 7
    /// A setting of the installation itself (the TLS ticket key, the identifier of the data directory).
    case installation = 8
    case lease = 9
    /// A subject's key of the transparency log.
    case logKey = 10
    /// The name and the signing key of the transparency log itself.
    case logIdentity = 11
    /// A key-encryption key that was destroyed: what is left of it is that it was.
    case keyHistory = 12
    /// When the newest key of a vault's tracker was made.
    case trackerEpoch = 13
    /// The metadata store's lagging copy of the newest ordinal of a subject's access history.
    case historyHead = 14
    /// What somebody recorded about a promise that people keep.
    case promiseRecord = 16
    /// How the verdicts of promises changed.
    case promiseHistory = 17
    /// The key slot of a session. A kind of its own, so that no backup carries what a sign-out or a lock erases.
    case sessionSlot = 18
    /// A calendar of a diary, sealed under the secret of its address.
    case calendarFeed = 20
    /// An API token: its hash, scopes and end.
    case apiToken = 24
    /// A sealed entry that waits to be folded into a vault.
    case inboxEntry = 25
    /// Who may add to an inbox, and how far its entries got.
    case inboxSender = 26
    /// The public half of a vault's inbox key.
    case inbox = 27
    /// What is left of an API token for a month after its end.
    case endedToken = 28
    /// A passkey of an account.
    case passkey = 21
    /// The authenticator app and the backup codes of an account.
    case secondFactors = 22
    /// A browser that an account knows.
    case knownDevice = 23
    /// Who belongs to the staff, and what waits for officers.
    case staffRoster = 30
    /// A signed-in browser of the staff.
    case staffSession = 31
    /// That nobody signs in to an account until it is released.
    case accountHold = 32
    /// A book that several people keep: its name and its members.
    case sharedBook = 33
    /// That an account is a member of a book.
    case bookMembership = 34
    /// A code for a book that waits to be used.
    case bookInvitation = 35
    /// Parts of a diary for a partner's account.
    case diaryShare = 36
    /// That a partner's account is shown parts of a diary.
    case sharedWithMe = 37
    /// A sign-in that waits for its second step.
    case pendingSignIn = 40
    /// A challenge that was answered, until its time is up.
    case spentChallenge = 41
    /// A guardian's consent to the account of a young person.
    case guardianConsent = 42
    /// Shares of the keys that two officers may open with a person's consent.
    case escrow = 43
    /// A request of the staff to see a part of a person's data.
    case accessRequest = 44
    /// What a person has yet to be told of such access.
    case accessNotice = 45
    /// That an account is to be deleted, or was.
    case tombstone = 46
    /// What proves a deletion to whoever has its code.
    case deletionReceipt = 47
    /// How the canary vault is opened, which the drill of a restore looks for; and how the last drill ended. No backup
    /// carries them.
    case canaryVault = 48
    /// How the last copy of backups to the second place ended.
    case secondPlace = 49
    /// How an account's plan with a payment provider stands.
    case entitlement = 50
    /// That a provider's notice was seen.
    case paymentNotice = 51
    /// Whose a provider's customer is, and what an account takes along to a checkout.
    case paymentCustomer = 52
    /// What releases of figures over all told of one account at most.
    case budgetLedger = 56
    /// A week's noisy figures.
    case noisyFigure = 57
    /// What somebody adds to the week that is counted, under a name that nobody can work out once it is over; and,
    /// without a name, the key of those names. No backup carries them.
    case contribution = 58
    /// That a consent was given or taken back.
    case consentHistory = 60
    /// What a person asked for about her rights; of nobody, where the staff finds it.
    case rightsRequest = 61
    /// A breach of personal data; of an account, that it concerns her.
    case breach = 62
    /// A copy of everything that somebody asked for, and how far it is.
    case archive = 63
}

/// Where a record lives: kind, owner, and a name unique for both.
///
/// - Shape: `owner` is 16 bytes (a vault or account id; zeros for what belongs to nobody), `name` 0 to 64 bytes.
///   Neither may carry anything personal: stores keep them in the clear.
package struct RecordKey: Hashable, Sendable {
    package static let nobody = [UInt8](repeating: 0, count: 16)

    package let kind: RecordKind
    package let owner: [UInt8]
    package let name: [UInt8]

    package init(kind: RecordKind, owner: [UInt8] = RecordKey.nobody, name: [UInt8]) {
        precondition(owner.count == 16 && name.count <= 64, "a record key is 16 and at most 64 bytes")
        self.kind = kind
        self.owner = owner
        self.name = name
    }
}

extension RecordKey: Comparable {
    /// The order in which stores keep records: kind, owner, name.
    package static func < (left: RecordKey, right: RecordKey) -> Bool {
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        if left.owner != right.owner { return left.owner.lexicographicallyPrecedes(right.owner) }
        return left.name.lexicographicallyPrecedes(right.name)
    }
}

/// A record as stored: sealed bytes and a version.
package struct StoredRecord: Hashable, Sendable {
    package let key: RecordKey
    /// Starts at 1 and grows by 1 with each write.
    package let version: UInt64
    package let bytes: [UInt8]

    package init(key: RecordKey, version: UInt64, bytes: [UInt8]) {
        self.key = key
        self.version = version
        self.bytes = bytes
    }
}

/// One step of an atomic write.
package enum RecordWrite: Sendable {
    /// Writes a record. `expected` is the stored version, 0 when there must be none, nil to write whatever is there.
    /// `unique` (a blind index or a hash, never plain) may be held by one record of a kind at a time.
    case put(RecordKey, bytes: [UInt8], unique: [UInt8]?, expected: UInt64?)
    /// Replaces the bytes of a record and leaves its unique value as it is.
    case rewrite(RecordKey, bytes: [UInt8], expected: UInt64)
    /// Deletes a record; fine when there is none, unless `expected` names a version.
    case delete(RecordKey, expected: UInt64?)
}

/// A small transactional store of sealed records: metadata and activity use one each.
///
/// The contract (every implementation passes `StoreContractTests`): a write is atomic and durable when it returns;
/// ``StoreError/conflict`` when an expected version differs, ``StoreError/notUnique`` when a unique value is taken, and
/// then nothing is changed; deleted and replaced bytes are overwritten in the file. Writes of different callers may
/// share one durable step.
package protocol RecordStore: Sendable {
    func read(_ key: RecordKey) async throws(StoreError) -> StoredRecord?

    func find(_ kind: RecordKind, unique: [UInt8]) async throws(StoreError) -> StoredRecord?

    /// Records of one owner in the order of their names, after `name`, at most `limit` (1...1000).
    func list(
        _ kind: RecordKind,
        owner: [UInt8],
        after name: [UInt8]?,
        limit: Int
    ) async throws(StoreError) -> [StoredRecord]

    /// All records in the order of kind, owner and name, after `key`, at most `limit` (1...1000).
    ///
    /// Not one moment's view: what is written behind `key` meanwhile is not seen.
    func scan(after key: RecordKey?, limit: Int) async throws(StoreError) -> [StoredRecord]

    func write(_ writes: [RecordWrite]) async throws(StoreError)

    /// As `JournalStore.foreignChangeStamp`: changes when another process may have written.
    func foreignChangeStamp() throws(StoreError) -> UInt64
}
