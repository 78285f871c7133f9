package import Assurance
import JSON
import Web

extension APIClient {
    /// Records that somebody saw to a promise; the answer as it came.
    package func record(
        _ promise: PromiseID,
        owner: String,
        date: String,
        due: String,
        note: String,
        link: String?
    ) async throws(APIFailure) -> [UInt8] {
        let body = JSONWriter.object {
            $0.member("promise", promise.rawValue)
            $0.member("owner", owner)
            $0.member("date", date)
            $0.member("due", due)
            $0.member("note", note)
            $0.member("link", optional: link)
        }
        return try await operate("POST", "/promises/records", body)
    }

    /// Every record, oldest first: the answer as it came, and what it means.
    package func promiseRecords() async throws(APIFailure) -> (json: [UInt8], records: [PromiseRecordReply]) {
        let json = try await operate("GET", "/promises/records")
        guard case .array(let items)? = try object(json)["records"] else { throw .unexpectedAnswer }
        var records: [PromiseRecordReply] = []
        for item in items {
            guard case .object(let object) = item, let record = PromiseRecordReply(object) else {
                throw .unexpectedAnswer
            }
            records.append(record)
        }
        return (json, records)
    }
}

/// One record as the API tells it.
package struct PromiseRecordReply: Sendable {
    package let promise: String
    package let owner: String
    package let date: String
    package let due: String
    package let note: String
    package let link: String?

    init?(_ object: JSONObject) {
        guard let promise = object.text("promise"), let owner = object.text("owner"),
            let date = object.text("date"), let due = object.text("due"), let note = object.text("note")
        else { return nil }
        self.promise = promise
        self.owner = owner
        self.date = date
        self.due = due
        self.note = note
        link = object.text("link")
    }
}
