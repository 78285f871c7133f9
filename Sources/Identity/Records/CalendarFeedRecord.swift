package import KeyService

/// A calendar as the metadata store keeps it: sealed under a secret that the server does not.
///
/// - Source: docs/spec/calendar-feed.md §3.
package struct CalendarFeedRecord: Sendable, Hashable, RecordCodable {
    package let box: [UInt8]

    package init(box: [UInt8]) { self.box = box }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, box)
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        box = try FieldReader(bytes).bytes(1)
    }
}
