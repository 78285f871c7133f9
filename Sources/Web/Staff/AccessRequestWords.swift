import Escrow
import Primitives
import Staff
import Vault

/// A request for access in words, for the pages of the staff.
struct AccessRequestWords {
    let site: StaffSite
    let roster: StaffRoster

    private var now: Timestamp { site.services.now() }

    func row(_ request: AccessRequest) -> StaffAccessPage.Row {
        let values = [
            "name": name(request.statement.requester), "scope": SupportWords.scope(request.statement.trackers),
        ]
        return StaffAccessPage.Row(
            path: StaffAccessPages.path(of: request.id),
            ticket: request.ticket,
            what: localized("{name} asks to see: {scope}", values),
            made: site.moment(request.statement.made),
            state: state(request)
        )
    }

    func counts(_ all: Int, _ stale: Int) -> String {
        let words = Words.current
        let allowed = words.count(
            all,
            one: "{count} person allows help.",
            other: "{count} people allow help."
        )
        guard stale > 0 else { return allowed }
        return allowed + " "
            + words.count(
                stale,
                one: "{count} of them under officers of before: made anew at the next sign-in.",
                other: "{count} of them under officers of before: made anew at their next sign-in."
            )
    }

    func page(
        _ request: AccessRequest,
        _ staff: StaffAdmission,
        problems: FormProblems
    ) -> StaffAccessRequestPage {
        let isOwn = request.statement.requester == staff.member.id
        let until = end(of: request)
        return StaffAccessRequestPage(
            path: StaffAccessPages.path(of: request.id),
            asker: localized(
                "{name}, {moment}",
                ["name": name(request.statement.requester), "moment": site.moment(request.statement.made)]
            ),
            ticket: request.ticket,
            reason: request.reason,
            scope: SupportWords.scope(request.statement.trackers),
            minutes: Words.current.number(request.statement.minutes),
            state: state(request),
            clock: until.map { clock(until: $0.time, $0.sentence) },
            approvals: approvals(request),
            canAgree: canAgree(request, staff, isOwn),
            isOwn: isOwn,
            canEnd: request.ending == nil && (isOwn || staff.member.role.isOfficer),
            isOpen: isOpen(request),
            reading: isOwn && isOpen(request) ? reading(request) : [],
            pages: request.pages == 0
                ? nil
                : Words.current.count(request.pages, one: "{count} page was read.", other: "{count} pages were read."),
            problems: problems
        )
    }

    private func isOpen(_ request: AccessRequest) -> Bool {
        if case .open(let until) = request.state { now < until } else { false }
    }

    private func canAgree(_ request: AccessRequest, _ staff: StaffAdmission, _ isOwn: Bool) -> Bool {
        guard case .pending(let until) = request.state, now < until else { return false }
        return staff.may(.decideAccess) && !isOwn
            && !request.approvals.contains { $0.officer == staff.member.id }
    }

    private func reading(_ request: AccessRequest) -> [StaffAccessRequestPage.Link] {
        request.statement.trackers.map { raw in
            let tracker = TrackerID(rawValue: raw)
            return StaffAccessRequestPage.Link(
                path: "\(StaffAccessPages.path(of: request.id))/\(SupportWords.name(tracker))",
                label: SupportWords.reading(tracker)
            )
        }
    }

    private func end(of request: AccessRequest) -> (time: Timestamp, sentence: String)? {
        switch request.state {
        case .pending(let until) where now < until: (until, localized("left for two officers to agree."))
        case .open(let until) where now < until: (until, localized("left of this access."))
        default: nil
        }
    }

    private func clock(until end: Timestamp, _ sentence: String) -> StaffAccessRequestPage.Clock {
        let seconds = max(0, Int((end.milliseconds - now.milliseconds) / 1000))
        let minutes = "\(seconds / 60)"
        let rest = "\(seconds % 60)"
        let text = "\(minutes.count < 2 ? "0" : "")\(minutes):\(rest.count < 2 ? "0" : "")\(rest)"
        return StaffAccessRequestPage.Clock(seconds: seconds, text: text, sentence: sentence)
    }

    private func approvals(_ request: AccessRequest) -> [StaffAccessRequestPage.Approval] {
        var rows = request.approvals.enumerated().map { place, approval in
            let name = name(approval.officer)
            return StaffAccessRequestPage.Approval(
                initial: String(name.prefix(1)).uppercased(),
                name: name,
                detail: localized(
                    "Officer, agreed {moment} with a passkey",
                    ["moment": site.moment(approval.time)]
                ),
                number: Words.current.number(place + 1)
            )
        }
        guard request.ending == nil || !rows.isEmpty else { return rows }
        for place in rows.count..<EscrowPolicy.threshold {
            rows.append(
                StaffAccessRequestPage.Approval(
                    initial: Words.current.number(place + 1),
                    name: place == 0 ? localized("First officer") : localized("Second officer"),
                    detail: localized("Nobody yet; not whoever asked, and nobody twice"),
                    number: nil
                )
            )
        }
        return rows
    }

    private func state(_ request: AccessRequest) -> StaffAccessPage.State {
        switch request.state {
        case .pending(let until):
            guard now < until else { return .init(localized("its hour is over"), .late) }
            return .init(
                localized(
                    "waiting, {count} of 2 officers",
                    ["count": Words.current.number(request.approvals.count)]
                ),
                .late
            )
        case .agreed: return .init(localized("agreed, opens with the next checkpoint"), .info)
        case .open(let until):
            guard now < until else { return .init(localized("its minutes are over"), .info) }
            return .init(localized("open"), .fail)
        case .ended(let ending): return .init(ended(ending.cause), .info)
        }
    }

    private func ended(_ cause: AccessRequest.Cause) -> String {
        switch cause {
        case .withdrawn: localized("ended by whoever asked")
        case .refused: localized("refused or ended by an officer")
        case .expired: localized("its hour is over")
        case .timeUp: localized("its minutes are over")
        case .person: localized("ended by the person")
        case .denied: localized("the keys did not open")
        case .restarted: localized("ended by a restart of the server")
        }
    }

    private func name(_ id: StaffMemberID) -> String { roster.name(of: id) ?? localized("somebody who left") }
}
