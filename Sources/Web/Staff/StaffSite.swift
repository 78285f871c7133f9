package import Assurance
package import AuditTrail
import HTTPTypes
package import Identity
import NIOCore
package import Primitives
package import Staff

/// What the pages of the staff need from the rest of the program.
package struct StaffServices: Sendable {
    let staff: StaffService
    let access: AccessService
    let identity: IdentityService
    let audit: AuditTrail
    let promises: PromiseBoard
    let now: Now
    /// The day where the machine is: the clocks of requests run by it.
    let localToday: @Sendable () -> CalendarDay
    /// What the installation is called, and whom people can write to; nil where nobody is named.
    let siteName: String
    let contact: String?

    package init(
        staff: StaffService,
        access: AccessService,
        identity: IdentityService,
        audit: AuditTrail,
        promises: PromiseBoard,
        now: @escaping Now,
        localToday: (@Sendable () -> CalendarDay)? = nil,
        siteName: String = "",
        contact: String? = nil
    ) {
        self.staff = staff
        self.access = access
        self.identity = identity
        self.audit = audit
        self.promises = promises
        self.now = now
        self.localToday = localToday ?? { now().day() }
        self.siteName = siteName
        self.contact = contact
    }
}

/// Every page and form of the staff: what they need, and the parts all of them share.
///
/// Times on them are UTC: colleagues are in more than one place.
package struct StaffSite: Sendable {
    let services: StaffServices
    let renderer: PageRenderer
    let assets: AssetCatalogue
    let address: SiteAddress
    /// The domain that passkeys are bound to.
    let relyingPartyID: String
    let addresses = RateLimiter(.address)
    /// Answers and marks of a member; by themselves, so that work shuts nobody out at the door.
    let deeds = RateLimiter(.address)

    package init(
        services: StaffServices,
        renderer: PageRenderer,
        assets: AssetCatalogue,
        address: SiteAddress,
        relyingPartyID: String
    ) {
        self.services = services
        self.renderer = renderer
        self.assets = assets
        self.address = address
        self.relyingPartyID = relyingPartyID
    }

    /// All routes of the staff, and what their pages are made of.
    package var endpoints: [Endpoint] {
        let all =
            StaffDoorPages(site: self).endpoints + StaffOwnPages(site: self).endpoints
            + StaffMemberPages(site: self).endpoints + StaffDecisionPages(site: self).endpoints
            + StaffRecordPages(site: self).endpoints + StaffAccountPages(site: self).endpoints
            + StaffHistoryPages(site: self).endpoints + StaffConsolePages(site: self).endpoints
            + StaffAccessPages(site: self).endpoints + StaffReadingPages(site: self).endpoints
            + StaffNumbersPages(site: self).endpoints + StaffRightsPages(site: self).endpoints
            + StaffBreachPages(site: self).endpoints
        return all.map(inLanguageOfReader) + AssetPages(assets: assets).endpoints
    }

    private func inLanguageOfReader(_ endpoint: Endpoint) -> Endpoint {
        endpoint.with { endpoint in
            let handler = endpoint.handler
            endpoint.handler = { request in
                try await Words.$current.withValue(words(request.fields)) { try await handler(request) }
            }
        }
    }

    private func words(_ fields: HTTPFields) -> Words { renderer.words(Preferences.locale(fields)) }

    var today: CalendarDay { services.now().day() }

    func day(_ day: CalendarDay) -> String { DayText(day, today: today).long }

    /// `20 November 2026, 20:12 UTC`.
    func moment(_ time: Timestamp) -> String { "\(day(time.day())), \(TimeText(time).short) UTC" }

    /// A page in the frame of the staff.
    func answer(
        _ page: some Page,
        _ request: WebRequest,
        status: Answer.Status = .ok,
        flash: Flash? = nil
    ) -> Answer {
        let left = StaffFlash.read(request.fields)
        let frame = PageFrame(
            handle: request.staff?.member.name,
            csrf: request.formSecret.token(),
            path: request.method == .get ? request.target : "/staff",
            words: .current,
            theme: Preferences.theme(request.fields),
            flash: flash ?? left?.flash,
            staff: request.staff.map { StaffFrame(role: StaffWords.role($0.member.role), tabs: tabs($0)) }
        )
        let answer = Answer.page(renderer.render(page, in: frame), status: status)
        return left == nil ? answer : answer.adding(.setCookie, StaffFlash.deleting)
    }

    private func tabs(_ staff: StaffAdmission) -> [Place.StaffTab] {
        Place.StaffTab.allCases.filter { staff.may($0.permission) }
    }

    /// The same page again with what was refused above it.
    func refused(
        _ error: StaffError,
        _ request: WebRequest,
        _ page: (FormProblems) async throws -> any Page
    ) async throws -> Answer {
        guard case .refused(let refusal) = error else { throw error }
        let problems = FormProblems(summary: StaffSentences.sentence(refusal), errors: [])
        return answer(try await page(problems), request, status: .unprocessableContent)
    }

    /// What the dispatcher shows where no handler can answer.
    package var fallback: FallbackPages {
        FallbackPages(problem: { errorPage($0, $1) }, lockedForm: { _ in throw Problem(.locked) })
    }

    private func errorPage(_ problem: Problem, _ fields: HTTPFields) -> [UInt8] {
        Words.$current.withValue(words(fields)) {
            let page = StaffErrorPage(problem)
            let frame = PageFrame(
                handle: nil,
                csrf: "",
                path: "/staff",
                words: .current,
                theme: Preferences.theme(fields)
            )
            return renderer.render(page, in: frame)
        }
    }

    /// - Throws: ``ProblemKind/tooManyRequests``.
    func requireDeeds(_ staff: StaffAdmission) throws(Problem) {
        guard let seconds = deeds.attempt(staff.member.id.bytes, at: services.now()) else { return }
        throw Problem(.tooManyRequests, retryAfterSeconds: seconds)
    }

    /// - Throws: ``ProblemKind/tooManyRequests``.
    func requireTries(_ request: WebRequest) throws(Problem) {
        guard let seconds = addresses.attempt(request.peer.bytes, at: services.now()) else { return }
        throw Problem(.tooManyRequests, retryAfterSeconds: seconds)
    }
}

/// Carries what just happened over the redirect to the next page of the staff: a word from a closed list.
enum StaffFlash: String, CaseIterable {
    case proposed, withdrawn, roleChanged = "role-changed", removed, ended, attested, trained, planned, cancelled
    case accessAsked = "access-asked", accessAgreed = "access-agreed", accessEnded = "access-ended"
    case acknowledged, extended, answered, nomineeAgreed = "nominee-agreed"
    case breachOpened = "breach-opened", breachMarked = "breach-marked"
    case taken, accountEnded = "account-ended", held, released

    private static let name = "__Host-flowkeep-staff-flash"
    private static let lifetimeSeconds = 60

    static let deleting = Cookies.deleting(name)

    static func read(_ fields: HTTPFields) -> StaffFlash? {
        Cookies.value(name, in: fields).flatMap { StaffFlash(rawValue: $0) }
    }

    var setting: String { Cookies.setting(Self.name, to: rawValue, maxAgeSeconds: Self.lifetimeSeconds) }

    var flash: Flash { Flash(.done, message) }

    private var message: String {
        switch self {
        case .proposed: localized("Proposed. Another officer has to agree within 24 hours.")
        case .withdrawn: localized("Taken back.")
        case .roleChanged: localized("The role was changed. It counts from the next page on.")
        case .removed: localized("Removed, and every session ended.")
        case .ended: localized("Every session was ended.")
        case .attested: localized("The device counts.")
        case .trained: localized("Recorded.")
        case .planned: localized("The duty is planned.")
        case .cancelled: localized("The duty is cancelled.")
        case .taken: localized("The device is gone, and its session with it.")
        case .accountEnded: localized("Every session of the account was ended.")
        case .held: localized("The account is held: nobody signs in until it is released.")
        case .released: localized("The account is released.")
        case .accessAsked: localized("Asked. Two officers have an hour to agree.")
        case .accessAgreed: localized("You agreed. It stands in the person’s own history.")
        case .accessEnded: localized("It has ended.")
        case .breachOpened: localized("Written down. Whom it concerns is being worked out.")
        case .breachMarked: localized("Marked, and in the log.")
        case .acknowledged: localized("Noted: you look at it. The person sees that.")
        case .extended: localized("Extended. The person sees the new day and your reason.")
        case .answered: localized("Answered. The person is told on her privacy pages.")
        case .nomineeAgreed: localized("You agreed. It is shown once a second of you agreed, for a day.")
        }
    }
}

extension Answer {
    /// After a form of the staff: on to `path`, with what happened.
    static func seeOther(_ path: String, _ flash: StaffFlash) -> Answer {
        Answer.seeOther(path).adding(.setCookie, flash.setting)
    }
}
