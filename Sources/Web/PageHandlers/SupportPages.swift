import Escrow
import HTTPTypes
import Identity
import Primitives
import Vault

/// `/privacy/support`: whether two officers may open a part of what is hers, and what they read.
struct SupportPages: Sendable {
    static let path = "/privacy/support"

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, allow, forbid, end, read] }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .unlocked) { try await answer($0) }
    }

    private func answer(_ request: WebRequest, problems: FormProblems = .none) async throws -> Answer {
        let token = try request.sessionToken()
        let consent = try await identity.support(for: token)
        let notices = try await identity.accessNotices(for: token)
        let page = SupportPage(
            allowed: consent.trackers.isEmpty ? nil : SupportWords.scope(consent.trackers.map(\.rawValue)),
            since: consent.since.map { site.dayText($0.day(utcOffsetMinutes: site.utcOffsetMinutes())).medium },
            officers: consent.officerCount.map { Words.current.number($0) },
            scopes: SupportWords.trackers.map { tracker in
                SupportPage.Scope(
                    name: "scope-" + SupportWords.name(tracker),
                    label: SupportWords.tracker(tracker),
                    isChosen: consent.trackers.contains(tracker)
                )
            },
            notices: notices.map(notice),
            isOpen: notices.contains { $0.ended == nil },
            problems: problems
        )
        return try await site.answer(page, request, status: problems.isShown ? .unprocessableContent : .ok)
    }

    private func notice(_ notice: AccessNotice) -> SupportPage.Notice {
        let words = Words.current
        return SupportPage.Notice(
            what: localized(
                "{role} asked to see: {scope}",
                ["role": StaffWords.role(notice.role), "scope": SupportWords.scope(notice.trackers)]
            ),
            reason: notice.reason,
            ticket: notice.ticket,
            opened: moment(notice.opened),
            ended: notice.ended.map(moment),
            pages: notice.ended == nil
                ? nil : words.count(notice.pages, one: "{count} page was read.", other: "{count} pages were read.")
        )
    }

    private func moment(_ time: Timestamp) -> String {
        let day = site.dayText(time.day(utcOffsetMinutes: site.utcOffsetMinutes()))
        return "\(day.medium), \(site.timeText(time).clock)"
    }

    private var allow: Endpoint {
        Endpoint(.post, Self.path, surface: .page, access: .unlocked) { request in
            let chosen = SupportWords.trackers.filter { request.form["scope-" + SupportWords.name($0)] != nil }
            do throws(IdentityError) {
                try await identity.allowSupport(with: Set(chosen), for: try request.identityToken())
            } catch {
                guard let sentence = Self.sentence(error) else { throw error }
                return try await answer(request, problems: FormProblems(summary: sentence, errors: []))
            }
            return .seeOther(Self.path, .supportAllowed)
        }.with {
            $0.body = .form()
            $0.needsProof = true
        }
    }

    private static func sentence(_ error: IdentityError) -> String? {
        switch error {
        case .support(.nothing): localized("Say which part may be opened.")
        case .support(.noOfficers): localized("This server has no two officers, so nobody could help.")
        case .support(.unsupported): localized("This server’s key service cannot keep what help would need.")
        case .support(.ownLock): localized("The diary has a lock of its own, and stays behind it.")
        case .vault(.outsideScope): localized("That part is locked now. Unlock it first.")
        default: nil
        }
    }

    private var forbid: Endpoint {
        Endpoint(.post, Self.path + "/forbid", surface: .page, access: .unlocked) { request in
            try await identity.forbidSupport(for: try request.sessionToken())
            return .seeOther(Self.path, .supportForbidden)
        }.with { $0.body = .form() }
    }

    private var end: Endpoint {
        Endpoint(.post, Self.path + "/end", surface: .page, access: .unlocked) { request in
            try await identity.endSupportAccess(for: try request.sessionToken())
            return .seeOther(Self.path, .supportEnded)
        }.with { $0.body = .form() }
    }

    private var read: Endpoint {
        Endpoint(.post, Self.path + "/read", surface: .page, access: .unlocked) { request in
            try await identity.forgetAccessNotices(for: try request.sessionToken())
            return .seeOther(AccessPages.path)
        }.with { $0.body = .form() }
    }
}
