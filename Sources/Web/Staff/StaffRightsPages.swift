import HTTPTypes
import Identity
import Primitives
import Staff

/// Requests of people about their rights: by number and by the day they are due, never by whose they are.
///
/// - Source: docs/spec/rights.md §5.
struct StaffRightsPages: Sendable {
    static let path = "/staff/requests"
    private static let endedMaximum = 50

    let site: StaffSite

    private var identity: IdentityService { site.services.identity }
    private var today: CalendarDay { site.services.localToday() }

    var endpoints: [Endpoint] { [list, find, show, acknowledge, extend, answer, agree] }

    // MARK: All of them

    private var list: Endpoint {
        Endpoint.staff(.get, Self.path, needs: .answerRequests) { request, _ in
            site.answer(try await page(), request)
        }
    }

    private func page(problems: FormProblems = .none) async throws -> StaffRightsPage {
        let lines = try await identity.requestLines()
        let ended = lines.filter { !$0.state.isOpen }.sorted { $0.filed > $1.filed }
        return StaffRightsPage(
            open: lines.filter(\.state.isOpen).map(row),
            ended: ended.prefix(Self.endedMaximum).map(row),
            problems: problems
        )
    }

    private func row(_ line: RightsLine) -> StaffRightsPage.Row {
        let filed = site.day(line.filed.day())
        return StaffRightsPage.Row(
            path: Self.path(of: line.id),
            number: line.id.number,
            heading: RightsWords.heading(line.kind),
            detail: line.state.isOpen
                ? localized("Asked on {day}, due by {due}.", ["day": filed, "due": site.day(line.deadline)])
                : localized("Asked on {day}.", ["day": filed]),
            badge: RightsBadge(line.state, isLate: line.isOverdue(on: today))
        )
    }

    /// Who may act for somebody: found by the handle or id that the nominee was told.
    private var find: Endpoint {
        Endpoint.staffForm(Self.path + "/find", needs: .answerRequests) { request, staff in
            try site.requireDeeds(staff)
            let problems = FormProblems(
                summary: localized("Nobody is named for an account with that handle or id."),
                errors: []
            )
            guard staff.may(.findAccount), let found = try await account(request.form["account"] ?? ""),
                let nomination = try await identity.nomination(of: found.id)
            else {
                return site.answer(try await page(problems: problems), request, status: .unprocessableContent)
            }
            try await site.services.staff.record(.accountLookedUp, by: staff.member, about: found.vault)
            return .seeOther(Self.path(of: nomination))
        }
    }

    private func account(_ name: String) async throws(IdentityError) -> AccountStanding? {
        if name.utf8.count == 26, let id = UserAccountID(text: name), let found = try await identity.standing(id) {
            return found
        }
        return try await identity.standing(handle: name)
    }

    // MARK: One of them

    static func path(of id: RightsRequestID) -> String { "\(path)/\(id.text)" }

    private var show: Endpoint {
        Endpoint.staff(.get, Self.path + "/{id}", needs: .answerRequests) { request, staff in
            site.answer(try await page(of: request, staff), request)
        }
    }

    private func page(
        of request: WebRequest,
        _ staff: StaffAdmission,
        sent: StaffRightsRequestPage.Sent = StaffRightsRequestPage.Sent(),
        problem: RightsProblem? = nil
    ) async throws -> StaffRightsRequestPage {
        let found = try await identity.deskRequest(try Self.id(request), for: staff.member.id, on: today)
        let roster = try await site.services.staff.roster()
        return StaffRightsRequestPage(
            found,
            path: Self.path(of: found.id),
            badge: RightsBadge(found.state, isLate: found.state.isOpen && found.deadline < today),
            filed: site.day(found.filedDay),
            due: site.day(found.deadline),
            goal: site.day(found.filedDay.adding(days: found.kind.goalDays)),
            steps: found.steps.map {
                RightsRequestPage.Step(
                    icon: RightsWords.icon($0.state),
                    what: StaffRightsWords.step($0.state),
                    when: site.moment($0.time)
                )
            },
            readers: found.readers.compactMap { roster.name(of: $0) }.sorted(),
            isReader: found.readers.contains(staff.member.id),
            sent: sent,
            problem: problem.map(RightsWords.sentence)
        )
    }

    private var acknowledge: Endpoint {
        form("/acknowledge", .acknowledged) { _ in (.acknowledge, StaffRightsRequestPage.Sent()) }
    }

    private var extend: Endpoint {
        form("/extend", .extended) { request in
            let reason = request.form["reason"] ?? ""
            return (.extend(reason: reason), StaffRightsRequestPage.Sent(reason: reason))
        }
    }

    private var answer: Endpoint {
        form("/answer", .answered) { request in
            let words = request.form["answer"] ?? ""
            let isDone: Bool
            switch request.form["outcome"] {
            case "done": isDone = true
            case "declined": isDone = false
            default: throw Problem(.malformedRequest)
            }
            let sent = StaffRightsRequestPage.Sent(answer: words, isDeclined: !isDone)
            return (.answer(isDone: isDone, words: words), sent)
        }
    }

    private func form(
        _ path: String,
        _ flash: StaffFlash,
        _ reading: @escaping @Sendable (WebRequest) throws -> (RightsDecision, StaffRightsRequestPage.Sent)
    ) -> Endpoint {
        Endpoint.staffForm(Self.path + "/{id}" + path, needs: .answerRequests) { request, staff in
            try site.requireDeeds(staff)
            let (decision, sent) = try reading(request)
            let id = try Self.id(request)
            do {
                try await identity.decide(decision, on: id, today: today) { vault in
                    try await site.services.staff.record(Self.deed(decision), by: staff.member, about: vault)
                }
            } catch IdentityError.rights(let problem) where problem != .unknown {
                let page = try await page(of: request, staff, sent: sent, problem: problem)
                return site.answer(page, request, status: .unprocessableContent)
            }
            return .seeOther(Self.path(of: id), flash)
        }
    }

    private static func deed(_ decision: RightsDecision) -> StaffDeed {
        switch decision {
        case .acknowledge: .requestAcknowledged
        case .extend: .requestExtended
        case .answer: .requestAnswered
        }
    }

    /// Agreeing that a nominee is read: the second who does opens it for both.
    private var agree: Endpoint {
        Endpoint.staffForm(Self.path + "/{id}/read", needs: .answerRequests) { request, staff in
            try site.requireDeeds(staff)
            let id = try Self.id(request)
            do {
                try await identity.agreeToReadNominee(id, by: staff.member.id) { vault in
                    try await site.services.staff.record(.nomineeAgreed, by: staff.member, about: vault)
                }
            } catch IdentityError.rights(let problem) where problem != .unknown {
                let page = try await page(of: request, staff, problem: problem)
                return site.answer(page, request, status: .unprocessableContent)
            }
            return .seeOther(Self.path(of: id), .nomineeAgreed)
        }
    }

    private static func id(_ request: WebRequest) throws(Problem) -> RightsRequestID {
        guard let id = RightsRequestID(text: request.parameter("id")) else { throw Problem(.notFound) }
        return id
    }
}

/// Steps of a request as the staff tells them.
enum StaffRightsWords {
    static func step(_ state: RightsState) -> String {
        switch state {
        case .filed: localized("It came in")
        case .acknowledged: localized("Somebody looks at it")
        case .extended: localized("Extended, with a reason")
        case .done: localized("Answered: done")
        case .declined: localized("Answered: declined")
        case .withdrawn: localized("The person took it back")
        }
    }
}
