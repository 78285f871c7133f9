import Backup
import KeyService
import Primitives

/// How the last drill ended.
struct DrillRecord: RecordCodable, Hashable {
    private enum Tag {
        static let at: UInt16 = 1
        static let backup: UInt16 = 2
        static let backupMade: UInt16 = 3
        static let failure: UInt16 = 4
    }

    static let key = RecordKey(kind: .canaryVault, name: Array("drill".utf8))

    /// When it ended.
    let at: Timestamp
    let backup: BackupID
    let backupMade: Timestamp
    /// Nil for one that brought everything back.
    let failure: DrillFailure?

    init(at: Timestamp, backup: BackupID, backupMade: Timestamp, failure: DrillFailure?) {
        self.at = at
        self.backup = backup
        self.backupMade = backupMade
        self.failure = failure
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        at = try fields.timestamp(Tag.at)
        backup = try fields.id(Tag.backup)
        backupMade = try fields.timestamp(Tag.backupMade)
        // A failure that only a newer version knows is one all the same.
        let code = try fields.uint8(Tag.failure)
        failure = code == 0 ? nil : DrillFailure(rawValue: code) ?? .system
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.at, at)
        fields.append(Tag.backup, backup)
        fields.append(Tag.backupMade, backupMade)
        fields.append(Tag.failure, failure?.rawValue ?? 0)
        return fields.bytes
    }
}

/// What is known of drills here.
struct DrillStanding: Sendable {
    /// Nil where none ever ended.
    let last: DrillRecord?
    /// Since when there is a canary vault; nil before the first backup or drill.
    let since: Timestamp?

    private static let daySeconds: Int64 = 86_400
    /// One that failed is tried again so much later.
    private static let retrySeconds: Int64 = 3600

    func isDue(at moment: Timestamp) -> Bool {
        guard let last, last.at <= moment else { return true }
        let wait = last.failure == nil ? Self.daySeconds : Self.retrySeconds
        return last.at.adding(seconds: wait) <= moment
    }
}

/// What a drill did.
struct DrillReport: Sendable {
    let name: String
    let manifest: BackupManifest
    /// Since the backup was made.
    let ageSeconds: Int64
    let seconds: Int64
    /// Nil when everything came back.
    let failure: DrillFailure?

    /// What was compared, in the words of an operator.
    static let compared = [
        "every chunk of every file with the manifest", "the four stores with their checks",
        "every journal with its head", "the canary vault’s \(CanaryContent.entryCount) entries with what they said",
    ]
}
