import Assurance
import HTTPTypes
import JSON
import Money
import Primitives
import Web

/// `/operator/v1/promises/records`: what people did about promises.
struct RecordOperations: Sendable {
    let board: PromiseBoard
    let records: any PromiseRecordStore
    /// Told of a record before it is kept: what cannot be written down does not happen.
    let recorded: @Sendable (PromiseRecord) async throws -> Void
    let now: Now
    let today: @Sendable () -> CalendarDay

    var endpoints: [Endpoint] { [listRecords, addRecord] }

    private static let request = ObjectSchema(
        "NewPromiseRecord",
        [
            .required("promise", .enumeration(PromiseID.allCases.map(\.rawValue))),
            .required("owner", .string(.line, length: 1...PromiseRecord.ownerCharacterCountMaximum)),
            .required("date", .day),
            .required("due", .day),
            .required("note", .string(.line, length: 1...PromiseRecord.noteCharacterCountMaximum)),
            .optional("link", .string(.line, length: 1...PromiseRecord.linkCharacterCountMaximum)),
        ]
    )

    private var listRecords: Endpoint {
        Endpoint(.get, "/operator/v1/promises/records", surface: .operators, access: .anyone) { _ in
            let all = try await records.all()
            return .json { $0.memberArray("records", all) { $0.object(Self.members($1)) } }
        }
    }

    private var addRecord: Endpoint {
        Endpoint(.post, "/operator/v1/promises/records", surface: .operators, access: .anyone) { request in
            let record = try Self.record(request.json, at: now())
            do throws(PromiseRecordError) {
                try record.check(today: today()) { !CardNumber.numbers(in: Array($0.utf8).span).isEmpty }
            } catch {
                throw Problem(.invalid, fields: [.init("/" + error.field, error.sentence)])
            }
            // Written down first: a record that the log does not know is not one.
            try await recorded(record)
            try await records.add(record)
            _ = await board.run()
            return Answer.json(JSONWriter.object(Self.members(record)), status: .created)
        }.with { $0.body = .json(Self.request) }
    }

    private static func record(_ json: JSONObject, at time: Timestamp) throws(Problem) -> PromiseRecord {
        guard let promise = json.text("promise").flatMap(PromiseID.init(rawValue:)),
            let date = json.text("date").flatMap(CalendarDay.init(iso:)),
            let due = json.text("due").flatMap(CalendarDay.init(iso:))
        else { throw Problem(.invalid) }
        return PromiseRecord(
            promise: promise,
            owner: json.text("owner") ?? "",
            date: date,
            due: due,
            note: json.text("note") ?? "",
            link: json.text("link"),
            recordedAt: time
        )
    }

    private static func members(_ record: PromiseRecord) -> (inout JSONWriter) -> Void {
        { writer in
            writer.member("promise", record.promise.rawValue)
            writer.member("owner", record.owner)
            writer.member("date", record.date.iso)
            writer.member("due", record.due.iso)
            writer.member("note", record.note)
            writer.member("link", optional: record.link)
            writer.member("recordedAt", record.recordedAt.iso)
        }
    }
}

extension PromiseRecordError {
    /// The member of the request that it is about.
    fileprivate var field: String {
        switch self {
        case .notRecorded: "promise"
        case .owner: "owner"
        case .note, .cardNumber: "note"
        case .link: "link"
        case .dateToCome: "date"
        case .dueBeforeDate, .dueTooLate: "due"
        }
    }
}
