import HTTPTypes
import Identity
import JSON
import Primitives
import Sealing
import Vault

/// What an add-only token adds: sealed for the inbox, and answered with nothing but that it was taken.
///
/// - Source: docs/spec/inbox.md §5.
struct TokenAdding: Sendable {
    static let line = "/api/v1/money/quick-add"
    static let transactions = "/api/v1/money/transactions"
    static let day = "/api/v1/cycle/days/{date}"

    let services: WebServices

    func handler(for path: String) -> Endpoint.Handler? {
        switch path {
        case Self.line: { try await add($0, kind(ofLine: $0), RequestFields($0.json).text("text")) }
        case Self.transactions: { try await add($0, .transaction, Self.text($0.json)) }
        case Self.day: { try await add($0, .day, try dayText($0)) }
        default: nil
        }
    }

    private func kind(ofLine request: WebRequest) throws(Problem) -> InboxContent.Kind {
        let fields = RequestFields(request.json)
        // What it would be understood as tells of the names in her book.
        if fields.flag("dryRun") { throw Problem(.notAllowed, detail: "A trial reads the book; this token may not.") }
        switch fields.optionalText("as") {
        case "money": return .moneyLine
        case "diary": return .diaryLine
        default: return .line
        }
    }

    private func add(_ request: WebRequest, _ kind: InboxContent.Kind, _ body: String) async throws -> Answer {
        guard let bearer = request.session?.bearer else { throw Problem(.notSignedIn) }
        let day = try RequestFields(request.json).optionalValue("today") { CalendarDay(iso: $0) }
        let content = try InboxContent(
            kind,
            made: services.now(),
            day: day ?? services.today(),
            key: request.idempotencyKey?.key ?? SecureRandom.bytes(count: 16),
            body: body
        )
        try await services.identity.add(content, by: bearer)
        services.inboxes.noteArrival(bearer.record.vault)
        return Answer(status: .accepted)
    }

    private func dayText(_ request: WebRequest) throws(Problem) -> String {
        guard let day = CalendarDay(iso: request.parameter("date")) else { throw Problem(.notFound) }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("date", day.iso)
            for member in request.json.members where member.name != "date" {
                writer.name(member.name)
                writer.value(member.value)
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func text(_ json: JSONObject) -> String {
        var writer = JSONWriter()
        writer.value(.object(json))
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
