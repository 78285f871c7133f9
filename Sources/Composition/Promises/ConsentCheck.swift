import Assurance
import Identity
import KeyService
import Primitives
import Vault
import Web

/// LAW-1: whether a consent is as easy to take back as to give, informed, and holds for what was said.
struct ConsentCheck: PromiseCheck {
    private static let handle = "check-of-consents"
    private static let source = IdentityService.Source(address: [0])
    /// Help is allowed on a page of its own, with what it opens, and taken back with one press.
    private static let purposes = Purpose.allCases.filter { $0.isAsked && $0 != .supportAccess }

    let promise = PromiseID.law1
    let method =
        "Makes an account in memory that nobody owns, with the code that keeps all others, and reads the forms of the "
        + "page on which consents are given: for each purpose it gives and takes back, counts what somebody has to do "
        + "for either, and opens the vault each time; then once more with a consent to an older notice. The history "
        + "must have both, and every purpose a notice."
    let now: Now
    /// The page as it is served.
    var page: @Sendable ([ConsentStanding]) throws -> String = { try ConsentForms.page($0) }
    /// Who knows of consents, under the notices of a moment.
    var consents: @Sendable (SealedRecords, NoticeVersions) -> any ConsentReader = {
        RecordConsentReader(records: $0, notices: $1)
    }

    func run() async throws -> PromiseFinding {
        let stretcher = KeyStretcher(width: 1, queueLimit: 8)
        let outcome: Result<PromiseFinding, any Error>
        do { outcome = .success(try await run(stretcher)) } catch { outcome = .failure(error) }
        try await stretcher.shutDown()
        return try outcome.get()
    }

    private func run(_ stretcher: KeyStretcher) async throws -> PromiseFinding {
        let stores = try await CheckedStores(now: now)
        let today = Server(stores, stretcher, consents(stores.records, .today), .today)
        let raised = NoticeVersions(
            raised: Dictionary(
                uniqueKeysWithValues: Self.purposes.map { ($0, NoticeVersions.today.version(of: $0) + 1) }
            )
        )
        let later = Server(stores, stretcher, consents(stores.records, raised), raised)
        defer {
            today.registry.lockAll()
            later.registry.lockAll()
        }
        let token = try await today.identity.signUp(
            handle: Self.handle,
            passphrase: SecondStepCheck.passphrase,
            client: .program,
            from: Self.source
        ).session.token
        var count = Count()
        for purpose in Self.purposes { try await walk(purpose, today.identity, token, &count) }
        let other = try await later.identity.signIn(
            handle: Self.handle,
            passphrase: SecondStepCheck.passphrase,
            client: .program,
            from: Self.source
        ).token
        for purpose in Self.purposes where await Self.opens(purpose, later.identity, other) { count.outdated += 1 }
        let history = try await today.identity.consentHistory(for: token)
        for purpose in Self.purposes {
            let changes = history.filter { $0.purpose == purpose }
            if changes.contains(where: \.isGiven), changes.contains(where: { !$0.isGiven }) { count.written += 1 }
        }
        return finding(count)
    }

    private struct Count {
        var stepsToGive: [Int] = []
        var stepsToTakeBack: [Int] = []
        var allowed = 0
        var after = 0
        var outdated = 0
        var written = 0
    }

    /// Gives and takes back with what the page offers, and leaves it given.
    private func walk(
        _ purpose: Purpose,
        _ identity: IdentityService,
        _ token: SessionToken,
        _ count: inout Count
    ) async throws {
        try await identity.setConsent(purpose, for: token, given: false)
        count.stepsToGive.append(try await press(purpose, identity, token, isGiven: true))
        if await Self.opens(purpose, identity, token) { count.allowed += 1 }
        count.stepsToTakeBack.append(try await press(purpose, identity, token, isGiven: false))
        if await Self.opens(purpose, identity, token) { count.after += 1 }
        try await identity.setConsent(purpose, for: token, given: true)
    }

    /// Does what the form of a purpose says.
    ///
    /// - Returns: how many things that took; 0 where there is no such form.
    private func press(
        _ purpose: Purpose,
        _ identity: IdentityService,
        _ token: SessionToken,
        isGiven: Bool
    ) async throws -> Int {
        let forms = ConsentForms.forms(in: try page(try await identity.consents(for: token)))
        let wanted = isGiven ? "yes" : "no"
        guard let form = ConsentForms.form(for: purpose, in: forms), form.hidden["given"] == wanted else { return 0 }
        try await identity.setConsent(purpose, for: token, given: isGiven)
        return form.stepCount
    }

    private static func opens(_ purpose: Purpose, _ identity: IdentityService, _ token: SessionToken) async -> Bool {
        do {
            if case .open = try await identity.authenticate(token, purpose: purpose) { return true }
            return false
        } catch {
            return false
        }
    }

    private func finding(_ count: Count) -> PromiseFinding {
        let all = Self.purposes.count
        let given = count.stepsToGive.reduce(0, +)
        let takenBack = count.stepsToTakeBack.reduce(0, +)
        let isEasy = !count.stepsToTakeBack.contains(0) && !count.stepsToGive.contains(0)
        let notices = Self.purposes.count { purpose in
            ConsentNotices.notice(of: purpose, version: NoticeVersions.today.version(of: purpose)) != nil
        }
        return PromiseFinding([
            Evidence(
                "What it takes to give and to take back, for \(all) purposes together",
                "\(given) and \(takenBack) presses",
                isAsPromised: isEasy && takenBack <= given
            ),
            Evidence("With consent", "\(all) tried, \(count.allowed) opened", isAsPromised: count.allowed == all),
            Evidence("After it was taken back", "\(all) tried, \(count.after) opened", isAsPromised: count.after == 0),
            Evidence(
                "With a consent to an older notice",
                "\(all) tried, \(count.outdated) opened",
                isAsPromised: count.outdated == 0
            ),
            Evidence("Both in the history", "\(count.written) of \(all)", isAsPromised: count.written == all),
            Evidence("Purposes with a notice", "\(notices) of \(all)", isAsPromised: notices == all),
        ])
    }

    /// What a process has in front of the stores.
    private struct Server {
        let registry: VaultRegistry
        let identity: IdentityService

        init(
            _ stores: CheckedStores,
            _ stretcher: KeyStretcher,
            _ consents: any ConsentReader,
            _ notices: NoticeVersions
        ) {
            registry = stores.registry(recorder: CheckedStores.Nobody(), consents: consents)
            identity = stores.identity(registry, stretcher, events: CheckedStores.Nobody(), notices: notices)
        }
    }
}
