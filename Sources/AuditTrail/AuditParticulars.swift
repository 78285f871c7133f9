package import KeyService
package import Primitives
package import TransparencyLog

/// What is to be said of an act beside its event: kept sealed with it, and bound to its leaf by the digest.
///
/// - Shape: fields of `key-service.md` §6, the first saying which; docs/spec/access-history.md §4.
package enum AuditParticulars: Sendable, Hashable, RecordCodable {
    /// The key service was asked for a key-encryption key; `failure` is nil when it came.
    case keyFetch(KEKUse, version: UInt32, KeyFetch.Act, failure: KeyServiceError?)
    /// A key-encryption key got its next version.
    case rotation(KEKUse, version: UInt32)
    /// A version of a key-encryption key was destroyed.
    case destruction(KEKUse, version: UInt32)
    /// These settings have another value than at the last start.
    case settings([String])
    /// What people do for a promise was recorded anew.
    case promiseRecord(String)
    /// A backup was made; the digest is of its manifest.
    case backup(digest: [UInt8])
    /// A backup was deleted; the digest is as of ``backup(digest:)``.
    case backupDeletion(digest: [UInt8])
    /// The log goes on under another name and key, since its installation was restored from a backup.
    case restoration(LogPredecessor)
    /// Something about who may come in to a person's account.
    case account(AccountEvent)
    /// Somebody of the staff acted.
    case staff(StaffEvent)
    /// An account ends; backups hold it for so many days, 0 where none are made.
    case accountDeletion(asked: Timestamp, backupDays: UInt32)
    /// The key of an epoch of backups is gone; `key` is the id that it had in the key service.
    case epochKeyDestruction(key: String, began: Timestamp)

    package var act: LoggedAct {
        switch self {
        case .keyFetch: .keyFetch
        case .rotation: .rotation
        case .destruction, .backupDeletion, .accountDeletion, .epochKeyDestruction: .deletion
        case .settings, .promiseRecord: .configurationChange
        case .backup: .backup
        case .restoration: .restoration
        case .account(let event): event.act.loggedAct
        case .staff: .staffAct
        }
    }

    /// Raw values are in sealed records: never renumber, never reuse.
    private enum Form: UInt8 {
        case keyFetch = 1
        case rotation, destruction, settings, promiseRecord, backup, backupDeletion, restoration, account, staff
        case accountDeletion
        case epochKeyDestruction = 17
    }

    private enum Tag {
        static let form: UInt16 = 1
        static let use: UInt16 = 2
        static let version: UInt16 = 3
        static let keyAct: UInt16 = 4
        static let failure: UInt16 = 5
        static let name: UInt16 = 6
        static let digest: UInt16 = 7
        static let key: UInt16 = 8
        static let checkpoint: UInt16 = 9
        static let accountAct: UInt16 = 10
        static let detail: UInt16 = 11
        static let staff: UInt16 = 12
        static let asked: UInt16 = 13
        static let days: UInt16 = 14
        static let began: UInt16 = 20
        static let published: UInt16 = 21
    }

    package func encode() -> [UInt8] {
        var fields = FieldWriter()
        switch self {
        case .keyFetch(let use, let version, let act, let failure):
            Self.append(.keyFetch, use, version, to: &fields)
            fields.append(Tag.keyAct, act.number)
            if let failure { fields.append(Tag.failure, failure.number) }
        case .rotation(let use, let version): Self.append(.rotation, use, version, to: &fields)
        case .destruction(let use, let version): Self.append(.destruction, use, version, to: &fields)
        case .settings(let names):
            fields.append(Tag.form, Form.settings.rawValue)
            for name in names { fields.append(Tag.name, name) }
        case .promiseRecord(let promise):
            fields.append(Tag.form, Form.promiseRecord.rawValue)
            fields.append(Tag.name, promise)
        case .backup(let digest): Self.append(.backup, digest, to: &fields)
        case .backupDeletion(let digest): Self.append(.backupDeletion, digest, to: &fields)
        case .restoration(let predecessor):
            fields.append(Tag.form, Form.restoration.rawValue)
            fields.append(Tag.name, predecessor.origin)
            fields.append(Tag.digest, predecessor.backup)
            fields.append(Tag.key, predecessor.key)
            if !predecessor.checkpoint.isEmpty { fields.append(Tag.checkpoint, predecessor.checkpoint) }
            if !predecessor.leftOut.isEmpty { fields.append(Tag.published, predecessor.leftOut) }
        case .staff(let event):
            fields.append(Tag.form, Form.staff.rawValue)
            fields.append(Tag.staff, event.encode())
        case .account(let event):
            fields.append(Tag.form, Form.account.rawValue)
            fields.append(Tag.accountAct, event.act.rawValue)
            if let detail = event.detail { fields.append(Tag.detail, detail) }
        case .accountDeletion(let asked, let days):
            fields.append(Tag.form, Form.accountDeletion.rawValue)
            fields.append(Tag.asked, asked)
            fields.append(Tag.days, days)
        case .epochKeyDestruction(let key, let began):
            fields.append(Tag.form, Form.epochKeyDestruction.rawValue)
            fields.append(Tag.name, key)
            fields.append(Tag.began, began)
        }
        return fields.bytes
    }

    private static func append(_ form: Form, _ digest: [UInt8], to fields: inout FieldWriter) {
        fields.append(Tag.form, form.rawValue)
        fields.append(Tag.digest, digest)
    }

    private static func append(_ form: Form, _ use: KEKUse, _ version: UInt32, to fields: inout FieldWriter) {
        fields.append(Tag.form, form.rawValue)
        fields.append(Tag.use, use.rawValue)
        fields.append(Tag.version, version)
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        guard let form = Form(rawValue: try fields.uint8(Tag.form)) else { throw .value(Tag.form) }
        switch form {
        case .keyFetch:
            guard let act = KeyFetch.Act(number: try fields.uint8(Tag.keyAct)) else { throw .value(Tag.keyAct) }
            let (use, version) = try Self.key(of: fields)
            self = .keyFetch(use, version: version, act, failure: try Self.failure(of: fields))
        case .rotation:
            let (use, version) = try Self.key(of: fields)
            self = .rotation(use, version: version)
        case .destruction:
            let (use, version) = try Self.key(of: fields)
            self = .destruction(use, version: version)
        case .settings: self = .settings(try Self.names(of: fields))
        case .promiseRecord: self = .promiseRecord(try fields.string(Tag.name))
        case .backup: self = .backup(digest: try Self.digest(of: fields))
        case .backupDeletion: self = .backupDeletion(digest: try Self.digest(of: fields))
        case .staff: self = .staff(try StaffEvent(decoding: try fields.bytes(Tag.staff)))
        case .account:
            guard let act = AccountEvent.Act(rawValue: try fields.uint8(Tag.accountAct)) else {
                throw .value(Tag.accountAct)
            }
            let detail = try fields.optionalBytes(Tag.detail) == nil ? nil : try fields.string(Tag.detail)
            self = .account(AccountEvent(act, detail))
        case .accountDeletion:
            self = .accountDeletion(
                asked: try fields.timestamp(Tag.asked),
                backupDays: try fields.uint32(Tag.days)
            )
        case .epochKeyDestruction:
            self = .epochKeyDestruction(key: try fields.string(Tag.name), began: try fields.timestamp(Tag.began))
        case .restoration:
            self = .restoration(
                LogPredecessor(
                    origin: try fields.string(Tag.name),
                    key: try fields.string(Tag.key),
                    checkpoint: try fields.optionalBytes(Tag.checkpoint) ?? [],
                    backup: try Self.digest(of: fields),
                    leftOut: try fields.optionalBytes(Tag.published) ?? []
                )
            )
        }
    }

    private static func digest(of fields: FieldReader) throws(RecordDecodingError) -> [UInt8] {
        let digest = try fields.bytes(Tag.digest)
        guard digest.count == LogEvent.digestByteCount else { throw .width(Tag.digest) }
        return digest
    }

    private static func names(of fields: FieldReader) throws(RecordDecodingError) -> [String] {
        var names: [String] = []
        for bytes in fields.allBytes(Tag.name) {
            guard let name = String(validating: bytes, as: UTF8.self) else { throw .text(Tag.name) }
            names.append(name)
        }
        return names
    }

    private static func key(of fields: FieldReader) throws(RecordDecodingError) -> (KEKUse, UInt32) {
        guard let use = KEKUse(rawValue: try fields.uint8(Tag.use)) else { throw .value(Tag.use) }
        return (use, try fields.uint32(Tag.version))
    }

    private static func failure(of fields: FieldReader) throws(RecordDecodingError) -> KeyServiceError? {
        guard try fields.optionalBytes(Tag.failure) != nil else { return nil }
        guard let failure = KeyServiceError(number: try fields.uint8(Tag.failure)) else { throw .value(Tag.failure) }
        return failure
    }
}

// Numbers are in sealed records: never renumber, never reuse.

extension KeyFetch.Act {
    fileprivate var number: UInt8 {
        switch self {
        case .generate: 1
        case .unwrap: 2
        }
    }

    fileprivate init?(number: UInt8) {
        guard let act = [Self.generate, .unwrap].first(where: { $0.number == number }) else { return nil }
        self = act
    }
}

extension KeyServiceError {
    private static let all: [KeyServiceError] = [
        .notFound, .invalidCiphertext, .disabled, .validation, .accessDenied, .throttled, .unavailable,
        .sealed, .credentialsExpired,
    ]

    fileprivate var number: UInt8 {
        switch self {
        case .notFound: 1
        case .invalidCiphertext: 2
        case .disabled: 3
        case .validation: 4
        case .accessDenied: 5
        case .throttled: 6
        case .unavailable: 7
        case .sealed: 8
        case .credentialsExpired: 9
        }
    }

    fileprivate init?(number: UInt8) {
        guard let error = Self.all.first(where: { $0.number == number }) else { return nil }
        self = error
    }
}

extension AccountEvent.Act {
    var loggedAct: LoggedAct {
        switch self {
        case .signedInOnNewDevice: .signIn
        case .secondStepRefused, .passkeyRefused, .proofRefused, .inboxEntryRefused, .sharingCodeRefused, .tokenRefused:
            .refusal
        case .passkeyAdded, .passkeyRemoved, .authenticatorAdded, .authenticatorRemoved, .backupCodesMade,
            .backupCodeUsed, .deviceRemembered, .deviceForgotten, .passphraseChanged, .recovered, .recoveryCodeMade,
            .recoveryAsked, .recoveryStopped, .tokenMade, .tokenEnded, .senderAdded, .senderEnded,
            .guardianConsented, .guardianWithdrew, .guardianConsentUsed, .bookMade, .bookRenamed, .bookDeleted,
            .bookInvited, .bookInvitationWithdrawn, .bookJoined, .bookLeft, .bookMemberRemoved, .bookRoleChanged,
            .bookHandedOver, .bookOpened, .diaryShareOffered, .diaryShareBegun, .diaryShareChanged, .diaryShareEnded,
            .supportAllowed, .supportForbidden, .supportEnded, .deletionAsked, .deletionStopped, .consentGiven,
            .consentWithdrawn, .requestFiled, .requestWithdrawn, .breachTold, .archiveAsked, .archiveTaken:
            .accountChange
        }
    }
}
