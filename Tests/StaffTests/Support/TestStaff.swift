import KeyService
import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing
import WebAuthn

@testable import Staff

/// A staff over stores in memory: real rules, real passkeys of software, a clock that tests turn.
final class TestStaff: Sendable {
    static let party = RelyingParty(id: "staff.example", origins: ["https://staff.example"])

    let service: StaffService
    let store = InMemoryRecordStore()
    let records: SealedRecords
    let recorder = ActsInMemory()
    private let time = Mutex(Timestamp(seconds: 1_795_180_000))

    /// Somebody with a passkey and a browser.
    struct Person: Sendable {
        let authenticator: SoftwareAuthenticator
        let id: StaffMemberID
        let browser: StaffSecret
    }

    init() async throws {
        let clock = Mutex(Timestamp(seconds: 0))
        let keys = InMemoryKeyManagement(now: { clock.withLock { $0 } })
        let ring = KeyEncryptionKeyRing(
            keyManagement: keys,
            store: store,
            environment: "test",
            region: "local",
            customerKeyID: try await keys.createKey(description: "test"),
            now: { clock.withLock { $0 } },
            onFetch: { _ in }
        )
        try await ring.prepare()
        let header = StoreHeader(kind: .metadata, environment: "test", region: "local")
        records = SealedRecords(store: store, ring: ring, header: header, use: .metadata)
        let now = Mutex<(@Sendable () -> Timestamp)?>(nil)
        service = StaffService(
            StaffService.Surroundings(
                records: records,
                recorder: recorder,
                relyingParty: Self.party,
                now: { now.withLock { $0 }?() ?? Timestamp(seconds: 0) }
            )
        )
        now.withLock { $0 = { [self] in time.withLock { $0 } } }
    }

    var now: Timestamp { time.withLock { $0 } }
    var today: CalendarDay { now.day() }

    func turn(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }

    func turn(days: Int) { turn(seconds: Int64(days) * 86_400) }

    /// Another process over the same stores.
    func another() -> StaffService {
        StaffService(
            StaffService.Surroundings(
                records: records,
                recorder: recorder,
                relyingParty: Self.party,
                now: { [self] in now }
            )
        )
    }

    /// Follows a link with a new passkey.
    func join(
        _ link: StaffSecret,
        prf: SoftwareAuthenticator.PRFSupport = .always,
        browser: StaffSecret? = nil,
        authenticator: SoftwareAuthenticator? = nil
    ) async throws -> Person {
        let authenticator = authenticator ?? SoftwareAuthenticator(prf: prf)
        let start = try await service.beginJoining(link)
        let made = authenticator.register(
            SoftwareCeremony(party: Self.party, challenge: start.challenge, prfSalt: OfficerKey.salt),
            userHandle: start.member.bytes
        )
        var bytes = made.prf ?? []
        let output = made.prf == nil ? nil : SecretBytes(wiping: &bytes)
        let secret = try await service.join(
            link,
            made.response,
            challenge: start.challenge,
            output: output,
            device: browser,
            label: "Laptop"
        )
        return Person(authenticator: authenticator, id: start.member, browser: secret)
    }

    func first(_ name: String) async throws -> Person {
        let person = try await join(try await service.inviteFirst(name: name, role: .seniorEngineer))
        try await makeFit(person)
        return person
    }

    /// Two officers whose records all count.
    func officers() async throws -> (Person, Person) { (try await first("Asha"), try await first("Meera")) }

    func invite(_ name: String, _ role: StaffRole, by one: Person, _ other: Person) async throws -> StaffSecret {
        let proposal = try await service.propose(.invitation(name: name, role: role), by: one.id)
        return try #require(try await service.approve(proposal, by: other.id))
    }

    /// Everybody else's look, training and duty, by the command line.
    func makeFit(_ person: Person, dutyDays: Int = 14) async throws {
        let member = try #require(try await service.roster()[person.id])
        for device in member.devices { try await attest(device.id, of: person.id) }
        try await service.recordTraining(.onboarding, on: today, of: person.id, by: .operators)
        try await service.planDuty(
            from: now,
            until: now.adding(seconds: Int64(dutyDays) * 86_400),
            of: person.id,
            by: .operators
        )
    }

    func attest(
        _ device: StaffDeviceID,
        of member: StaffMemberID,
        by actor: StaffActor = .operators,
        days: Int = 180
    ) async throws {
        let look = DeviceLook(isDiskEncrypted: true, locksItsScreen: true, canBeWiped: true)
        try await service.attest(device, of: member, look, until: today.adding(days: days), by: actor)
    }

    func signIn(
        _ person: Person,
        browser: StaffSecret?? = nil,
        at server: StaffService? = nil,
        change: (inout SoftwareCeremony) -> Void = { _ in }
    ) async throws -> StaffSignIn {
        let service = server ?? service
        let challenge = service.beginSignIn()
        var ceremony = SoftwareCeremony(party: Self.party, challenge: challenge)
        change(&ceremony)
        let used = try person.authenticator.assert(ceremony)
        return try await service.signIn(
            used.response,
            challenge: challenge,
            device: browser ?? person.browser,
            label: "Other laptop"
        )
    }

    func session(_ person: Person) async throws -> StaffSecret {
        guard case .letIn(let token) = try await signIn(person) else { throw StaffError.notLetIn(.unattestedDevice) }
        return token
    }

    func permissions(_ token: StaffSecret) async throws -> StaffPermissions {
        try await service.admit(token).standing.permissions
    }
}

/// What was written down, or that nothing can be.
final class ActsInMemory: StaffRecorder {
    private let state = Mutex<(acts: [StaffAct], isBroken: Bool)>(([], false))
    private let interruptions = Mutex<[StaffDeed: @Sendable () async throws -> Void]>([:])

    var acts: [StaffAct] { state.withLock { $0.acts } }
    var deeds: [StaffDeed] { acts.map(\.deed) }

    /// What somebody else does, once, while the next act of a kind is being written down.
    func during(_ deed: StaffDeed, _ body: @escaping @Sendable () async throws -> Void) {
        interruptions.withLock { $0[deed] = body }
    }

    func breakDown(_ isBroken: Bool = true) { state.withLock { $0.isBroken = isBroken } }

    func record(_ act: StaffAct) async throws(StaffError) {
        let isWritten = state.withLock { state in
            if !state.isBroken { state.acts.append(act) }
            return !state.isBroken
        }
        guard isWritten else { throw .unrecorded }
        guard let body = interruptions.withLock({ $0.removeValue(forKey: act.deed) }) else { return }
        do { try await body() } catch { Issue.record(error) }
    }
}
