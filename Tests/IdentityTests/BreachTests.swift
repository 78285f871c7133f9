import KeyService
import Primitives
import TestSupport
import Testing
import Vault

@testable import Identity

@Suite("Breaches of personal data")
struct BreachTests {
    private struct Scene {
        let installation: TestInstallation
        let server: TestServer
        var service: IdentityService { server.service }
        var now: Timestamp { installation.clock.time }

        init() async throws {
            installation = try await TestInstallation()
            server = installation.startServer()
        }

        func draft(_ rule: BreachRule = .everybody, hoursAgo: Int64 = 1) -> BreachDraft {
            BreachDraft(
                noticed: now.adding(seconds: -hoursAgo * 3600),
                what: "A disk was lost.",
                consequences: "None that we know of.",
                measures: "Keys were replaced.",
                data: [.money],
                rule: rule
            )
        }

        func open(_ rule: BreachRule = .everybody, hoursAgo: Int64 = 1) async throws -> Breach {
            try await service.openBreach(draft(rule, hoursAgo: hoursAgo)) { _ in }
        }

        func settle(_ opened: Set<VaultID> = []) async throws {
            try await service.settleBreaches { vault, _ in opened.contains(vault) }
        }
    }

    @Test(
        "everybody who is there is told at once when it is shown, in her history, until she has read it; nobody later"
    )
    func told() async throws {
        let scene = try await Scene()
        let asha = try await scene.server.signUp("asha").session
        let usha = try await scene.server.signUp("usha").session
        var mentions: [BreachMention] = []
        let breach = try await scene.service.openBreach(scene.draft()) { mentions.append($0) }
        #expect(mentions.map(\.duty) == [nil] && mentions.first?.noticed == breach.noticed)
        await #expect(throws: IdentityError.breach(.gathering)) {
            try await scene.service.markBreach(breach.id, .persons, at: scene.now) { _ in }
        }
        try await scene.settle()
        #expect(try await scene.service.breach(breach.id).concerned.count == 2)
        #expect(try await !scene.service.hasBreachNotice(for: asha.token))
        let late = try await scene.server.signUp("leela").session
        try await scene.service.markBreach(breach.id, .persons, at: scene.now) { mentions.append($0) }
        #expect(mentions.last?.duty == BreachDuty.persons.rawValue && mentions.last?.told == scene.now)
        for session in [asha, usha] { #expect(try await scene.service.hasBreachNotice(for: session.token)) }
        #expect(try await !scene.service.hasBreachNotice(for: late.token))
        try await scene.settle()
        try await scene.settle()
        for session in [asha, usha] {
            #expect(scene.server.events.events(of: session.session.vault).map(\.act) == [.breachTold])
        }
        #expect(scene.server.events.events(of: late.session.vault).isEmpty)
        try await scene.service.markBreachRead(breach.id, for: asha.token)
        #expect(try await !scene.service.hasBreachNotice(for: asha.token))
        #expect(try await scene.service.breachNotices(for: asha.token).map(\.isRead) == [true])
        await #expect(throws: IdentityError.breach(.unknown)) {
            try await scene.service.markBreachRead(breach.id, for: late.token)
        }
    }

    @Test("a rule finds those who were there, whose vault was opened, or who are named, and nobody else")
    func rules() async throws {
        let scene = try await Scene()
        let asha = try await scene.server.signUp("asha").session.session
        scene.installation.clock.advance(seconds: 3600)
        let between = scene.now
        scene.installation.clock.advance(seconds: 3600)
        let usha = try await scene.server.signUp("usha").session.session
        let span = between.adding(seconds: -86_400)..<between
        let unknown = UserAccountID(high: 7, low: 7)
        for (rule, expected) in [
            (BreachRule.everybody, [asha, usha]), (.existed(span), [asha]), (.opened(span), [usha]),
            (.accounts([usha.account, unknown]), [usha]),
        ] {
            let breach = try await scene.open(rule)
            try await scene.settle([usha.vault])
            let found = try await scene.service.breach(breach.id).concerned
            #expect(found.isDone && Int(found.count) == expected.count, "\(rule)")
            for session in [asha, usha] {
                let isConcerned = try await scene.service.storedNotice(breach.id, of: session.account) != nil
                #expect(isConcerned == expected.contains { $0.account == session.account }, "\(rule)")
            }
        }
    }

    @Test(
        "deadlines count from the noticing; each is marked once, in time or late or as not owed, and missed ones show"
    )
    func deadlines() async throws {
        let scene = try await Scene()
        let breach = try await scene.open(hoursAgo: 7)
        #expect(breach.open == [.certIn, .board, .authority, .boardDetails, .persons])
        #expect(breach.deadline(of: .certIn) == breach.noticed.adding(seconds: 6 * 3600))
        #expect(breach.deadline(of: .authority) == breach.noticed.adding(seconds: 72 * 3600))
        func standing() async throws -> BreachStanding { try await scene.service.breachStanding() }
        #expect(try await standing().missedCount == 1)
        #expect(try await standing().toldCount == 0)
        let sent = breach.noticed.adding(seconds: 5 * 3600)
        try await scene.service.markBreach(breach.id, .certIn, at: sent) { _ in }
        #expect(try await standing().missedCount == 0)
        await #expect(throws: IdentityError.breach(.marked)) {
            try await scene.service.markBreach(breach.id, .certIn, at: sent) { _ in }
        }
        for time in [breach.noticed.adding(seconds: -1), scene.now.adding(seconds: 1)] {
            await #expect(throws: IdentityError.breach(.time)) {
                try await scene.service.markBreach(breach.id, .board, at: time) { _ in }
            }
        }
        await #expect(throws: IdentityError.breach(.empty)) {
            try await scene.service.markBreach(breach.id, .board, at: sent, notOwed: " ") { _ in }
        }
        try await scene.service.markBreach(breach.id, .board, at: sent, notOwed: "Nobody in India.") { _ in }
        try await scene.service.markBreach(breach.id, .boardDetails, at: sent, notOwed: "Nobody in India.") { _ in }
        try await scene.settle()
        try await scene.service.markBreach(breach.id, .persons, at: sent) { _ in }
        #expect(try await standing().toldCount == 1)
        #expect(try await standing().next == breach.deadline(of: .authority))
        scene.installation.clock.advance(seconds: 72 * 3600)
        #expect(try await standing().missedCount == 1)
        #expect(try await standing().inTimeCount == 0)
        try await scene.service.markBreach(breach.id, .authority, at: scene.now) { _ in }
        let late = try await standing()
        #expect(late.missedCount == 0 && late.toldCount == 1 && late.inTimeCount == 0 && late.openCount == 0)
    }

    @Test(
        "what is empty, too long, to come, or without data or a rule is refused, and what is not in the log is not kept"
    )
    func refused() async throws {
        struct Refusal: Error {}
        let scene = try await Scene()
        let changes: [((inout BreachDraft) -> Void, BreachProblem)] = [
            ({ $0.what = " " }, .empty), ({ $0.measures = "" }, .empty),
            ({ $0.what = String(repeating: "a", count: 4001) }, .words(.tooLong, maximum: 4000)),
            ({ $0.consequences = "4111 1111 1111 1111" }, .words(.cardNumber, maximum: 2000)),
            ({ $0.data = [] }, .noData), ({ $0.rule = .accounts([]) }, .rule),
            ({ $0.rule = .existed($0.noticed..<$0.noticed) }, .rule),
            ({ $0.noticed = $0.noticed.adding(seconds: 3601) }, .noticed),
        ]
        for (change, problem) in changes {
            var draft = scene.draft()
            change(&draft)
            await #expect(throws: IdentityError.breach(problem)) {
                _ = try await scene.service.openBreach(draft) { _ in }
            }
        }
        await #expect(throws: Refusal.self) {
            _ = try await scene.service.openBreach(scene.draft()) { _ in throw Refusal() }
        }
        #expect(try await scene.service.breaches().isEmpty)
    }

    @Test("a walk over many accounts goes on where it was, in as many rounds as it takes, and counts each once")
    func many() async throws {
        let scene = try await Scene()
        for index in 0..<250 {
            let id = UserAccountID(high: UInt64(index * 7919), low: UInt64(index + 1))
            let account = UserAccount(
                id: id,
                vault: VaultID(high: 1, low: UInt64(index)),
                handle: try Handle("person\(index)"),
                created: scene.now,
                passphraseSlot: KeySlotID(high: 1, low: 1),
                recoverySlot: KeySlotID(high: 1, low: 2)
            )
            try await scene.server.records.put(.account(id), account, expected: 0)
        }
        let breach = try await scene.open()
        try await scene.settle()
        let found = try await scene.service.breach(breach.id)
        #expect(found.concerned.count == 250 && found.concerned.isDone)
        #expect(try Breach(decoding: found.encode()) == found)
    }
}
