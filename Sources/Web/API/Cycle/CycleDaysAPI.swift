import Cycle
import HTTPTypes
import JSON
import Primitives
import Vault

/// `/api/v1/cycle/days`.
struct CycleDaysAPI: Sendable {
    /// Days of one answer, at most: ten years and some.
    private static let spanMaximum = 4000

    let services: WebServices

    var endpoints: [Endpoint] { [list, show, replace, patch, remove] }

    private var list: Endpoint {
        Endpoint.diary(.get, "/days") { request in
            let range = try range(request)
            let rows = try await CycleVault(request, services).read { book, _ in Array(book.days(in: range)) }
            return .json { writer in
                writer.memberArray("items", rows) { writer, row in writer.object { Self.write(row, to: &$0) } }
            }
        }.with {
            $0.summary = "Lists the days that have an entry, oldest first."
            $0.query = [
                .init("from", .day, "The first day; a year before `to` by itself."),
                .init("to", .day, "The last day; today by itself."),
            ]
            let days = Schema.array(.object(DaySchemas.day), count: 0...Self.spanMaximum)
            $0.responses = [.init(.ok, "The days.", ObjectSchema("DiaryDayList", [.required("items", days)]))]
        }
    }

    private func range(_ request: WebRequest) throws(Problem) -> ClosedRange<CalendarDay> {
        let to = request.query["to"].flatMap { CalendarDay(iso: $0) } ?? services.today()
        let from = request.query["from"].flatMap { CalendarDay(iso: $0) } ?? to.adding(days: -365)
        guard from <= to else { throw Problem(.invalid, fields: [.init("from", "It is after `to`.")]) }
        guard Int(to.daysSinceEpoch) - Int(from.daysSinceEpoch) < Self.spanMaximum else {
            throw Problem(.invalid, fields: [.init("from", "At most \(Self.spanMaximum) days are possible at once.")])
        }
        return from...to
    }

    private var show: Endpoint {
        Endpoint.diary(.get, "/days/{date}") { request in
            try await answer(try Self.day(request), CycleVault(request, services))
        }.with {
            $0.summary = "Shows one day, recorded or not."
            $0.responses = [.init(.ok, "The day.", DaySchemas.day)]
            $0.problems = [.notFound]
        }
    }

    private var replace: Endpoint {
        Endpoint.diary(.put, "/days/{date}") { request in
            let (day, wanted) = (try Self.day(request), request.fields[.ifMatch])
            let entry = try DayJSON.entry(.object(request.json))
            return try await write(request, day) { present throws(Problem) in
                guard Self.tag(present) == wanted else { throw Problem(.changedMeanwhile) }
                return entry
            }
        }.with {
            $0.summary = "Replaces everything of one day; a field that is absent is not recorded any more."
            $0.body = .json(DaySchemas.entry)
            $0.needsIfMatch = true
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The day as it is now.", DaySchemas.day)]
            $0.problems = [.notFound]
        }
    }

    private var patch: Endpoint {
        Endpoint.diary(.patch, "/days/{date}") { request in
            let (day, patch) = (try Self.day(request), JSONValue.object(request.json))
            return try await write(request, day) { present throws(Problem) in
                do throws(DiaryJSONError) {
                    return try DayJSON.entry(present?.entry ?? DayEntry(), patchedBy: patch)
                } catch {
                    throw ErrorMapping.problem(error)
                }
            }
        }.with {
            $0.summary = "Changes the fields that are named (RFC 7396): null takes one away, the others stay."
            $0.body = .json(DaySchemas.patch)
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.ok, "The day as it is now.", DaySchemas.day)]
            $0.problems = [.notFound]
        }
    }

    private var remove: Endpoint {
        Endpoint.diary(.delete, "/days/{date}") { request in
            let day = try Self.day(request)
            try await CycleVault(request, services).change(request) { plan throws(Problem) in
                guard let present = plan.book.day(day) else { throw Problem(.notFound) }
                try Self.record(DayEntry(), over: present, on: day, in: &plan, today: services.today())
            }
            return .noContent
        }.with {
            $0.summary = "Takes everything of one day away."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "Nothing is recorded on it any more.")]
            $0.problems = [.notFound]
        }
    }

    private func write(
        _ request: WebRequest,
        _ day: CalendarDay,
        _ entry: (DiaryDay?) throws(Problem) -> DayEntry
    ) async throws -> Answer {
        let vault = try CycleVault(request, services)
        try await vault.change(request) { plan throws(Problem) in
            let present = plan.book.day(day)
            try Self.record(try entry(present), over: present, on: day, in: &plan, today: vault.today)
        }
        return try await answer(day, vault)
    }

    private static func record(
        _ entry: DayEntry,
        over present: DiaryDay?,
        on day: CalendarDay,
        in plan: inout CyclePlan,
        today: CalendarDay
    ) throws(Problem) {
        do throws(CycleError) {
            try plan.record(DayPatch(from: present?.entry ?? DayEntry(), to: entry), on: day, today: today)
        } catch {
            throw ErrorMapping.problem(error)
        }
    }

    private func answer(_ day: CalendarDay, _ vault: CycleVault) async throws -> Answer {
        let row = try await vault.read { book, _ in book.day(day) }
        return Answer.json { Self.write(row ?? DiaryDay(day: day, entry: DayEntry(), version: Self.none), to: &$0) }
            .adding(.eTag, Self.tag(row))
    }

    private static let none = ChangeID(rawValue: 0)

    private static func write(_ row: DiaryDay, to writer: inout JSONWriter) {
        writer.member("date", row.day)
        if row.version != none { writer.member("version", row.version.text) }
        DayJSON.writeMembers(of: row.entry, to: &writer)
    }

    /// A day on which nothing is recorded has a tag too: two writers of it notice each other.
    private static func tag(_ row: DiaryDay?) -> String { "\"\((row?.version ?? none).text)\"" }

    private static func day(_ request: WebRequest) throws(Problem) -> CalendarDay {
        guard let day = CalendarDay(iso: request.parameter("date")) else { throw Problem(.notFound) }
        return day
    }
}
