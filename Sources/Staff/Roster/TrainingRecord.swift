package import KeyService
package import Primitives

/// That a member was trained, and until when that counts.
package struct TrainingRecord: Sendable, Hashable, RecordCodable {
    /// Days for which training counts: a quarter.
    package static let dayCountMaximum = 92
    /// Days before its end in which that is said.
    package static let warningDayCount = 14

    /// Raw values are in sealed records: never renumber, never reuse.
    package enum Kind: UInt8, Sendable, CaseIterable, Hashable {
        case onboarding = 1
        case quarterly = 2

        package var name: String {
            switch self {
            case .onboarding: "onboarding"
            case .quarterly: "quarterly"
            }
        }
    }

    package let kind: Kind
    package let day: CalendarDay
    /// The last day for which it counts.
    package let due: CalendarDay
    /// Nil for whoever runs the installation, on its command line.
    package let by: StaffMemberID?
    package let recordedAt: Timestamp

    package init(kind: Kind, day: CalendarDay, by: StaffMemberID?, recordedAt: Timestamp) {
        self.kind = kind
        self.day = day
        due = day.adding(days: Self.dayCountMaximum)
        self.by = by
        self.recordedAt = recordedAt
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, kind.rawValue)
        writer.append(2, day.daysSinceEpoch)
        writer.append(3, recordedAt)
        if let by { writer.append(4, by) }
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        guard let kind = Kind(rawValue: try reader.uint8(1)) else { throw .value(1) }
        self.init(
            kind: kind,
            day: try reader.day(2),
            by: try reader.optionalID(4),
            recordedAt: try reader.timestamp(3)
        )
    }
}
