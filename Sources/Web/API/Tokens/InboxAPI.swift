import Cycle
import HTTPTypes
import Identity
import JSON
import Primitives
import Vault

/// `/api/v1/inbox`: what came in and waits for its owner.
///
/// - Source: docs/spec/inbox.md §8.
struct InboxAPI: Sendable {
    private static let path = "/api/v1/inbox"

    let services: WebServices

    var endpoints: [Endpoint] { [list, put, discard] }

    private var list: Endpoint {
        endpoint(.get, Self.path) { request in
            let desk = try InboxDesk(request, services)
            let items = try await desk.waiting()
            return .json { writer in
                writer.memberArray("items", items) { writer, item in
                    writer.object { Self.write(item, to: &$0) }
                }
            }
        }.with {
            $0.summary = "Lists what came in through the inbox and was not put in, with the reason."
            let items = Schema.array(.object(Self.item), count: 0...IdentityService.inboxEntryMaximum)
            $0.responses = [.init(.ok, "What waits.", ObjectSchema("Inbox", [.required("items", items)]))]
        }
    }

    private var put: Endpoint {
        endpoint(.post, Self.path + "/{id}") { request in
            let desk = try InboxDesk(request, services)
            try await desk.put(request.parameter("id"), RequestFields(request.json).optionalText("text"))
            return .noContent
        }.with {
            $0.summary = "Puts an entry in that waits, as it is or as it is said here."
            $0.body = .optionalJSON(
                ObjectSchema(
                    "WaitingEntryChange",
                    [.optional("text", .string(.text, length: 1...InboxContent.bodyByteCountMaximum))]
                )
            )
            $0.takesIdempotencyKey = true
            $0.responses = [.init(.noContent, "It is put in.")]
            $0.problems = [.notFound, .invalid]
        }
    }

    private var discard: Endpoint {
        endpoint(.delete, Self.path + "/{id}") { request in
            try await InboxDesk(request, services).discard(request.parameter("id"))
            return .noContent
        }.with {
            $0.summary = "Discards an entry that waits: it is gone."
            $0.responses = [.init(.noContent, "It is gone.")]
            $0.problems = [.notFound]
        }
    }

    private func endpoint(
        _ method: HTTPRequest.Method,
        _ path: String,
        handler: @escaping Endpoint.Handler
    ) -> Endpoint {
        Endpoint(method, path, surface: .api, access: .unlocked, handler: handler)
            .with { $0.purpose = .keyMaintenance }
    }

    private static func write(_ item: WaitingEntry, to writer: inout JSONWriter) {
        writer.member("id", item.id)
        writer.member("state", item.state.name)
        writer.member("kind", optional: item.kind?.name)
        writer.member("text", optional: item.text)
        writer.member("sender", optional: item.sender)
        writer.member("madeAt", optional: item.made?.iso)
        writer.member("receivedOn", item.received.iso)
    }

    private static let item = ObjectSchema(
        "WaitingEntry",
        [
            .required("id", .id), .required("state", .enumeration(InboxState.allCases.map(\.name)), "Why it waits."),
            .optional("kind", .enumeration(InboxContent.Kind.allCases.map(\.name))),
            .optional(
                "text",
                .string(.text, length: 1...InboxContent.bodyByteCountMaximum),
                "Absent where it does not open, or is for a diary that is closed."
            ),
            .optional("sender", .string(.line, length: 1...IdentityService.tokenNameCharacters)),
            .optional("madeAt", .string(.moment, length: 20...20), "By the sender's clock."),
            .required("receivedOn", .day),
        ]
    )
}

/// An entry that waits, as far as its owner may see it now.
struct WaitingEntry: Sendable {
    let id: String
    let state: InboxState
    let kind: InboxContent.Kind?
    let text: String?
    let sender: String?
    let made: Timestamp?
    let received: CalendarDay
}

/// What a person does with what waits, for API and pages.
struct InboxDesk: Sendable {
    private let services: WebServices
    private let request: WebRequest
    private let access: VaultAccess

    /// - Throws: ``ProblemKind/notAllowed`` for who does not hold the inbox key.
    init(_ request: WebRequest, _ services: WebServices) throws(Problem) {
        guard let access = request.session?.access else { throw Problem(.locked) }
        guard access.holdsInbox else { throw Problem(.notAllowed) }
        self.access = access
        self.request = request
        self.services = services
    }

    func waiting() async throws -> [WaitingEntry] {
        try await services.identity.inbox(access).compactMap { item in
            guard item.isKnown, let state = item.state else { return nil }
            let isShown = !Self.isOfDiary(item) || access.scope.contains(CycleTracker.id)
            return WaitingEntry(
                id: item.id,
                state: state,
                kind: item.content?.kind,
                text: isShown ? item.content?.body : nil,
                sender: item.sender?.name,
                made: item.content?.made,
                received: item.received
            )
        }
    }

    /// - Throws: ``ProblemKind/invalid`` with the reason where it does not fit; then it waits on.
    func put(_ id: String, _ edited: String?) async throws {
        let item = try await item(id)
        switch try await InboxPutting(services: services, request: request).put(item, edited: edited) {
        case .done: try await remove(item)
        case .refused(let reason): throw Problem(.invalid, fields: [.init("/text", reason)])
        case .diaryClosed: throw Problem(.notAllowed, detail: "It is for the diary. Open that first.")
        case .noConsent: throw Problem(.noConsent)
        }
    }

    func discard(_ id: String) async throws { try await remove(try await item(id)) }

    private func remove(_ item: InboxItem) async throws {
        try await services.identity.remove(item, access)
        services.inboxes.noteArrival(access.vaultID)
    }

    private func item(_ id: String) async throws -> InboxItem {
        let items = try await services.identity.inbox(access)
        guard let item = items.first(where: { $0.id == id && $0.isKnown }) else { throw Problem(.notFound) }
        return item
    }

    /// What it is, or what its sender may not have known.
    private static func isOfDiary(_ item: InboxItem) -> Bool {
        guard let content = item.content else { return false }
        switch content.kind {
        case .diaryLine, .day: return true
        case .moneyLine, .transaction: return false
        case .line: return DiaryQuickAdd.read(content.body, today: content.day).kind != .other
        }
    }
}
