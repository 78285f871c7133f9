package import KeyService
package import Primitives

/// A person's consent for one purpose: which notice she saw, when she gave it and when she took it back.
package struct ConsentRecord: Sendable, Hashable, RecordCodable {
    package let purpose: Purpose
    package let noticeVersion: UInt32
    package let given: Timestamp
    package var withdrawn: Timestamp?

    /// Given, not taken back, and for the notice that is shown today.
    package func isInForce(under notices: NoticeVersions) -> Bool {
        withdrawn == nil && noticeVersion == notices.version(of: purpose)
    }

    /// A consent to the notice that is shown today.
    package init(purpose: Purpose, given: Timestamp, under notices: NoticeVersions = .today) {
        self.purpose = purpose
        noticeVersion = notices.version(of: purpose)
        self.given = given
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, purpose.rawValue)
        writer.append(2, noticeVersion)
        writer.append(3, given)
        if let withdrawn { writer.append(4, withdrawn) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        guard let purpose = Purpose(rawValue: try reader.uint8(1)) else { throw .value(1) }
        self.purpose = purpose
        noticeVersion = try reader.uint32(2)
        given = try reader.timestamp(3)
        withdrawn = try reader.optionalTimestamp(4)
    }
}
