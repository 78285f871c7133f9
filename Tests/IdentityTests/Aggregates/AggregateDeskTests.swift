import Aggregates
import KeyService
import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import Identity

@Suite("Figures over all who agreed")
struct AggregateDeskTests {
    private static let weekSeconds: Int64 = 7 * 86_400

    private func desk(_ server: TestServer, seed: UInt64 = 1) -> AggregateDesk {
        let generator = Mutex(SeededGenerator(seed: seed))
        return AggregateDesk(
            records: server.records,
            now: server.installation.clock.now,
            random: { generator.withLock { $0.next() } }
        )
    }

    private func server() async throws -> TestServer { try await TestInstallation().startServer() }

    private func agree(_ vault: VaultID, _ server: TestServer) async throws {
        let consent = ConsentRecord(purpose: .aggregates, given: server.installation.clock.time)
        try await server.records.put(.consent(.aggregates, of: vault), consent, expected: nil)
    }

    private func stored(_ server: TestServer) async throws -> [StoredRecord] {
        try await server.installation.metadata.list(.contribution, owner: RecordKey.nobody, after: [], limit: 1000)
    }

    private func vaults(_ count: Int, _ server: TestServer) async throws -> [VaultID] {
        var generator = SeededGenerator(seed: 77)
        let vaults = (0..<count).compactMap { _ in VaultID(bytes: generator.bytes(16)) }
        for vault in vaults { try await agree(vault, server) }
        return vaults
    }

    @Test("nobody is counted without consent, nor before the first week is open")
    func consent() async throws {
        let server = try await server()
        let desk = desk(server)
        let vault = try #require(try await vaults(1, server).first)
        try await desk.note(.moneyTracking, of: vault)
        #expect(try await stored(server).isEmpty)
        #expect(try await desk.closeWeek() == .begun(desk.thisWeek))
        try await desk.note(.moneyTracking, of: try #require(VaultID(bytes: [UInt8](repeating: 9, count: 16))))
        #expect(try await stored(server).isEmpty)
        try await desk.note(.moneyTracking, of: vault)
        #expect(try await desk.contribution(of: vault)?.counts == [1, 1, 0, 1, 0])
        #expect(try await stored(server).count == 1)
    }

    @Test("a person is off by default, counted once she agrees, and what she added is gone at once when she withdraws")
    func person() async throws {
        let server = try await server()
        let desk = desk(server)
        _ = try await desk.closeWeek()
        let session = try await server.signUp().session
        let vault = session.session.vault
        try await desk.note(.moneyTracking, of: vault)
        #expect(try await stored(server).isEmpty)
        try await server.service.setConsent(.aggregates, for: session.token, given: true)
        try await desk.note(.moneyTracking, of: vault)
        let other = try #require(try await vaults(1, server).first)
        try await desk.note(.cycleDiary, of: other)
        #expect(try await stored(server).count == 2)
        try await server.service.setConsent(.aggregates, for: session.token, given: false)
        #expect(try await desk.contribution(of: vault) == nil)
        #expect(try await stored(server).count == 1)
        try await desk.note(.moneyTracking, of: vault)
        #expect(try await stored(server).count == 1)
    }

    @Test("at the end of a week noisy figures are left, no contribution, and another key")
    func closed() async throws {
        let server = try await server()
        let desk = desk(server)
        _ = try await desk.closeWeek()
        let vaults = try await vaults(150, server)
        for vault in vaults { try await desk.note(.moneyTracking, of: vault) }
        let week = desk.thisWeek
        let before = try #require(try await desk.openWeek()).value
        #expect(try await desk.closeWeek() == .underWay)
        #expect(try await stored(server).count == 150)
        server.installation.clock.advance(seconds: Self.weekSeconds)
        #expect(try await desk.overdueCount() == 150)
        // Between its end and the job nobody is counted, in neither week.
        try await desk.note(.moneyTracking, of: vaults[0])
        guard case .released(let release) = try await desk.closeWeek() else {
            Issue.record("the week was not released")
            return
        }
        #expect(release.week == week)
        let accounts = try #require(release.figures.first { $0.figure == .activeAccounts }?.value)
        #expect(accounts != 150 && abs(accounts - 150) < 100)
        #expect(release.figures.first { $0.figure == .diaryAccounts }?.value == nil)
        #expect(try await stored(server).isEmpty)
        #expect(try await desk.overdueCount() == 0)
        #expect(try await desk.releases() == [release])
        #expect(try await desk.ledger().spent(inPeriodOf: week) == AggregateFigure.epsilonPerWeek)
        let after = try #require(try await desk.openWeek()).value
        #expect(after.week == week.next)
        #expect(after.name(of: vaults[0]) != before.name(of: vaults[0]))
        #expect(try await desk.closeWeek() == .underWay)
        #expect(try await desk.releases().count == 1)
    }

    @Test("no place and no readable byte of what is stored names a vault")
    func names() async throws {
        let server = try await server()
        let desk = desk(server)
        _ = try await desk.closeWeek()
        let vaults = try await vaults(3, server)
        for vault in vaults { try await desk.note(.export, of: vault) }
        for record in try await stored(server) {
            #expect(record.key.owner == RecordKey.nobody)
            #expect(record.key.name.count == 32)
            for vault in vaults { #expect(!record.key.name.starts(with: vault.bytes)) }
        }
        // Another week's key gives other names.
        #expect(OpenWeekRecord(desk.thisWeek).name(of: vaults[0]) != OpenWeekRecord(desk.thisWeek).name(of: vaults[0]))
    }

    @Test("a budget that is spent tells nothing, and what people added is deleted all the same")
    func spent() async throws {
        let server = try await server()
        let desk = desk(server)
        _ = try await desk.closeWeek()
        let week = desk.thisWeek
        var ledger = BudgetLedger()
        let earlier = AggregateWeek(number: week.number - 1)
        try ledger.spend(
            BudgetLedger.budget,
            on: BudgetLedger.period(of: earlier) == BudgetLedger.period(of: week) ? earlier : week
        )
        try await server.records.put(.budgetLedger, BudgetLedgerRecord(ledger), expected: 0)
        for vault in try await vaults(150, server) { try await desk.note(.moneyTracking, of: vault) }
        server.installation.clock.advance(seconds: Self.weekSeconds)
        guard case .refused(week, _) = try await desk.closeWeek() else {
            Issue.record("it was told")
            return
        }
        #expect(try await stored(server).isEmpty)
        #expect(try await desk.releases().allSatisfy { $0.figures.isEmpty })
        #expect(try await desk.ledger() == ledger)
    }

    @Test("a week that was released before, as after a restore, is not released again")
    func restored() async throws {
        let server = try await server()
        let desk = desk(server)
        _ = try await desk.closeWeek()
        var ledger = BudgetLedger()
        try ledger.spend(AggregateFigure.epsilonPerWeek, on: desk.thisWeek)
        try await server.records.put(.budgetLedger, BudgetLedgerRecord(ledger), expected: 0)
        for vault in try await vaults(60, server) { try await desk.note(.moneyTracking, of: vault) }
        let week = desk.thisWeek
        server.installation.clock.advance(seconds: Self.weekSeconds)
        #expect(try await desk.closeWeek() == .refused(week, .released))
        #expect(try await stored(server).isEmpty)
        #expect(try await desk.releases().isEmpty)
    }

    @Test("what came in behind the write that ended its week is swept, and counts for no other")
    func stragglers() async throws {
        let server = try await server()
        let desk = desk(server)
        _ = try await desk.closeWeek()
        var one = WeeklyContribution()
        _ = one.note(.moneyTracking)
        let old = AggregateWeek(number: desk.thisWeek.number - 1)
        for number in 0..<200 {
            let name = SecureRandom.bytes(count: 31) + [UInt8(number)]
            try await server.records.put(.contribution(name), ContributionRecord(one, in: old), expected: 0)
        }
        #expect(try await desk.closeWeek() == .underWay)
        #expect(try await stored(server).isEmpty)
    }

    @Test("two instances end a week once: who is late changes nothing")
    func race() async throws {
        let server = try await server()
        let (one, two) = (desk(server, seed: 1), desk(server, seed: 2))
        _ = try await one.closeWeek()
        for vault in try await vaults(120, server) { try await one.note(.moneyTracking, of: vault) }
        server.installation.clock.advance(seconds: Self.weekSeconds)
        async let first = Result(catching: { try await one.closeWeek() })
        async let second = Result(catching: { try await two.closeWeek() })
        let outcomes = await [first, second]
        let released = outcomes.count { if case .success(.released) = $0 { true } else { false } }
        #expect(released == 1)
        #expect(try await one.ledger().entries.count == 1)
        #expect(try await one.releases().count == 1)
        #expect(try await stored(server).isEmpty)
    }

    @Test("a failed write leaves the week as it was; the next look ends it")
    func failure() async throws {
        let server = try await server()
        let desk = desk(server)
        _ = try await desk.closeWeek()
        for vault in try await vaults(120, server) { try await desk.note(.moneyTracking, of: vault) }
        server.installation.clock.advance(seconds: Self.weekSeconds)
        server.installation.metadata.fail(write: 1, with: .full)
        await #expect(throws: SealedRecordError.store(.full)) { _ = try await desk.closeWeek() }
        #expect(try await stored(server).count == 120)
        #expect(try await desk.ledger().entries.isEmpty)
        guard case .released = try await desk.closeWeek() else {
            Issue.record("it was not ended")
            return
        }
        #expect(try await stored(server).isEmpty)
    }

    @Test("what is at its most is not written again")
    func saturated() async throws {
        let server = try await server()
        let desk = desk(server)
        _ = try await desk.closeWeek()
        let vault = try #require(try await vaults(1, server).first)
        for _ in 0..<60 { try await desk.note(.moneyTracking, of: vault) }
        let record = try #require(try await stored(server).first)
        #expect(record.version == 50)
        #expect(try await desk.contribution(of: vault)?.counts == [1, 1, 0, 50, 0])
    }
}

extension Result where Failure == any Error {
    fileprivate init(catching body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
