import Aggregates
import Assurance
import HTTPTypes
import JSON
import KeyService
import Primitives
import Sealing
import TestSupport
import Testing

@testable import Composition
@testable import Identity
@testable import Staff
@testable import Web

/// Goal: what is promised of the staff is found broken when it is, and not claimed where there is none.
///
/// Method: each check once as it runs, and once with the thing it checks broken.
@Suite("Promises about the staff", .serialized)
struct StaffPromiseTests {
    private static let now: Now = { Timestamp(seconds: 1_795_180_000) }

    private static func site() async throws -> StaffSite {
        let assets = try AssetCatalogue()
        let household = try await CheckedHousehold(now: now)
        let staff = try await CheckedStaff(now: now).service
        return StaffSite(
            services: StaffServices(
                staff: staff,
                access: household.access(of: staff),
                identity: household.identity,
                audit: household.audit,
                promises: PromiseBoard(checks: { [] }, now: now),
                now: now
            ),
            renderer: try PageRenderer(assets: assets),
            assets: assets,
            address: SiteAddress(name: "localhost", httpsPort: 443),
            relyingPartyID: "localhost"
        )
    }

    @Test("ACC-1: as declared it is kept; another permission, a route more, or a gate that lets all in is broken")
    func routes() async throws {
        let endpoints = try await Self.site().endpoints
        func check(_ endpoints: [Endpoint]) -> StaffRouteCheck {
            StaffRouteCheck(isStaffed: { true }, endpoints: { endpoints }, probe: nil, now: Self.now)
        }
        let kept = try await check(endpoints).run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        let more = Endpoint.staff(.get, "/staff/everything", needs: .ownPage) { _, _ in .noContent }
        #expect(try await check(endpoints + [more]).run().verdict == .broken)
        let fewer = endpoints.filter { $0.template.text != "/staff/history" }
        #expect(try await check(fewer).run().verdict == .broken)
        let lax = endpoints.map { endpoint -> Endpoint in
            guard endpoint.template.text == "/staff/accounts/{id}/hold" else { return endpoint }
            return Endpoint.staffForm(endpoint.template.text, needs: .ownPage) { _, _ in .noContent }
        }
        #expect(try await check(lax).run().verdict == .broken)
        var open = check(endpoints)
        open.gate = { OpenGate(service: $0) }
        #expect(try await open.run().verdict == .broken)
        let nobody = StaffRouteCheck(isStaffed: { false }, endpoints: { endpoints }, probe: nil, now: Self.now)
        #expect(try await nobody.run().verdict == .notInDeployment(.noStaff))
    }

    @Test("ACC-4: support sees nothing of one person; a page that shows a word of hers is broken")
    func supportView() async throws {
        let site = try await Self.site()
        let kept = try await SupportViewCheck(isStaffed: { true }, site: { site }, now: Self.now).run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        var leaking = SupportViewCheck(isStaffed: { true }, site: { site }, now: Self.now)
        leaking.routes = { site, planted in
            site.endpoints + [
                Endpoint.staff(.get, "/staff/everything", needs: .ownPage) { _, _ in
                    .json { $0.member("name", planted) }
                }
            ]
        }
        #expect(try await leaking.run().verdict == .broken)
        for leaving in [PlainWeek.exactly, .withTheSmall, .unshown] {
            var check = SupportViewCheck(isStaffed: { true }, site: { site }, now: Self.now)
            check.release = { try await leaving.end($0) }
            #expect(try await check.run().verdict == .broken, "\(leaving)")
        }
        let nobody = SupportViewCheck(isStaffed: { false }, site: { site }, now: Self.now)
        #expect(try await nobody.run().verdict == .notInDeployment(.noStaff))
    }

    /// A week that is ended wrongly.
    private enum PlainWeek {
        case exactly, withTheSmall, unshown

        func end(_ week: CheckedWeek) async throws -> WeeklyRelease {
            let over = week.during.thisWeek
            func figure(_ figure: AggregateFigure, _ value: Int64?) -> WeeklyRelease.Figure {
                .init(figure, epsilon: figure.epsilon, value: value)
            }
            let release =
                switch self {
                case .exactly: WeeklyRelease(week: over, figures: [figure(.activeAccounts, 300)])
                case .withTheSmall:
                    WeeklyRelease(week: over, figures: [figure(.activeAccounts, 304), figure(.diaryAccounts, 7)])
                case .unshown: WeeklyRelease(week: over, figures: [figure(.activeAccounts, nil)])
                }
            let key = RecordKey(kind: .noisyFigure, name: over.name)
            try await week.records.put(key, ReleaseRecord(release), expected: 0)
            return release
        }
    }

    @Test("ACC-1: a listener that answers a stranger is broken; ours answers none")
    func stranger() async throws {
        try await StaffHousehold.run { house in
            let endpoints = house.endpoints
            @Sendable func check(_ port: Int) -> StaffRouteCheck {
                StaffRouteCheck(
                    isStaffed: { true },
                    endpoints: { endpoints },
                    probe: ServerProbe(host: "127.0.0.1", port: UInt16(port), name: "localhost"),
                    now: Self.now
                )
            }
            let kept = try await check(house.server.httpsPort).run()
            #expect(kept.verdict == .kept, "\(kept.evidence)")
            let open = Endpoint(.get, "/staff/members", surface: .page, access: .anyone) { _ in .noContent }
            try await TestServer.run(endpoints: [open]) { server in
                let answered = try await check(server.httpsPort).run()
                #expect(answered.verdict == .broken)
            }
        }
    }

    @Test("ACC-2: a door that lets one wrong passkey in, an unseen device, or one without a leaf is broken")
    func signIn() async throws {
        func check(_ live: StaffSignInCheck.Live = .init(sessionCount: 1, unwrittenCount: 0)) -> StaffSignInCheck {
            StaffSignInCheck(isStaffed: { true }, live: { live }, now: Self.now)
        }
        let kept = try await check().run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        #expect(try await check(.init(sessionCount: 2, unwrittenCount: 1)).run().verdict == .broken)
        for fault in ProbePasskey.Fault.allCases {
            var lax = check()
            lax.tryDoor = { staff, member, tried in
                if tried == fault { return true }
                return try await staff.tryDoor(member, tried) != nil
            }
            #expect(try await lax.run().verdict == .broken, "\(fault)")
        }
        for answer in [true, false] {
            var stuck = check()
            stuck.tryDoor = { _, _, _ in answer }
            #expect(try await stuck.run().verdict == .broken)
        }
        let nobody = StaffSignInCheck(
            isStaffed: { false },
            live: { .init(sessionCount: 0, unwrittenCount: 0) },
            now: Self.now
        )
        #expect(try await nobody.run().verdict == .notInDeployment(.noStaff))
    }

    @Test("ACC-3: a route that opens the vault is broken; ours open none")
    func vault() async throws {
        let site = try await Self.site()
        let check = StaffVaultCheck(isStaffed: { true }, site: { site }, now: Self.now)
        let kept = try await check.run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        var looking = check
        looking.routes = { site, household in
            let open = Endpoint.staff(.get, "/staff/open", needs: .ownPage) { _, _ in
                // As whoever has her token: the vault is locked, and opened again.
                household.close()
                _ = try await household.identity.authenticate(household.token, purpose: .moneyTracking)
                return .noContent
            }
            return [open] + site.endpoints
        }
        #expect(try await looking.run().verdict == .broken)
        let nobody = StaffVaultCheck(isStaffed: { false }, site: { site }, now: Self.now)
        #expect(try await nobody.run().verdict == .notInDeployment(.noStaff))
    }

    @Test("POL-1: lapsed training is overdue, and broken where production stays open; without staff it is not here")
    func training() async throws {
        let staff = try await CheckedStaff(now: Self.now)
        let records = InMemoryPromiseRecords()
        func check(
            _ roster: StaffRoster,
            days: Int = 0
        ) -> StaffTrainingCheck {
            let later: Now = { Self.now().adding(seconds: Int64(days) * 86_400) }
            return StaffTrainingCheck(
                roster: { roster },
                recorded: RecordedCheck(.pol1, records: records, today: { later().day() }),
                now: later
            )
        }
        var roster = try await staff.service.roster()
        #expect(try await check(roster).run().verdict == .overdue, "nobody was introduced")
        for member in roster.members {
            let day = Self.now().day()
            try await staff.service.recordTraining(.onboarding, on: day, of: member.id, by: .operators)
        }
        roster = try await staff.service.roster()
        #expect(try await check(roster).run().verdict == .kept)
        let soon = try await check(roster, days: TrainingRecord.dayCountMaximum - 3).run()
        #expect(soon.verdict == .kept && soon.warning != nil)
        #expect(try await check(roster, days: TrainingRecord.dayCountMaximum + 1).run().verdict == .overdue)
        try await staff.makeFit(try #require(staff[.security]))
        var lax = check(try await staff.service.roster(), days: TrainingRecord.dayCountMaximum + 1)
        // As if nobody looked at the calendar.
        lax.standing = { member, _ in StaffStanding(member, on: nil, at: Self.now()) }
        #expect(try await lax.run().verdict == .broken)
        #expect(try await check(.empty).run().verdict == .notInDeployment(.noStaff))
    }

    @Test("POL-2: a look that ran out is overdue, a session on another device broken; without staff it is not here")
    func devices() async throws {
        let staff = try await CheckedStaff(now: Self.now)
        let member = try #require(staff[.security])
        try await staff.makeFit(member)
        let token = try #require(try await staff.tryDoor(member))
        let session = try await staff.service.admit(token).session
        let roster = try await staff.service.roster()
        let records = InMemoryPromiseRecords()
        func check(_ roster: StaffRoster, _ sessions: [StaffSession], days: Int = 0) -> StaffDeviceCheck {
            let later: Now = { Self.now().adding(seconds: Int64(days) * 86_400) }
            return StaffDeviceCheck(
                roster: { roster },
                sessions: { sessions },
                recorded: RecordedCheck(.pol2, records: records, today: { later().day() }),
                now: later
            )
        }
        let kept = try await check(roster, [session]).run()
        #expect(kept.verdict == .kept && kept.warning != nil, "\(kept.evidence)")
        #expect(try await check(roster, [], days: 2).run().verdict == .overdue)
        let planted = StaffSession(
            hash: [1],
            member: member.id,
            device: StaffDeviceID(high: 1, low: 1),
            begun: Self.now()
        )
        #expect(try await check(roster, [session, planted]).run().verdict == .broken)
        var lax = check(roster, [session])
        lax.beginsUnattested = { _ in true }
        #expect(try await lax.run().verdict == .broken)
        #expect(try await check(.empty, []).run().verdict == .notInDeployment(.noStaff))
    }

    @Test(
        "POL-3: a gate that passes a wrong approval is broken, and so is running without one; no gate, no claim"
    )
    func deploy() async throws {
        let directory = try TemporaryDirectory("gate")
        let key = SignaturePrivateKey.random()
        let author = SignaturePrivateKey.random()
        let roster =
            "asha \(Base64URL.encode(author.publicKey.bytes))\nmeera \(Base64URL.encode(key.publicKey.bytes))\n"
        try SmallFile.create(directory.path("approvers"), Array(roster.utf8))
        let digest = [UInt8](repeating: 7, count: 32)
        let revision = DeployRevision(digest: digest)
        let recorded = RecordedCheck(.pol3, records: InMemoryPromiseRecords(), today: { Self.now().day() })
        let gate = DeployGate(
            approvals: directory.path("."),
            approvers: directory.path("approvers"),
            revision: nil
        )
        let check = DeployGateCheck(gate: gate, digest: { digest }, recorded: recorded)
        #expect(try await check.run().verdict == .broken, "nobody approved it")
        let approval = try DeployApproval(
            of: revision,
            author: "asha",
            approver: "meera",
            time: "2026-11-20T08:00:00Z",
            signedBy: key
        )
        try SmallFile.create(directory.path("\(revision.text).approval"), Array(approval.text.utf8))
        let kept = try await check.run()
        #expect(kept.verdict == .kept, "\(kept.evidence)")
        for answer in [true, false] {
            var stuck = check
            stuck.verifies = { _, _, _ in answer }
            #expect(try await stuck.run().verdict == .broken)
        }
        let nobody = DeployGateCheck(gate: nil, digest: { digest }, recorded: recorded)
        #expect(try await nobody.run().verdict == .notInDeployment(.noDeployGate))
    }
}

/// Takes everybody for an officer.
private struct OpenGate: StaffGate {
    let service: StaffService

    func admit(_ token: String) async throws -> StaffAdmission? {
        guard let found = try await StaffSessionGate(service: service).admit(token),
            let officer = try await service.roster().officers.first
        else { return nil }
        return StaffAdmission(
            session: found.session,
            member: officer,
            device: found.device,
            standing: StaffStanding(officer, on: nil, at: found.session.begun)
        )
    }
}
