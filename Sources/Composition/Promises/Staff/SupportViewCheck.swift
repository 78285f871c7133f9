import Aggregates
import Assurance
import AuditTrail
import Identity
import Money
import Primitives
import Sealing
import Staff
import Vault
import Web

/// ACC-4: what support sees of people.
struct SupportViewCheck: PromiseCheck {
    let promise = PromiseID.acc4
    let method =
        "Makes a person in memory with a planted word among her money, who even allows help, and asks every route of "
        + "the staff as support about her, with the code that keeps the real ones: the word, her handle and figures of "
        + "her money must be in no answer. Of 300 accounts that are counted for a week it must be shown noisy figures "
        + "only, and none of a group of seven among them."
    let isStaffed: @Sendable () async throws -> Bool
    let site: @Sendable () throws -> StaffSite
    let now: Now
    /// The routes that are asked.
    var routes: @Sendable (StaffSite, _ planted: String) -> [Endpoint] = { site, _ in site.endpoints }

    /// Ends the week that people were counted in.
    var release: @Sendable (CheckedWeek) async throws -> WeeklyRelease = { week in
        guard case .released(let release) = try await week.after.closeWeek() else { throw BudgetRefusal.released }
        return release
    }

    private static let amount: Int64 = 73_914_26

    func run() async throws -> PromiseFinding {
        guard try await isStaffed() else { return PromiseFinding(.notInDeployment(.noStaff)) }
        let access = try await CheckedAccess(now: now)
        defer { access.close() }
        guard let support = access.staff[.support] else { throw StaffError.refused(.unknownMember) }
        let planted = "planted-" + Base32.encode(SecureRandom.bytes(count: 10))
        try await plant(planted, access)
        try await access.identity.allowSupport(with: [MoneyTracker.id], for: access.token)
        try await access.staff.makeFit(support)
        guard let token = try await access.staff.tryDoor(support) else { throw StaffError.notLetIn(.passkey) }
        let request = try await access.ask(by: support.id)
        let counted = try await count(access)
        let walk = StaffWalk(
            routes(try site().over(services(access)), planted),
            gate: StaffSessionGate(service: access.staff.service)
        )
        var (answered, shown) = (0, Set<String>())
        var numbers = ""
        // What ends her own session comes last.
        let ordered = walk.endpoints.sorted {
            $0.template.text != "/staff/sign-out" && $1.template.text == "/staff/sign-out"
        }
        for endpoint in ordered {
            let answer = await walk.answer(
                endpoint,
                token: token.text(),
                parameters: ["id": parameter(endpoint, access, request, support.id)],
                form: [("account", access.handle), ("scope-money", "yes"), ("minutes", "1"), ("reason", "check")]
            )
            if answer.status == 200 { answered += 1 }
            let text = String(decoding: answer.body, as: UTF8.self)
            if endpoint.template.text == "/staff/numbers" { numbers = text }
            for (what, word) in [("the planted word", planted), ("her handle", access.handle), ("an amount", "73,914")]
            where text.contains(word) {
                shown.insert("\(what) at \(StaffWalk.name(endpoint))")
            }
        }
        return PromiseFinding([
            Evidence(
                "Routes asked as support",
                "\(ordered.count), \(answered) with a page",
                isAsPromised: answered > 0
            ),
            Evidence(
                "Of one person's data in the answers",
                shown.isEmpty ? "nothing" : shown.sorted().joined(separator: ", "),
                isAsPromised: shown.isEmpty
            ),
            evidence(counted, shownAs: numbers),
        ])
    }

    /// 300 accounts that keep money, of which seven keep a diary, are counted for a week, with noise that is the same
    /// each time.
    private func count(_ access: CheckedAccess) async throws -> WeeklyRelease {
        let week = CheckedWeek(records: access.stores.records, now: now, seed: 300)
        _ = try await week.during.closeWeek()
        let vaults = try await week.makeVaults(300)
        try await week.open(vaults, for: .moneyTracking)
        try await week.open(vaults.prefix(7), for: .cycleDiary)
        return try await release(week)
    }

    private func evidence(_ release: WeeklyRelease, shownAs page: String) -> Evidence {
        let accounts = release.figures.first { $0.figure == .activeAccounts }?.value
        let diaries = release.figures.first { $0.figure == .diaryAccounts }?.value
        let isShown = accounts.map { page.contains(">\($0)<") } ?? false
        return Evidence(
            "Of 300 accounts and of seven among them support is shown",
            "\(accounts.map { "\($0)" } ?? "nothing"), \(diaries.map { "\($0)" } ?? "nothing")",
            isAsPromised: isShown && accounts != 300 && !page.contains(">300<") && diaries == nil
        )
    }

    private func parameter(
        _ endpoint: Endpoint,
        _ access: CheckedAccess,
        _ request: AccessRequest,
        _ member: StaffMemberID
    ) -> String {
        let path = endpoint.template.text
        if path.hasPrefix("/staff/accounts") { return access.account.text }
        return path.hasPrefix("/staff/access") ? request.id.text : member.text
    }

    /// Money that nobody else has.
    private func plant(_ word: String, _ access: CheckedAccess) async throws {
        guard case .open(_, let vault) = try await access.identity.authenticate(access.token, purpose: .moneyTracking)
        else { throw VaultError.locked }
        let content = AccountContent(
            name: word,
            kind: .bank,
            currency: .inr,
            openingMinorUnits: Self.amount
        )
        _ = try await vault.commit(MoneyTracker.self, at: now()) { book, start throws(MoneyError) in
            let planned = try MoneyCommands.addAccount(content, to: copy book, batchStart: start)
            return Vault.Planned(changes: planned.changes, outcome: planned.made)
        }
    }

    private func services(_ access: CheckedAccess) -> StaffServices {
        StaffServices(
            staff: access.staff.service,
            access: access.service,
            identity: access.identity,
            audit: access.audit,
            promises: PromiseBoard(checks: { [] }, now: now),
            now: now
        )
    }
}
