package import KeyService
package import Primitives

package enum StaffDeviceTag: Sendable {}
package typealias StaffDeviceID = ID<StaffDeviceTag>

/// A browser on a company device, and who saw to it that the device is fit for work.
///
/// The browser holds a secret from when it was shown first; without it, or without a look that still counts, no session
/// begins there.
package struct StaffDevice: Sendable, Hashable, RecordCodable {
    /// Days for which a look at a device counts at most.
    package static let dayCountMaximum = 184
    /// Days before its end in which that is said.
    package static let warningDayCount = 14
    package static let labelCharacterCountMaximum = 60

    /// What somebody other than the owner saw with her own eyes: all three, or it is no attestation.
    package struct Attestation: Sendable, Hashable {
        /// Nil for whoever runs the installation, on its command line.
        package let by: StaffMemberID?
        package let at: Timestamp
        /// The last day for which it counts.
        package let until: CalendarDay
    }

    package let id: StaffDeviceID
    package let label: String
    /// SHA-256 of the secret in the browser's cookie.
    package let secretHash: [UInt8]
    package let enrolled: Timestamp
    package internal(set) var attestation: Attestation?

    package func isAttested(on today: CalendarDay) -> Bool { attestation.map { today <= $0.until } ?? false }

    package init(id: StaffDeviceID, label: String, secretHash: [UInt8], enrolled: Timestamp) {
        self.id = id
        self.label = label
        self.secretHash = secretHash
        self.enrolled = enrolled
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, id)
        writer.append(2, label)
        writer.append(3, secretHash)
        writer.append(4, enrolled)
        guard let attestation else { return writer.bytes }
        writer.append(5, attestation.at)
        writer.append(6, attestation.until.daysSinceEpoch)
        if let by = attestation.by { writer.append(7, by) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        id = try reader.id(1)
        label = try reader.string(2)
        secretHash = try reader.bytes(3)
        enrolled = try reader.timestamp(4)
        guard let at = try reader.optionalTimestamp(5) else { return }
        attestation = Attestation(by: try reader.optionalID(7), at: at, until: try reader.day(6))
    }
}

extension FieldReader {
    func day(_ tag: UInt16) throws(RecordDecodingError) -> CalendarDay {
        CalendarDay(daysSinceEpoch: Int32(bitPattern: try uint32(tag)))
    }

    func optionalID<Tag>(_ tag: UInt16) throws(RecordDecodingError) -> ID<Tag>? {
        try optionalBytes(tag) == nil ? nil : try id(tag)
    }
}
