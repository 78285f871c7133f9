package import KeyService
package import Primitives

package enum DutyWindowTag: Sendable {}
package typealias DutyWindowID = ID<DutyWindowTag>

/// From when until when a member is on call.
package struct DutyWindow: Sendable, Hashable, RecordCodable {
    /// A duty longer than two weeks is nobody's watch any more.
    package static let secondsMaximum: Int64 = 14 * 86_400
    /// How far ahead one is planned.
    package static let secondsAheadMaximum: Int64 = 92 * 86_400
    /// Seconds before its end in which that is said.
    package static let warningSeconds: Int64 = 3600

    package let id: DutyWindowID
    package let from: Timestamp
    /// The first moment that does not count.
    package let until: Timestamp
    /// Nil for whoever runs the installation, on its command line.
    package let by: StaffMemberID?

    package func contains(_ time: Timestamp) -> Bool { from <= time && time < until }

    package init(id: DutyWindowID, from: Timestamp, until: Timestamp, by: StaffMemberID?) {
        self.id = id
        self.from = from
        self.until = until
        self.by = by
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, from)
        writer.append(3, until)
        if let by { writer.append(4, by) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        self.init(
            id: try reader.id(1),
            from: try reader.timestamp(2),
            until: try reader.timestamp(3),
            by: try reader.optionalID(4)
        )
    }
}
