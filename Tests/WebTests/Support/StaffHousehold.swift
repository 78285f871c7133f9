import Assurance
import AuditTrail
import Composition
import KeyService
import Logging
import Primitives
import Synchronization
import TestSupport
import Testing
import WebAuthn

@testable import Staff
@testable import Web

/// An installation in memory with its staff: the listener of people and that of the staff, side by side.
struct StaffHousehold: Sendable {
    static let party = RelyingParty(id: "localhost", origins: ["https://localhost"])

    let household: TestHousehold
    let server: TestServer
    let site: StaffSite
    let endpoints: [Endpoint]
    let staff: StaffService
    let access: AccessService
    let records: InMemoryRecordStore

    var clock: TurnableClock { household.clock }

    /// A member with her passkey and her browser.
    struct Person: Sendable {
        let id: StaffMemberID
        let authenticator: SoftwareAuthenticator
        let browser: Browser
    }

    static func run(
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ body: @Sendable @escaping (StaffHousehold) async throws -> Void
    ) async throws {
        try await TestHousehold.run(logger: logger) { household in
            let store = InMemoryRecordStore()
            let keys = InMemoryKeyManagement(now: household.clock.now)
            let ring = KeyEncryptionKeyRing(
                keyManagement: keys,
                store: store,
                environment: "test",
                region: "local",
                customerKeyID: try await keys.createKey(description: "test"),
                now: household.clock.now,
                onFetch: { _ in }
            )
            try await ring.prepare()
            let header = StoreHeader(kind: .metadata, environment: "test", region: "local")
            let staff = StaffService(
                StaffService.Surroundings(
                    records: SealedRecords(store: store, ring: ring, header: header, use: .metadata),
                    recorder: TrailStaffRecorder(audit: household.audit, now: household.clock.now),
                    relyingParty: party,
                    now: household.clock.now
                )
            )
            let authority = StaffEscrowAuthority(
                staff: staff,
                audit: household.audit,
                keeper: household.escrow.keeper
            )
            household.escrow.follow(authority)
            let access = AccessService.joining(staff, household.identity, household.audit, authority: authority)
            let assets = try AssetCatalogue()
            let site = StaffSite(
                services: StaffServices(
                    staff: staff,
                    access: access,
                    identity: household.identity,
                    audit: household.audit,
                    promises: PromiseBoard(checks: { [] }, now: household.clock.now),
                    now: household.clock.now
                ),
                renderer: try PageRenderer(assets: assets),
                assets: assets,
                address: SiteAddress(name: "localhost", httpsPort: 443),
                relyingPartyID: party.id
            )
            let endpoints = site.endpoints
            try await TestServer.run(
                endpoints: endpoints,
                sessions: NoSessions(),
                staff: StaffSessionGate(service: staff),
                fallback: site.fallback,
                logger: logger
            ) { server in
                try await body(
                    StaffHousehold(
                        household: household,
                        server: server,
                        site: site,
                        endpoints: endpoints,
                        staff: staff,
                        access: access,
                        records: store
                    )
                )
            }
        }
    }

    /// What a script sends.
    func call(_ browser: Browser, _ path: String, _ json: String) async throws -> RawAnswer {
        try await browser.send("POST", "/staff/call/" + path, json, type: "application/json")
    }

    /// Follows a link as the page's script does.
    func join(_ link: StaffSecret, prf: SoftwareAuthenticator.PRFSupport = .always) async throws -> Person {
        let browser = Browser(server: server)
        let authenticator = SoftwareAuthenticator(prf: prf)
        let start = try await call(browser, "join/start", #"{"link":"\#(link.text())"}"#)
        try #require(start.status == 200, "\(start.text)")
        let challenge = try start.jsonBytes("challenge")
        let member = try start.jsonBytes("member")
        let made = authenticator.register(
            SoftwareCeremony(party: Self.party, challenge: challenge, prfSalt: OfficerKey.salt),
            userHandle: member
        )
        var members = [
            "link": link.text(), "challenge": Base64URL.encode(challenge),
            "id": Base64URL.encode(made.response.credentialID),
            "clientData": Base64URL.encode(made.response.clientDataJSON),
            "attestation": Base64URL.encode(made.response.attestationObject), "device": "Laptop",
        ]
        if let output = made.prf { members["output"] = Base64URL.encode(output) }
        let joined = try await call(browser, "join", Self.json(members))
        try #require(joined.status == 200, "\(joined.text)")
        return Person(id: try #require(StaffMemberID(bytes: member)), authenticator: authenticator, browser: browser)
    }

    /// Signs in as the page's script does; the state that the server answers.
    func signIn(
        _ person: Person,
        browser: Browser? = nil,
        change: (inout SoftwareCeremony) -> Void = { _ in }
    ) async throws -> RawAnswer {
        let browser = browser ?? person.browser
        let start = try await call(browser, "sign-in/start", "{}")
        let challenge = try start.jsonBytes("challenge")
        var ceremony = SoftwareCeremony(party: Self.party, challenge: challenge)
        change(&ceremony)
        let used = try person.authenticator.assert(ceremony).response
        var members = [
            "challenge": Base64URL.encode(challenge), "id": Base64URL.encode(used.credentialID),
            "clientData": Base64URL.encode(used.clientDataJSON),
            "authenticatorData": Base64URL.encode(used.authenticatorData),
            "signature": Base64URL.encode(used.signature), "device": "Other laptop",
        ]
        if let handle = used.userHandle { members["userHandle"] = Base64URL.encode(handle) }
        return try await call(browser, "sign-in", Self.json(members))
    }

    private static func json(_ members: [String: String]) -> String {
        "{" + members.sorted { $0.key < $1.key }.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",") + "}"
    }

    /// Two officers who may do everything, signed in.
    func officers() async throws -> (Person, Person) {
        let asha = try await join(try await staff.inviteFirst(name: "Asha", role: .seniorEngineer))
        let meera = try await join(try await staff.inviteFirst(name: "Meera", role: .seniorEngineer))
        for person in [asha, meera] {
            try await makeFit(person.id)
            #expect(try await signIn(person).jsonText("state") == "in")
        }
        return (asha, meera)
    }

    /// Looks at every device, introduces, and puts on duty, as the command line does.
    func makeFit(_ id: StaffMemberID) async throws {
        let now = clock.now()
        let look = DeviceLook(isDiskEncrypted: true, locksItsScreen: true, canBeWiped: true)
        for device in try await staff.roster()[id]?.devices ?? [] {
            try await staff.attest(device.id, of: id, look, until: now.day().adding(days: 90), by: .operators)
        }
        try await staff.recordTraining(.onboarding, on: now.day(), of: id, by: .operators)
        try await staff.planDuty(from: now, until: now.adding(seconds: 14 * 86_400), of: id, by: .operators)
    }

    /// A member with a role, without a browser of hers: for asking with a session that the test begins itself.
    func member(_ name: String, _ role: StaffRole, by one: StaffMemberID, _ other: StaffMemberID) async throws -> Person
    {
        let proposal = try await staff.propose(.invitation(name: name, role: role), by: one)
        let person = try await join(try #require(try await staff.approve(proposal, by: other)))
        try await makeFit(person.id)
        return person
    }

    /// A session that the service itself begins, on a device that counts.
    func session(of id: StaffMemberID) async throws -> StaffSecret {
        let device = try #require(try await staff.roster()[id]?.devices.first)
        return try await staff.begin(of: id, on: device.id)
    }
}

extension RawAnswer {
    /// A member of the answer's object that is text.
    func jsonText(_ name: String) -> String? {
        guard let start = text.firstRange(of: "\"\(name)\":\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }

    /// The same, read as base64url.
    func jsonBytes(_ name: String) throws -> [UInt8] {
        let text = try #require(jsonText(name))
        return try #require(Base64URL.decode(text))
    }
}
