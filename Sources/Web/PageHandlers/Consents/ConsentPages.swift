import HTTPTypes
import Identity
import Primitives

/// `/privacy/consents`: every purpose with its notice, given and taken back by the same press.
struct ConsentPages: Sendable {
    static let path = "/privacy/consents"
    /// How many changes stand on the page of all purposes.
    private static let newestCount = 5

    let site: PageSite

    private var identity: IdentityService { site.services.identity }

    var endpoints: [Endpoint] { [show, history, set] }

    /// Where a page leads that may not open without a consent.
    static func path(askingFor purpose: Purpose) -> String { "\(path)?for=\(purpose.name)" }

    private var show: Endpoint {
        Endpoint(.get, Self.path, surface: .page, access: .session) { request in
            let token = try request.sessionToken()
            let standings = try await identity.consents(for: token)
            let changes = try await identity.consentHistory(for: token).prefix(Self.newestCount)
            let asked = request.query["for"].flatMap { Purpose(name: $0) }
            let page = ConsentsPage(
                asked: asked.flatMap { closed($0, standings) },
                groups: words.groups(standings),
                changes: changes.map(row),
                hasSignal: request.signals.asksNotToShare
            )
            return try await site.answer(page, request)
        }
    }

    private var history: Endpoint {
        Endpoint(.get, Self.path + "/{purpose}", surface: .page, access: .session) { request in
            let token = try request.sessionToken()
            let purpose = try Self.purpose(request)
            let changes = try await identity.consentHistory(for: token).filter { $0.purpose == purpose }
            let version = identity.notices.version(of: purpose)
            guard let notice = ConsentNotices.shown(purpose, version) else { throw Problem(.notFound) }
            let page = ConsentPage(
                notice: notice,
                version: Words.current.number(Int(version)),
                changes: changes.map(row)
            )
            return try await site.answer(page, request)
        }
    }

    private var set: Endpoint {
        Endpoint(.post, Self.path + "/{purpose}", surface: .page, access: .session) { request in
            let purpose = try Self.purpose(request)
            // Which part may be opened is said on its own page.
            guard purpose != .supportAccess else { return .seeOther(SupportPages.path) }
            let isGiven: Bool
            switch request.form["given"] {
            case "yes": isGiven = true
            case "no": isGiven = false
            default: throw Problem(.malformedRequest)
            }
            try await identity.setConsent(purpose, for: try request.sessionToken(), given: isGiven)
            return .seeOther(Self.path, isGiven ? .consentGiven : .consentWithdrawn)
        }.with { $0.body = .form() }
    }

    private static func purpose(_ request: WebRequest) throws(Problem) -> Purpose {
        guard let purpose = Purpose(name: request.parameter("purpose")), purpose.isAsked else {
            throw Problem(.notFound)
        }
        return purpose
    }

    private var words: ConsentWords {
        ConsentWords(notices: identity.notices) { time in
            site.dayText(time.day(utcOffsetMinutes: site.utcOffsetMinutes())).medium
        }
    }

    private func row(_ change: ConsentChange) -> ConsentChangeRow {
        let day = site.dayText(change.time.day(utcOffsetMinutes: site.utcOffsetMinutes()))
        let isOld = change.noticeVersion != identity.notices.version(of: change.purpose)
        return ConsentChangeRow(
            when: "\(day.medium), \(site.timeText(change.time).clock)",
            heading: ConsentNotices.heading(change.purpose),
            isGiven: change.isGiven,
            version: Words.current.number(Int(change.noticeVersion)),
            oldNotice: isOld ? ConsentNotices.notice(of: change.purpose, version: change.noticeVersion) : nil
        )
    }

    /// Why she is here; nil where what she was led away from is open by now.
    private func closed(_ purpose: Purpose, _ standings: [ConsentStanding]) -> ConsentsPage.Asked? {
        let standing = standings.first { $0.purpose == purpose }
        guard purpose.isAsked, standing?.isInForce != true else { return nil }
        let values = ["purpose": ConsentNotices.heading(purpose)]
        let mayExport = standings.contains { $0.purpose == .export && $0.isInForce }
        return ConsentsPage.Asked(
            heading: standing?.isOutdated == true
                ? localized("What is done with it has changed since you agreed.")
                : localized("That page is closed, because you have not agreed to what it does."),
            sentence: localized(
                "Switch on “{purpose}” to open it again. Until then nothing of it is opened, and nothing is lost.",
                values
            ),
            exportPath: purpose == .moneyTracking && mayExport ? ExportPages.path : nil
        )
    }
}
