package import KeyService
package import Primitives
import Sealing
import Vault

/// A copy of everything that is somebody's, being made or ready.
///
/// - Shape: record 63; docs/spec/archives.md §3.
package struct ArchiveRecord: RecordCodable, Hashable, Sendable {
    /// Why nothing more comes of it.
    package enum Stop: UInt8, Sendable, CaseIterable {
        case consentWithdrawn = 1
        /// Something that belongs into it does not open.
        case damaged = 2
        /// A file of 4 GiB or more.
        case tooLarge = 3
    }

    package enum State: Hashable, Sendable {
        case making, ready
        case stopped(Stop)
        /// She deleted it; its folder is looked at once more.
        case dropped
    }

    /// What is being written, as she is shown it.
    package enum Part: UInt8, Sendable, CaseIterable {
        case money = 1, receipts = 2, diary = 3, book = 4, account = 5, history = 6, index = 7
    }

    package struct Progress: Hashable, Sendable {
        package let part: Part
        package let done: UInt32
        /// 0 where there is nothing to count.
        package let total: UInt32

        package init(_ part: Part, done: Int = 0, total: Int = 0) {
            self.part = part
            self.done = UInt32(clamping: done)
            self.total = UInt32(clamping: total)
        }
    }

    /// A sealed file of its folder.
    package struct Point: Hashable, Sendable {
        package let file: FileID
        package let byteCount: Int

        package init(file: FileID, byteCount: Int) {
            self.file = file
            self.byteCount = byteCount
        }
    }

    package let account: UserAccountID
    /// Of this archive alone: its keys are made of it.
    package let id: [UInt8]
    let epoch: KeyEpoch
    package let asked: Timestamp
    /// BCP 47.
    package let language: String
    /// Of the sealed file; nil in the clear.
    package internal(set) var header: [UInt8]?
    package var state = State.making
    /// When something was last done.
    package var worked: Timestamp
    package var progress = Progress(.money)
    /// Where the work goes on; nil before the first step.
    package var point: Point?
    /// Of the archive so far.
    package var byteCount = 0

    init(account: UserAccountID, epoch: KeyEpoch, asked: Timestamp, language: String) {
        self.account = account
        id = SecureRandom.bytes(count: Self.idByteCount)
        self.epoch = epoch
        self.asked = asked
        self.language = language
        worked = asked
    }

    /// When it goes.
    package var expiry: Timestamp {
        switch state {
        case .making: worked.adding(seconds: Self.makingDays * Self.daySeconds)
        case .ready: worked.adding(seconds: Self.readyDays * Self.daySeconds)
        case .stopped: worked.adding(seconds: Self.stoppedDays * Self.daySeconds)
        case .dropped: worked.adding(seconds: Self.secondLookSeconds)
        }
    }

    private static let idByteCount = 16
    private static let daySeconds: Int64 = 86_400
    private static let readyDays: Int64 = 3
    private static let makingDays: Int64 = 30
    private static let stoppedDays: Int64 = 7
    /// A step that was under way when it was dropped is over by then.
    private static let secondLookSeconds: Int64 = 300

    /// Where the files of a vault's archives lie, as if it were a vault: one place for all of them, so that what a
    /// step leaves is found without a record.
    package static func folder(of vault: VaultID) -> VaultID {
        var message = LengthPrefixed()
        message.append("flowkeep/1 archive folder")
        message.append(vault.bytes)
        guard let folder = VaultID(bytes: Array(Digest.sha256(message.bytes).prefix(VaultID.byteCount))) else {
            preconditionFailure("a digest is long enough")
        }
        return folder
    }
}

extension ArchiveRecord {
    private static let making: UInt8 = 1
    private static let ready: UInt8 = 2
    private static let stopped: UInt8 = 3
    private static let dropped: UInt8 = 4

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.bytes(1)
        epoch = try reader.uint32(2)
        asked = try reader.timestamp(3)
        language = try reader.string(4)
        header = try reader.optionalBytes(5)
        switch try reader.uint8(6) {
        case Self.making: state = .making
        case Self.ready: state = .ready
        case Self.stopped:
            guard let reason = Stop(rawValue: try reader.uint8(7)) else { throw .value(7) }
            state = .stopped(reason)
        case Self.dropped: state = .dropped
        default: throw .value(6)
        }
        worked = try reader.timestamp(8)
        guard let part = Part(rawValue: try reader.uint8(9)) else { throw .value(9) }
        progress = Progress(part, done: Int(try reader.uint32(10)), total: Int(try reader.uint32(11)))
        if try reader.optionalBytes(12) != nil {
            let file: FileID = try reader.id(12)
            point = Point(file: file, byteCount: Int(clamping: try reader.uint64(13)))
        }
        byteCount = Int(clamping: try reader.uint64(14))
        account = try reader.id(15)
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, epoch)
        writer.append(3, asked)
        writer.append(4, language)
        if let header { writer.append(5, header) }
        switch state {
        case .making: writer.append(6, Self.making)
        case .ready: writer.append(6, Self.ready)
        case .stopped(let reason):
            writer.append(6, Self.stopped)
            writer.append(7, reason.rawValue)
        case .dropped: writer.append(6, Self.dropped)
        }
        writer.append(8, worked)
        writer.append(9, progress.part.rawValue)
        writer.append(10, progress.done)
        writer.append(11, progress.total)
        if let point {
            writer.append(12, point.file)
            writer.append(13, UInt64(clamping: point.byteCount))
        }
        writer.append(14, UInt64(clamping: byteCount))
        writer.append(15, account)
        return writer.bytes
    }
}

/// Lets the server find an archive without its owner.
struct ArchivePointer: RecordCodable {
    let vault: VaultID

    init(vault: VaultID) { self.vault = vault }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { vault = try FieldReader(bytes).id(1) }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, vault)
        return writer.bytes
    }
}

extension RecordKey {
    static func archive(of vault: VaultID) -> RecordKey { RecordKey(kind: .archive, owner: vault.bytes, name: []) }

    static func archivePointer(_ vault: VaultID) -> RecordKey { RecordKey(kind: .archive, name: vault.bytes) }
}
