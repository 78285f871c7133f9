import Cycle
import Identity
import Primitives
import Vault

/// The diary of the person who is asking, for one request.
struct CycleVault: Sendable {
    let access: VaultAccess
    private let services: WebServices
    let now: Now
    let today: CalendarDay

    /// - Throws: ``ProblemKind/locked`` when the route opened no vault.
    init(_ request: WebRequest, _ services: WebServices) throws(Problem) {
        guard let access = request.session?.access else { throw Problem(.locked) }
        self.init(access, services)
    }

    private init(_ access: VaultAccess, _ services: WebServices) {
        self.access = access
        self.services = services
        now = services.now
        today = services.today()
    }

    /// The diary for a page that is about something else; nil where she keeps none, or it is locked.
    ///
    /// An opening of its own: it is written down like every other.
    static func beside(_ request: WebRequest, _ services: WebServices) async throws -> CycleVault? {
        guard let access = try await access(request, services, for: .cycleDiary) else { return nil }
        return CycleVault(access, services)
    }

    /// Whether predictions may be worked out: only with her consent for that.
    static func mayPredict(_ request: WebRequest, _ services: WebServices) async throws -> Bool {
        try await access(request, services, for: .cyclePrediction) != nil
    }

    private static func access(
        _ request: WebRequest,
        _ services: WebServices,
        for purpose: Purpose
    ) async throws -> VaultAccess? {
        guard let session = request.session, session.isUnlocked, let token = session.token else { return nil }
        do throws(IdentityError) {
            guard case .open(_, let access) = try await services.identity.authenticate(token, purpose: purpose),
                access.scope.contains(CycleTracker.id)
            else { return nil }
            return access
        } catch {
            guard case .vault(.noConsent) = error else { throw error }
            return nil
        }
    }

    /// Answers from one moment of the diary; what `body` throws travels on.
    func read<Result: Sendable, Failure: Error>(
        _ body: (CycleBook, JournalHead) throws(Failure) -> Result
    ) async throws -> Result {
        let outcome = try await access.read(CycleTracker.self) { book, head -> Swift.Result<Result, Failure> in
            do throws(Failure) {
                return .success(try body(copy book, head))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Plans changes against the diary and returns when they are durable.
    ///
    /// - Returns: what was made, nil when the request's idempotency key was done before; and where the batch began,
    ///   from which what it made can be found again and undone, nil when there was nothing to write.
    @discardableResult
    func change<Made: Sendable, Refusal: Error>(
        _ request: WebRequest,
        _ body: (inout CyclePlan) throws(Refusal) -> Made
    ) async throws -> (made: Made?, batchStart: JournalIndex?) {
        let committed = try await access.commit(
            CycleTracker.self,
            idempotencyKey: request.idempotencyKey,
            at: now()
        ) { book, batchStart throws(Refusal) in
            var plan = CyclePlan(copy book, batchStart: batchStart)
            let hadCalendars = plan.book.hasCalendars
            let made = try body(&plan)
            let outcome = (made: made, hasCalendars: hadCalendars || plan.book.hasCalendars)
            return Vault.Planned(changes: plan.changes, outcome: outcome)
        }
        let isWritten = committed.head.index >= committed.batchStart
        // Most diaries have none, and then nobody waits for those that do.
        if isWritten, committed.outcome?.hasCalendars ?? true { await publishCalendars() }
        if isWritten { await publishProjections() }
        return (committed.outcome?.made, isWritten ? committed.batchStart : nil)
    }

    /// Calendars that others fetch say what the diary says: after each change, and on a new day.
    ///
    /// What was changed is durable, whatever becomes of them: a failure is mended when the diary is next opened.
    func publishCalendars() async {
        do {
            try await CalendarFeeds(services: services).publish(self)
        } catch {
            services.calendars.noteFailure(access.vaultID)
        }
    }

    /// What partners are shown says what the diary says, likewise.
    func publishProjections() async {
        do {
            try await DiaryProjections(services: services).publish(self)
        } catch {
            services.projections.noteFailure(access.vaultID)
        }
    }

    /// Makes what partners are shown anew where it is of another day.
    func refreshProjections() async {
        if services.projections.areStale(access.vaultID, on: today) { await publishProjections() }
    }

    /// Makes calendars that are of another day.
    func refreshCalendars() async {
        if services.calendars.areStale(access.vaultID, on: today) { await publishCalendars() }
    }
}
