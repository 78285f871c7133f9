import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// docs/spec/factors.md §5.
@Suite("Backup codes")
struct BackupCodeTests {
    @Test("ten come with the first factor, and none with the second")
    func made() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addPasskey(SoftwareAuthenticator())
        #expect(codes.count == 10 && Set(codes).count == 10)
        #expect(try await home.addPasskey(SoftwareAuthenticator(), named: "Other").isEmpty)
        #expect(try await home.addApp().codes.isEmpty)
        #expect(try await home.service.factors(for: home.token).backupCodeCount == 10)
        #expect(try await home.service.factors(for: home.token).backupCodesMade != nil)
    }

    @Test("each has ten characters in two groups, all of Crockford's alphabet and nothing else")
    func shape() {
        let codes = (0..<400).map { _ in BackupCode.random() }
        #expect(codes.allSatisfy { $0.split(separator: "-").map(\.count) == [5, 5] })
        #expect(Set(codes).count == codes.count)
        // Every place has taken every value: no bit stands still.
        for place in [0, 1, 2, 3, 4, 6, 7, 8, 9, 10] {
            #expect(Set(codes.map { Array($0.utf8)[place] }) == Set("0123456789abcdefghjkmnpqrstvwxyz".utf8))
        }
        let canonical = codes.compactMap { BackupCode.canonical($0) }
        #expect(Set(canonical).count == codes.count)
    }

    @Test("one does the step once, and the others stay")
    func once() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addApp().codes
        try await home.signIn(.code(codes[4]))
        #expect(home.acts.contains(.backupCodeUsed))
        for server in [home.server, home.startServer()] {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) {
                try await home.signIn(.code(codes[4]), in: server)
            }
        }
        #expect(try await home.service.factors(for: home.token).backupCodeCount == 9)
        for code in codes where code != codes[4] { try await home.signIn(.code(code)) }
        #expect(try await home.service.factors(for: home.token).backupCodeCount == 0)
        #expect(try await home.stored().hasSecondStep)
    }

    @Test("it is read as people type it")
    func typed() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addApp().codes
        let typed = codes[0].uppercased().replacing("-", with: " ").replacing("0", with: "O").replacing("1", with: "l")
        try await home.signIn(.code(typed))
        try await home.signIn(.code(codes[1].replacing("-", with: "")))
        for wrong in ["\(codes[2])0", String(codes[2].dropLast()), "u\(codes[2].dropFirst())"] {
            await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(wrong)) }
        }
        try await home.signIn(.code(codes[2]))
    }

    @Test("of two who show one at once, one comes in")
    func twoAtOnce() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addApp().codes
        let count = try await home.sessionCount()
        home.server.events.during(.backupCodeUsed) {
            try await home.signIn(.code(codes[0]), in: home.startServer())
        }
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(codes[0])) }
        #expect(try await home.sessionCount() == count + 1)
    }

    @Test("one that cannot be told is not spent, and lets nobody in")
    func unrecorded() async throws {
        let home = try await FactorHousehold()
        let codes = try await home.addApp().codes
        home.server.events.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.signIn(.code(codes[0])) }
        home.server.events.refuse(with: nil)
        #expect(try await home.service.factors(for: home.token).backupCodeCount == 10)
    }

    @Test("new ones take the place of those that are left, and are told")
    func madeAnew() async throws {
        let home = try await FactorHousehold()
        await #expect(throws: IdentityError.factor(.noSecondStep)) {
            _ = try await home.service.makeBackupCodes(home.token)
        }
        let old = try await home.addApp().codes
        let new = try await home.service.makeBackupCodes(home.token).map(\.value)
        #expect(home.acts.last == .backupCodesMade)
        #expect(new.count == 10 && Set(new).isDisjoint(with: old))
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(old[0])) }
        try await home.signIn(.code(new[0]))
    }

    @Test("another's code does nothing, nor does one that was planted with another's mark")
    func others() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let other = try await home.server.signUp("usha")
        let secret = try await home.service.makeAppSecret(other.session.token).secret
        let app = TestApp(secret: secret, clock: home.clock)
        let codes = try await home.service.confirmApp(app.code(), token: other.session.token).map(\.value)
        await #expect(throws: IdentityError.wrongSecondStep(.wrong)) { try await home.signIn(.code(codes[0])) }
        // Whoever can write to the store moves the other account's record: it does not open here.
        let key = RecordKey.secondFactors(of: other.session.session.account)
        let stored = try #require(try await home.installation.metadata.read(key))
        try await home.installation.metadata.write([
            .put(.secondFactors(of: home.account), bytes: stored.bytes, unique: nil, expected: nil)
        ])
        await #expect(throws: IdentityError.records(.doesNotOpen(.secondFactors))) {
            try await home.signIn(.code(codes[0]))
        }
    }

    @Test("what is kept is not the code, and differs by account")
    func mark() async throws {
        let server = try await TestInstallation().startServer()
        let index = server.service.surroundings.index
        let canonical = try #require(BackupCode.canonical("abcde-fghjk"))
        let (one, two) = (UserAccountID(high: 0, low: 1), UserAccountID(high: 0, low: 2))
        let mark = try await BackupCode.mark(canonical, of: one, by: index)
        #expect(mark.count == 16)
        #expect(try await BackupCode.mark(canonical, of: one, by: index) == mark)
        #expect(try await BackupCode.mark(canonical, of: two, by: index) != mark)
        let elsewhere = try await TestInstallation().startServer().service.surroundings.index
        #expect(try await BackupCode.mark(canonical, of: one, by: elsewhere) != mark, "it takes the index key")
    }

    @Test("are shown by their text alone")
    func redacted() async throws {
        let home = try await FactorHousehold()
        try await home.addApp()
        let codes = try await home.service.makeBackupCodes(home.token)
        var dumped = ""
        dump(codes, to: &dumped)
        #expect(!dumped.contains(codes[0].value) && !"\(codes)".contains(codes[0].value))
    }
}
