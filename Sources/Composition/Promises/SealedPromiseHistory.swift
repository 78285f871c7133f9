import Assurance
import KeyService
import Primitives

/// The history of verdicts as one sealed record of the activity store.
///
/// - Source: docs/spec/promise-register.md §6.
actor SealedPromiseHistory: PromiseHistoryStore {
    private let records: SealedRecords
    private var version: UInt64 = 0

    init(records: SealedRecords) { self.records = records }

    static let key = RecordKey(kind: .promiseHistory, name: [])

    func load() async throws -> PromiseHistory {
        guard let record = try await records.read(Self.key, as: HistoryRecord.self) else {
            version = 0
            return PromiseHistory()
        }
        version = record.version
        return record.value.history
    }

    func save(_ history: PromiseHistory) async throws {
        try await records.put(Self.key, HistoryRecord(history: history), expected: version)
        version += 1
    }
}

/// - Shape: fields, docs/spec/promise-register.md §6.
struct HistoryRecord: RecordCodable {
    private enum Tag {
        static let lastRun: UInt16 = 1
        static let entry: UInt16 = 2
        // Of an entry:
        static let promise: UInt16 = 1
        static let verdict: UInt16 = 2
        static let since: UInt16 = 3
        static let change: UInt16 = 4
        // Of a change:
        static let from: UInt16 = 1
        static let to: UInt16 = 2
        static let at: UInt16 = 3
    }

    let history: PromiseHistory

    init(history: PromiseHistory) { self.history = history }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        var entries: [PromiseID: PromiseHistory.Entry] = [:]
        for bytes in fields.allBytes(Tag.entry) {
            let fields = try FieldReader(bytes)
            // A promise that this version does not know is one of a newer version: its history ends here.
            guard let promise = PromiseID(rawValue: try fields.string(Tag.promise)) else { continue }
            var changes: [VerdictChange] = []
            for bytes in fields.allBytes(Tag.change) {
                let fields = try FieldReader(bytes)
                changes.append(
                    VerdictChange(
                        from: try Self.verdict(fields, Tag.from),
                        to: try Self.verdict(fields, Tag.to),
                        at: try fields.timestamp(Tag.at)
                    )
                )
            }
            entries[promise] = PromiseHistory.Entry(
                verdict: try Self.verdict(fields, Tag.verdict),
                since: try fields.timestamp(Tag.since),
                changes: changes
            )
        }
        history = PromiseHistory(lastRunAt: try fields.optionalTimestamp(Tag.lastRun), entries: entries)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        if let lastRunAt = history.lastRunAt { writer.append(Tag.lastRun, lastRunAt) }
        for promise in PromiseID.allCases {
            guard let entry = history.entries[promise] else { continue }
            var fields = FieldWriter()
            fields.append(Tag.promise, promise.rawValue)
            fields.append(Tag.verdict, entry.verdict.rawValue)
            fields.append(Tag.since, entry.since)
            for change in entry.changes {
                var parts = FieldWriter()
                parts.append(Tag.from, change.from.rawValue)
                parts.append(Tag.to, change.to.rawValue)
                parts.append(Tag.at, change.at)
                fields.append(Tag.change, parts.bytes)
            }
            writer.append(Tag.entry, fields.bytes)
        }
        return writer.bytes
    }

    private static func verdict(_ fields: FieldReader, _ tag: UInt16) throws(RecordDecodingError) -> VerdictKind {
        guard let verdict = VerdictKind(rawValue: try fields.string(tag)) else { throw .value(tag) }
        return verdict
    }
}
