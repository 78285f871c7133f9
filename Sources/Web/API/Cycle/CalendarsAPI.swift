import Cycle
import HTTPTypes
import Identity
import JSON
import Primitives
import Sealing
import Vault

/// `/api/v1/cycle/calendars`, and `/calendar/…`, where other programs fetch them.
struct CalendarsAPI: Sendable {
    let services: WebServices

    var endpoints: [Endpoint] { [list, add, remove] }

    /// What a calendar program asks for; it has no session.
    var fetching: Endpoint {
        Endpoint(.get, "/calendar/{address}", surface: .asset, access: .anyone) { request in
            let name = request.parameter("address")
            guard name.hasSuffix(".ics"),
                let bytes = try await CalendarFeeds(services: services).calendar(at: String(name.dropLast(4)))
            else { throw Problem(.notFound) }
            var answer = Answer.json(bytes)
            answer.fields[.contentType] = "text/calendar; charset=utf-8"
            return answer.adding(.cacheControl, "no-store")
        }
    }

    private var list: Endpoint {
        Endpoint.diary(.get, "/calendars") { request in
            let rows = try await CycleVault(request, services).read { book, _ in book.itemRows }
            let feeds = rows.compactMap { row -> (ChangeID, CalendarFeedContent)? in
                if case .feed(let feed) = row.item { (row.id, feed) } else { nil }
            }
            let isProved = request.session?.isProved == true
            return .json { writer in
                writer.memberArray("items", feeds) { writer, row in
                    writer.object { writer in
                        writer.member("id", row.0.text)
                        writer.member("name", row.1.name)
                        writer.member("title", row.1.title)
                        writer.memberArray("contents", row.1.contents.names) { $0.string($1) }
                        // It opens without a session; who finds an open one must not take it along.
                        if isProved { writer.member("url", Self.address(row.1.secret, services.address)) }
                    }
                }
            }
        }.with {
            $0.summary = "Lists the calendars that other programs may fetch."
            $0.responses = [.init(.ok, "All of them.", MoneySchemas.list("DiaryCalendarList", of: Self.calendar))]
        }
    }

    private var add: Endpoint {
        Endpoint.diary(.post, "/calendars") { request in
            let fields = RequestFields(request.json)
            let feed = CalendarFeedContent(
                name: fields.text("name"),
                title: fields.text("title"),
                contents: .init(names: fields.texts("contents")),
                secret: SecureRandom.bytes(count: CalendarFeedContent.secretByteCount)
            )
            let vault = try CycleVault(request, services)
            let (made, start) = try await vault.change(request) { plan throws(CycleError) in
                try plan.addItem(.feed(feed))
            }
            guard let id = made ?? start.map({ ChangeID(batchStart: $0, ordinal: 0) }),
                case .feed(let kept)? = try await vault.read({ book, _ in book.item(id) })
            else { throw Problem(.unavailable, retryAfterSeconds: 1) }
            return Answer.json(status: .created) { writer in
                writer.member("id", id.text)
                writer.member("url", Self.address(kept.secret, services.address))
            }
        }.with {
            $0.summary = "Makes a calendar: whoever has its address sees what is in it, until it is removed."
            $0.needsProof = true
            $0.problems = [.proofNeeded]
            $0.body = .json(ObjectSchema("DiaryCalendarRequest", Self.properties))
            $0.takesIdempotencyKey = true
            $0.responses = [
                .init(
                    .created,
                    "Its id and URL.",
                    ObjectSchema(
                        "DiaryCalendarMade",
                        [.required("id", .id), .required("url", Self.url, "A secret: who has it sees the calendar.")]
                    )
                )
            ]
        }
    }

    private var remove: Endpoint {
        Endpoint.diary(.delete, "/calendars/{id}") { request in
            guard let id = ChangeID(text: request.parameter("id")) else { throw Problem(.notFound) }
            try await Self.remove(id, request, services)
            return .noContent
        }.with {
            $0.summary = "Removes a calendar: from then on its address opens nothing."
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound]
        }
    }

    /// The sealed calendar goes before the diary forgets its address: nothing is left that nobody can take away.
    static func remove(_ id: ChangeID, _ request: WebRequest, _ services: WebServices) async throws {
        let vault = try CycleVault(request, services)
        if case .feed(let feed)? = try await vault.read({ book, _ in book.item(id) }) {
            try await services.identity.removeCalendar(
                at: CalendarFeeds.address(feed.secret),
                of: vault.access.vaultID
            )
        }
        try await vault.change(request) { plan throws(Problem) in
            guard case .feed? = plan.book.item(id) else { throw Problem(.notFound) }
            do throws(CycleError) { try plan.removeItem(id) } catch { throw ErrorMapping.problem(error) }
        }
        // Not left to the next opening: somebody may have made it anew meanwhile.
        try await CalendarFeeds(services: services).publish(vault)
    }

    static func address(_ secret: [UInt8], _ site: SiteAddress) -> String {
        "\(site.origin)/calendar/\(CalendarFeeds.text(secret)).ics"
    }

    private static let url = Schema.string(.visible, length: 10...400)
    private static let properties: [ObjectSchema.Property] = [
        .required("name", .string(.line, length: 1...100), "What it is called here."),
        .required("title", .string(.line, length: 1...100), "What every event is called, the same for all."),
        .required("contents", .array(.enumeration(CalendarFeedContent.Contents.allNames), count: 1...3)),
    ]
    private static let calendar = ObjectSchema(
        "DiaryCalendar",
        [.required("id", .id)] + properties + [
            .optional("url", url, "A secret: who has it sees the calendar. Only for who has shown lately who is there.")
        ]
    )
}

extension CalendarFeedContent.Contents {
    private static let named: [(name: String, part: Self)] = [
        ("periods", .periods), ("renewals", .renewals), ("appointments", .appointments),
    ]

    static var allNames: [String] { named.map(\.name) }

    init(names: [String]) {
        self = Self(Self.named.filter { names.contains($0.name) }.map(\.part))
    }

    var names: [String] { Self.named.filter { contains($0.part) }.map(\.name) }
}
