import KeyService
package import Primitives

/// The time that one key of backups is for, and the key.
///
/// - Source: docs/spec/backup.md §13.
package struct BackupEpoch: Hashable, Sendable {
    private enum Tag {
        static let key: UInt16 = 1
        static let began: UInt16 = 2
        static let usableUntil: UInt16 = 3
        static let ends: UInt16 = 4
    }

    /// The customer key of the key service.
    package let keyID: String
    /// The day it is for began then, or the first of its days.
    package let began: Timestamp
    /// From then on nobody can use the key: what is under it is closed for good.
    package let usableUntil: Timestamp
    /// By then the key service has destroyed it.
    package let ends: Timestamp

    package init(keyID: String, began: Timestamp, usableUntil: Timestamp, ends: Timestamp) {
        self.keyID = keyID
        self.began = began
        self.usableUntil = usableUntil
        self.ends = ends
    }

    /// Whether its time is over.
    package func isOver(at moment: Timestamp) -> Bool { usableUntil <= moment }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.key, keyID)
        fields.append(Tag.began, began)
        fields.append(Tag.usableUntil, usableUntil)
        fields.append(Tag.ends, ends)
        return fields.bytes
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        keyID = try fields.string(Tag.key)
        began = try fields.timestamp(Tag.began)
        usableUntil = try fields.timestamp(Tag.usableUntil)
        ends = try fields.timestamp(Tag.ends)
    }
}

/// How long an epoch is, and how long its key lives.
package struct EpochPlan: Hashable, Sendable {
    /// Days for which one key is made.
    package let days: Int64
    /// Days after the beginning for which the key can be used.
    package let usableDays: Int64
    /// Days that the key service waits when it is told to end a key; nil where keys end by themselves.
    package let waitingDays: Int?

    /// Days after the beginning at which the key is destroyed, whichever the key service: with the seven days that a
    /// person may think over her deletion, all is unreadable after thirty.
    package static let lifeDays: Int64 = 23

    /// A key each day; keeper destroys it by itself.
    package static let keeper = EpochPlan(days: 1, usableDays: lifeDays, waitingDays: nil)
    /// A key each week, since each one costs; AWS KMS waits seven days before it destroys one, and up to a day more.
    package static let elsewhere = EpochPlan(days: 7, usableDays: 15, waitingDays: 7)

    private static let daySeconds: Int64 = 86_400

    /// The first moment of the epoch that a time lies in.
    func beginning(of time: Timestamp) -> Timestamp {
        let seconds = days * Self.daySeconds
        return Timestamp(seconds: (time.seconds / seconds) * seconds)
    }

    func epoch(from began: Timestamp, keyID: String) -> BackupEpoch {
        BackupEpoch(
            keyID: keyID,
            began: began,
            usableUntil: began.adding(seconds: usableDays * Self.daySeconds),
            ends: end(from: began)
        )
    }

    func end(from began: Timestamp) -> Timestamp { began.adding(seconds: Self.lifeDays * Self.daySeconds) }
}
