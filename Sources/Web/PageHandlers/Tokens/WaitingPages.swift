import HTTPTypes
import Identity
import Primitives

/// What came in through the inbox and waits: its words, why, and what is to become of it.
struct WaitingPages: Sendable {
    private static let path = "/privacy/security/waiting"

    let site: PageSite

    var endpoints: [Endpoint] { [show, put, discard] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0) }
            .with { $0.purpose = .keyMaintenance }
    }

    private func answer(
        _ request: WebRequest,
        refused id: String = "",
        _ problems: FormProblems = .none
    ) async throws -> Answer {
        let waiting = try await InboxDesk(request, site.services).waiting()
        let entries = waiting.map { entry in
            WaitingPage.Entry(
                id: entry.id,
                reason: TokenWords.reason(entry.state),
                detail: detail(entry),
                isWarning: TokenWords.isWarning(entry.state),
                text: entry.text.map { entry.id == id ? request.form["text.\(id)"] ?? $0 : $0 },
                isLong: entry.kind == .transaction || entry.kind == .day,
                problems: problems
            )
        }
        let page = WaitingPage(entries: entries, problems: problems)
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func detail(_ entry: WaitingEntry) -> String {
        let day = site.dayText(entry.received).long
        guard let sender = entry.sender else { return localized("Came {day}.", ["day": day]) }
        return localized("From “{sender}”, came {day}.", ["sender": sender, "day": day])
    }

    private var put: Endpoint {
        Endpoint(.post, Self.path + "/{id}", surface: .page, access: .unlocked) { request in
            let id = request.parameter("id")
            do {
                try await InboxDesk(request, site.services).put(id, request.form["text.\(id)"])
                return .seeOther(Self.path, .putIn)
            } catch let problem as Problem where problem.kind == .invalid {
                let reason = problem.fields.first?.reason ?? ""
                let error = FieldError(
                    field: "text.\(id)",
                    label: localized("Line"),
                    message: reason.isEmpty ? localized("It does not fit as it is.") : reason
                )
                return try await answer(request, refused: id, FormProblems(errors: [error]))
            }
        }.with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
            $0.takesIdempotencyKey = true
        }
    }

    private var discard: Endpoint {
        Endpoint(.post, Self.path + "/{id}/discard", surface: .page, access: .unlocked) { request in
            try await InboxDesk(request, site.services).discard(request.parameter("id"))
            return .seeOther(Self.path, .entryDiscarded)
        }.with {
            $0.body = .form()
            $0.purpose = .keyMaintenance
        }
    }
}
