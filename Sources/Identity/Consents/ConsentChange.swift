package import KeyService
package import Primitives
import Sealing

/// That a consent was given or taken back: one line of its history.
///
/// - Source: docs/spec/consents.md §3.
package struct ConsentChange: Sendable, Hashable, RecordCodable {
    package let purpose: Purpose
    /// Of the notice that was shown.
    package let noticeVersion: UInt32
    package let isGiven: Bool
    package let time: Timestamp

    package init(_ purpose: Purpose, noticeVersion: UInt32, isGiven: Bool, at time: Timestamp) {
        self.purpose = purpose
        self.noticeVersion = noticeVersion
        self.isGiven = isGiven
        self.time = time
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, purpose.rawValue)
        writer.append(2, noticeVersion)
        writer.append(3, isGiven ? UInt8(1) : 0)
        writer.append(4, time)
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        guard let purpose = Purpose(rawValue: try reader.uint8(1)) else { throw .value(1) }
        let given = try reader.uint8(3)
        guard given < 2 else { throw .value(3) }
        self.purpose = purpose
        noticeVersion = try reader.uint32(2)
        isGiven = given == 1
        time = try reader.timestamp(4)
    }

    /// Where it lies, after those of before: time and random bytes.
    func makeName() -> [UInt8] {
        var name = ByteWriter()
        name.append(UInt64(bitPattern: time.milliseconds))
        name.append(SecureRandom.bytes(count: 8))
        return name.bytes
    }
}
