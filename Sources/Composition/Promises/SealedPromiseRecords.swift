import Assurance
import KeyService
import Primitives

/// What people recorded about promises, as sealed records of the metadata store, one for each act.
///
/// - Source: docs/spec/promise-register.md §7.
struct SealedPromiseRecords: PromiseRecordStore {
    let records: SealedRecords

    private static let pageLimit = 1000

    func all() async throws -> [PromiseRecord] {
        var all: [PromiseRecord] = []
        var last: [UInt8]?
        while true {
            let page = try await records.list(
                .promiseRecord,
                owner: RecordKey.nobody,
                after: last,
                limit: Self.pageLimit,
                as: StoredPromiseRecord.self
            )
            all += page.map(\.value.record)
            guard page.count == Self.pageLimit, let end = page.last else { return all }
            last = end.key.name
        }
    }

    func add(_ record: PromiseRecord) async throws {
        // Named by time, so that a list gives them in the order in which they were made.
        let time = UInt64(bitPattern: record.recordedAt.milliseconds)
        var name = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> UInt64($0)) }
        name += Array(record.promise.rawValue.utf8)
        let key = RecordKey(kind: .promiseRecord, name: name)
        try await records.put(key, StoredPromiseRecord(record: record), expected: 0)
    }
}

/// - Shape: fields, docs/spec/promise-register.md §7.
struct StoredPromiseRecord: RecordCodable {
    private enum Tag {
        static let promise: UInt16 = 1
        static let owner: UInt16 = 2
        static let date: UInt16 = 3
        static let due: UInt16 = 4
        static let note: UInt16 = 5
        static let link: UInt16 = 6
        static let recordedAt: UInt16 = 7
    }

    let record: PromiseRecord

    init(record: PromiseRecord) { self.record = record }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        guard let promise = PromiseID(rawValue: try fields.string(Tag.promise)) else { throw .value(Tag.promise) }
        record = PromiseRecord(
            promise: promise,
            owner: try fields.string(Tag.owner),
            date: try Self.day(fields, Tag.date),
            due: try Self.day(fields, Tag.due),
            note: try fields.string(Tag.note),
            link: try fields.optionalString(Tag.link),
            recordedAt: try fields.timestamp(Tag.recordedAt)
        )
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.promise, record.promise.rawValue)
        fields.append(Tag.owner, record.owner)
        fields.append(Tag.date, record.date.iso)
        fields.append(Tag.due, record.due.iso)
        fields.append(Tag.note, record.note)
        if let link = record.link { fields.append(Tag.link, link) }
        fields.append(Tag.recordedAt, record.recordedAt)
        return fields.bytes
    }

    private static func day(_ fields: FieldReader, _ tag: UInt16) throws(RecordDecodingError) -> CalendarDay {
        guard let day = CalendarDay(iso: try fields.string(tag)) else { throw .value(tag) }
        return day
    }
}
