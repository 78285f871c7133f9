import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// An account whose owner carries an authenticator app, passkeys and codes.
struct FactorHousehold: Sendable {
    let installation: TestInstallation
    let server: TestServer
    let made: SignUp
    private let trackers: [any Tracker.Type]

    var token: SessionToken { made.session.token }
    var vault: VaultID { made.session.session.vault }
    var account: UserAccountID { made.session.session.account }
    var service: IdentityService { server.service }
    var clock: TurnableClock { installation.clock }
    var acts: [AccountEvent.Act] { server.events.acts(of: vault) }

    init(trackers: [any Tracker.Type] = [Lines.self]) async throws {
        installation = try await TestInstallation()
        self.trackers = trackers
        server = installation.startServer(trackers: trackers)
        made = try await server.signUp()
        let access = try #require(made.session.access)
        if trackers.contains(where: { $0.id == Lines.id }) { try await server.write("rent", access) }
        if trackers.contains(where: { $0.id == Pages.id }) { try await server.writePage("day one", access) }
    }

    /// Another process over the same stores.
    func startServer() -> TestServer { installation.startServer(trackers: trackers) }

    func stored() async throws -> UserAccount { try await service.account(account).value }

    func slots(_ kind: KeySlot.Kind) async throws -> [KeySlot] {
        try await RecordSlotStore(records: server.records).slots(of: vault).filter { $0.kind == kind }
    }

    /// What a session shows of the vault.
    func lines(_ signedIn: SignedIn, in server: TestServer? = nil) async throws -> [String] {
        try await (server ?? self.server).lines(try #require(signedIn.access))
    }

    // MARK: Signing in

    /// As a program does: everything at once.
    @discardableResult
    func signIn(
        _ factor: PresentedFactor? = nil,
        passphrase: String = .good,
        device: SeenDevice = .laptop,
        in server: TestServer? = nil,
        from source: UInt8 = 1
    ) async throws(IdentityError) -> SignedIn {
        try await (server ?? self.server).service.signIn(
            handle: "asha",
            passphrase: passphrase,
            factor: factor,
            client: .browser,
            device: device,
            from: .address(source)
        )
    }

    func step(
        _ device: SeenDevice = .laptop,
        passphrase: String = .good,
        in server: TestServer? = nil
    ) async throws(IdentityError) -> SignInStep {
        try await (server ?? self.server).service.beginSignIn(
            handle: "asha",
            passphrase: passphrase,
            client: .browser,
            device: device,
            from: .address(1)
        )
    }

    /// A sign-in that waits for its second step.
    func begin(_ device: SeenDevice = .laptop, passphrase: String = .good) async throws -> SignInToken {
        guard case .waits(let token, _) = try await step(device, passphrase: passphrase) else {
            throw Unexpected.signedIn
        }
        return token
    }

    @discardableResult
    func finish(
        _ token: SignInToken,
        _ factor: PresentedFactor,
        device: DeviceToken? = nil,
        isTrusted: Bool = false,
        in server: TestServer? = nil,
        from source: UInt8 = 1
    ) async throws(IdentityError) -> SignedIn {
        try await (server ?? self.server).service.finishSignIn(
            token,
            factor: factor,
            device: device,
            isTrusted: isTrusted,
            from: .address(source)
        )
    }

    func recover(
        _ code: String? = nil,
        factor: PresentedFactor? = nil,
        isReadyToWait: Bool = false,
        device: SeenDevice = .laptop,
        in server: TestServer? = nil,
        from source: UInt8 = 1
    ) async throws(IdentityError) -> SignUp {
        try await (server ?? self.server).service.recover(
            handle: "asha",
            code: code ?? made.recoveryCode.value,
            newPassphrase: .better,
            factor: factor,
            isReadyToWait: isReadyToWait,
            client: .browser,
            device: device,
            from: .address(source)
        )
    }

    // MARK: Factors

    /// Turns an app on, and waits until the code that did it is over.
    @discardableResult
    func addApp(_ token: SessionToken? = nil) async throws -> (app: TestApp, codes: [String]) {
        let new = try await service.makeAppSecret(token ?? self.token)
        let app = TestApp(secret: new.secret, clock: clock)
        let codes = try await service.confirmApp(app.code(), token: token ?? self.token)
        clock.advance(seconds: 60)
        return (app, codes.map(\.value))
    }

    @discardableResult
    func addPasskey(
        _ key: SoftwareAuthenticator,
        named name: String = "Blue key",
        token: SessionToken? = nil,
        in server: TestServer? = nil,
        _ adapt: (inout SoftwareCeremony) -> Void = { _ in }
    ) async throws -> [String] {
        let service = (server ?? self.server).service
        let token = token ?? self.token
        var ceremony = SoftwareCeremony(
            party: TestServer.party,
            challenge: try await service.challenge(for: .registration(token)).bytes,
            prfSalt: IdentityService.passkeySalt
        )
        adapt(&ceremony)
        let made = key.register(ceremony, userHandle: account.bytes)
        let registration = PasskeyRegistration(
            response: made.response,
            transports: ["usb"],
            secret: made.prf.map { SharedSecret(SecretBytes(copying: $0)) }
        )
        return try await service.addPasskey(registration, name: name, token: token).map(\.value)
    }

    /// What a passkey answers to a challenge that was given out just now.
    func answer(
        _ key: SoftwareAuthenticator,
        for use: Challenge.Use,
        _ adapt: (inout SoftwareCeremony) -> Void = { _ in }
    ) async throws -> PasskeyAnswer {
        var ceremony = SoftwareCeremony(
            party: TestServer.party,
            challenge: try await service.challenge(for: use).bytes,
            prfSalt: IdentityService.passkeySalt
        )
        adapt(&ceremony)
        let used = try key.assert(ceremony)
        return PasskeyAnswer(
            response: used.response,
            secret: used.prf.map { SharedSecret(SecretBytes(copying: $0)) }
        )
    }

    @discardableResult
    func signIn(
        with answer: PasskeyAnswer,
        device: SeenDevice = .laptop,
        in server: TestServer? = nil,
        from source: UInt8 = 1
    ) async throws(IdentityError) -> SignedIn {
        try await (server ?? self.server).service.signIn(
            passkey: answer,
            client: .browser,
            device: device,
            from: .address(source)
        )
    }

    @discardableResult
    func signIn(
        with key: SoftwareAuthenticator,
        device: SeenDevice = .laptop,
        in server: TestServer? = nil
    ) async throws -> SignedIn {
        try await signIn(with: try await answer(key, for: .signIn), device: device, in: server)
    }

    /// The names under which her passkeys are kept.
    func marks() async throws -> [[UInt8]] { try await service.storedPasskeys(of: account).map(\.value.mark) }

    func sessionCount() async throws -> Int { try await service.sessions(of: account).count }
}

/// Something that a test did not ask for.
enum Unexpected: Error { case signedIn }

/// An authenticator app: it has a secret and a clock.
struct TestApp: Sendable {
    let secret: [UInt8]
    let clock: TurnableClock

    /// What it shows now, or some steps of 30 seconds later.
    func code(_ steps: Int64 = 0) -> String {
        let step = TimeCode.step(at: clock.time.adding(seconds: 30 * steps))
        return OneTimeCode.text(step, key: SecretBytes(copying: secret))
    }

    /// Six digits that are not what it shows about now.
    var wrongCode: String {
        let near = Set((-4...4).map { code($0) })
        return (0...9).map { "00000\($0)" }.first { !near.contains($0) } ?? "123456"
    }
}

extension SeenDevice {
    static let laptop = SeenDevice(name: "Firefox on Linux")
    static let library = SeenDevice(name: "Chrome on Windows", isShared: true)

    /// The laptop as it comes back.
    static func known(_ token: DeviceToken?) -> SeenDevice { SeenDevice(token: token, name: laptop.name) }
}
