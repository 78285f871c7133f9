import HTTPTypes
import Identity
import Primitives
import Vault

/// Every page and form: what they need, and the parts all of them share.
package struct PageSite: Sendable {
    let services: WebServices
    let renderer: PageRenderer
    let assets: AssetCatalogue
    let address: SiteAddress
    /// Who runs this copy, in a sentence of the operator's; nil for none.
    let operatorSentence: String?
    /// Whom people can write to, as an address; nil when nobody is named.
    let contact: String?
    /// The offset of the clock that pages show, in minutes east of UTC.
    let utcOffsetMinutes: @Sendable () -> Int
    let keptTrust = KeptTrustPages()

    package init(
        services: WebServices,
        renderer: PageRenderer,
        assets: AssetCatalogue,
        address: SiteAddress,
        operatorSentence: String? = nil,
        contact: String? = nil,
        utcOffsetMinutes: @escaping @Sendable () -> Int
    ) {
        self.services = services
        self.renderer = renderer
        self.assets = assets
        self.address = address
        self.operatorSentence = operatorSentence
        self.contact = contact
        self.utcOffsetMinutes = utcOffsetMinutes
    }

    /// Makes what `/privacy/archive` hands out.
    package var archiveMaker: ArchiveMaker { ArchiveMaker(services: services, renderer: renderer) }

    package var endpoints: [Endpoint] {
        let all =
            DoorPages(site: self).endpoints + SessionPages(site: self).endpoints + TodayPages(site: self).endpoints
            + LedgerPages(site: self).endpoints + BulkEditPages(site: self).endpoints
            + NamesPages(site: self).endpoints + MorePages(site: self).endpoints
            + TransactionPages(site: self).endpoints + ReceiptPages(site: self).endpoints
            + BudgetPages(site: self).endpoints + RecurringPages(site: self).endpoints
            + ForecastPages(site: self).endpoints + GoalPages(site: self).endpoints
            + PeoplePages(site: self).endpoints + LoanPages(site: self).endpoints
            + RulePages(site: self).endpoints + RuleRunPages(site: self).endpoints
            + MergePages(site: self).endpoints + MatchPages(site: self).endpoints
            + AccountPages(site: self).endpoints + AccountEditPages(site: self).endpoints
            + ReconcilePages(site: self).endpoints
            + CategoryPages(site: self).endpoints + CategoryEditPages(site: self).endpoints
            + MonthPages(site: self).endpoints + ReportPages(site: self).endpoints
            + ViewPages(site: self).endpoints + TrendPages(site: self).endpoints
            + AnalysisPages(site: self).endpoints + RatePages(site: self).endpoints
            + CycleHistoryPages(site: self).endpoints + CycleSettingsPages(site: self).endpoints
            + CycleCalendarFeedPages(site: self).endpoints
            + CycleReportPages(site: self).endpoints + CycleImportPages(site: self).endpoints
            + CycleExportPages(site: self).endpoints + CycleLockPages(site: self).endpoints
            + CycleFeelingsPages(site: self).endpoints
            + CyclePlanPages(site: self).endpoints
            + ImportPages(site: self).endpoints
            + ExportPages(site: self).endpoints + AccessPages(site: self).endpoints
            + ConsentPages(site: self).endpoints + ProcessingPages(site: self).endpoints
            + RightsPages(site: self).endpoints + BreachPages(site: self).endpoints
            + SupportPages(site: self).endpoints + DeletionPages(site: self).endpoints
            + ArchivePages(site: self).endpoints
            + SecurityPages(site: self).endpoints + TokenPages(site: self).endpoints
            + WaitingPages(site: self).endpoints + SecondStepPages(site: self).endpoints
            + ProofPages(site: self).endpoints + PasskeyPages(site: self).endpoints + AppPages(site: self).endpoints
            + GuardianPages(site: self).endpoints
            + SettingsPages(site: self).endpoints
            + TrustPages(site: self).endpoints + AssetPages(assets: assets).endpoints
            + CycleStartPages(site: self).endpoints + CyclePages(site: self).endpoints
            + CycleDayPages(site: self).endpoints + CycleCalendarPages(site: self).endpoints
            + OfflinePages(site: self).endpoints + HelpPages(site: self).endpoints + BookPages(site: self).endpoints
            + BookMemberPages(site: self).endpoints
            + CycleSharingPages(site: self).endpoints + SharingPages(site: self).endpoints
            + PlanPages(site: self).endpoints
        let folding = InboxFolding(services: services)
        return all.map { inLanguageOfReader(folding.around(makingDue(BookRoutes.around(askingForConsent($0))))) }
    }

    /// Who has not agreed to what a page does is led to where she can; what is about the account itself stays open.
    private func askingForConsent(_ endpoint: Endpoint) -> Endpoint {
        guard endpoint.access == .unlocked, endpoint.purpose != .keyMaintenance else { return endpoint }
        return endpoint.with { endpoint in
            if endpoint.purpose == .moneyTracking, Self.isOfAccount(endpoint.template.text) {
                endpoint.opensWithoutConsent = true
            } else if endpoint.doors[.noConsent] == nil {
                endpoint.doors[.noConsent] = ConsentPages.path(askingFor: endpoint.purpose)
            }
        }
    }

    private static func isOfAccount(_ path: String) -> Bool {
        path == ProofPages.path || path.hasPrefix(ProofPages.path + "/") || path.hasPrefix("/privacy/")
    }

    /// What it answers is written in the language of who asks.
    private func inLanguageOfReader(_ endpoint: Endpoint) -> Endpoint {
        endpoint.with { endpoint in
            let handler = endpoint.handler
            endpoint.handler = { request in
                try await Words.$current.withValue(words(request)) { try await handler(request) }
            }
        }
    }

    var today: CalendarDay { services.today() }

    func words(_ fields: HTTPFields) -> Words { renderer.words(Preferences.locale(fields)) }

    func words(_ request: WebRequest) -> Words { words(request.fields) }

    func dayText(_ day: CalendarDay) -> DayText { DayText(day, today: today) }

    func timeText(_ time: Timestamp) -> TimeText { TimeText(time, utcOffsetMinutes: utcOffsetMinutes()) }

    /// A page in its frame, with the flash that the last form left.
    ///
    /// `flash`: shown instead of one that was left.
    func answer(
        _ page: some Page,
        _ request: WebRequest,
        status: Answer.Status = .ok,
        flash: Flash? = nil,
        formSecret: FormSecret? = nil
    ) async throws -> Answer {
        let left = FlashCookie.read(request)
        let frame = try await frame(
            at: page.place,
            request,
            csrf: (formSecret ?? request.formSecret).token(),
            flash: flash ?? left?.flash
        )
        let answer = Answer.page(renderer.render(page, in: frame), status: status)
        return left == nil ? answer : answer.adding(.setCookie, FlashCookie.deleting)
    }

    func frame(at place: Place, _ request: WebRequest, csrf: String, flash: Flash?) async throws -> PageFrame {
        var presence: AccountPresence?
        if place.isInside, let token = request.session?.token {
            presence = try await services.identity.presence(token)
        }
        return PageFrame(
            handle: presence?.handle,
            recoveryWait: presence?.recoveryWait.map(sentence),
            untoldAccess: presence?.untoldAccess.map { dayText($0.day(utcOffsetMinutes: utcOffsetMinutes())).medium },
            deletionDue: presence?.deletionDue.map(moment),
            hasRequestNews: try await hasRequestNews(at: place, request),
            hasBreachNotice: try await hasBreachNotice(at: place, request),
            csrf: csrf,
            path: request.method == .get ? request.target : Self.path(of: place),
            words: .current,
            theme: Preferences.theme(request.fields),
            areFiguresCovered: Preferences.areFiguresCovered(request.fields),
            hasShortcuts: Preferences.hasShortcuts(request.fields),
            flash: flash,
            receipt: receipt(of: request.session),
            idleLockSeconds: request.session?.idleLockSeconds,
            views: await keptViews(at: place, request),
            book: request.session?.book?.text,
            books: try await bookBar(at: place, request)
        )
    }

    /// Whether a page of privacy says that there is news of a request; the requests themselves say it in their list.
    private func hasRequestNews(at place: Place, _ request: WebRequest) async throws -> Bool {
        guard case .privacy(let tab) = place, tab != .requests, let token = request.session?.token else { return false }
        return try await services.identity.hasRequestNews(for: token)
    }

    private func hasBreachNotice(at place: Place, _ request: WebRequest) async throws -> Bool {
        guard place.isInside, let token = request.session?.token else { return false }
        return try await services.identity.hasBreachNotice(for: token)
    }

    /// A day and a time of day.
    func moment(_ time: Timestamp) -> String {
        "\(dayText(time.day(utcOffsetMinutes: utcOffsetMinutes())).medium), \(timeText(time).clock)"
    }

    private func sentence(_ recoveryWait: Range<Timestamp>) -> String {
        let (asked, opens) = (recoveryWait.lowerBound, recoveryWait.upperBound)
        let offset = utcOffsetMinutes()
        return localized(
            "They asked {asked}, without a second step. From {opens} on the code alone sets a new passphrase.",
            [
                "asked": dayText(asked.day(utcOffsetMinutes: offset)).medium,
                "opens": dayText(opens.day(utcOffsetMinutes: offset)).medium,
            ]
        )
    }

    /// Where a page that answers a form can be fetched again.
    private static func path(of place: Place) -> String {
        switch place {
        case .money(let tab): tab.path
        case .cycle(let tab): tab.path
        case .today: "/today"
        case .privacy(let tab): tab.path
        case .settings: "/settings"
        default: "/"
        }
    }

    private func receipt(of session: WebSession?) -> ReceiptLine? {
        guard let opening = session?.access?.opening else { return nil }
        return ReceiptLine(purpose: opening.purpose, openedAt: timeText(opening.time))
    }

    /// What the dispatcher shows where no handler can answer.
    package var fallback: FallbackPages {
        FallbackPages(
            problem: { errorPage($0, $1) },
            lockedForm: { request in
                try await Words.$current.withValue(words(request)) {
                    try await SessionPages(site: self).lockedForm(request)
                }
            },
            ownLockForm: { request in
                try await Words.$current.withValue(words(request)) {
                    try await CycleLockPages(site: self).lockedForm(request)
                }
            },
            bookGoneForm: { request in
                try await Words.$current.withValue(words(request)) { try await BookPages(site: self).goneForm(request) }
            }
        )
    }

    /// The page for a problem, for people.
    ///
    /// Nothing of a vault is opened for it.
    private func errorPage(_ problem: Problem, _ fields: HTTPFields) -> [UInt8] {
        Words.$current.withValue(words(fields)) {
            let credentials = Credentials(fields)
            let page = ErrorPage(Self.kind(of: problem), isSignedIn: credentials.token != nil)
            let secret = FormSecret(credentials.token ?? credentials.formCookie ?? "")
            let frame = PageFrame(
                handle: nil,
                csrf: secret.token(),
                path: "/",
                words: .current,
                theme: Preferences.theme(fields)
            )
            return renderer.render(page, in: frame)
        }
    }

    private static func kind(of problem: Problem) -> ErrorPage.Kind {
        switch problem.kind {
        case .crossSite, .notAllowed, .noConsent: .forbidden
        case .notFound, .methodNotAllowed: .notFound
        case .tooLarge: .tooLarge(limitMegabytes: max(1, (problem.byteCountMaximum ?? 20 << 20) >> 20))
        case .tooManyRequests: .tooManyTries(retryAfterSeconds: problem.retryAfterSeconds ?? 60)
        case .unavailable, .storeFull: .unavailable(retryAfterSeconds: problem.retryAfterSeconds)
        case .internalError: .failed
        default: .badRequest
        }
    }
}
