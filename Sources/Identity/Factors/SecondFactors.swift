import KeyService
import Primitives
import Sealing

/// The authenticator app and the backup codes of an account, as stored (sealed).
///
/// - Source: docs/spec/factors.md §4, §5.
struct SecondFactors: Sendable, Hashable, RecordCodable {
    /// An app that shares a secret with the account.
    struct App: Sendable, Hashable {
        let secret: [UInt8]
        let added: Timestamp
        /// The last step whose code was taken.
        var lastStep: UInt64
    }

    /// A secret of which no code was typed yet.
    struct NewApp: Sendable, Hashable {
        let secret: [UInt8]
        let since: Timestamp
    }

    var app: App?
    var newApp: NewApp?
    /// 16 bytes for each code that is left.
    var backupCodes: [[UInt8]] = []
    var backupCodesMade: Timestamp?

    private enum Tag {
        static let secret: UInt16 = 1
        static let added: UInt16 = 2
        static let lastStep: UInt16 = 3
        static let newSecret: UInt16 = 4
        static let newSince: UInt16 = 5
        static let backupCode: UInt16 = 6
        static let backupCodesMade: UInt16 = 7
    }

    init() {}

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        if let secret = try reader.optionalBytes(Tag.secret) {
            app = App(
                secret: secret,
                added: try reader.timestamp(Tag.added),
                lastStep: try reader.uint64(Tag.lastStep)
            )
        }
        if let secret = try reader.optionalBytes(Tag.newSecret) {
            newApp = NewApp(secret: secret, since: try reader.timestamp(Tag.newSince))
        }
        backupCodes = reader.allBytes(Tag.backupCode)
        guard backupCodes.allSatisfy({ $0.count == BackupCode.markByteCount }) else { throw .width(Tag.backupCode) }
        backupCodesMade = try reader.optionalTimestamp(Tag.backupCodesMade)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        if let app {
            writer.append(Tag.secret, app.secret)
            writer.append(Tag.added, app.added)
            writer.append(Tag.lastStep, app.lastStep)
        }
        if let newApp {
            writer.append(Tag.newSecret, newApp.secret)
            writer.append(Tag.newSince, newApp.since)
        }
        for code in backupCodes { writer.append(Tag.backupCode, code) }
        if let backupCodesMade { writer.append(Tag.backupCodesMade, backupCodesMade) }
        return writer.bytes
    }
}

extension RecordKey {
    static func secondFactors(of account: UserAccountID) -> RecordKey {
        RecordKey(kind: .secondFactors, owner: account.bytes, name: [])
    }
}
