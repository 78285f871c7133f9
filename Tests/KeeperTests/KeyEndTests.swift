import Foundation
import Glibc
import KeyService
import Logging
import Primitives
import TestSupport
import Testing

@testable import Keeper

/// Keys that end by themselves, from whichever copy of their files.
@Suite("Keys that end")
struct KeyEndTests {
    private static let days: Int64 = 23

    let fixture: KeeperFixture
    let keeper: Asked

    init() throws {
        fixture = try KeeperFixture()
        keeper = try Asked(fixture)
    }

    private var end: Timestamp { KeeperFixture.moment.adding(seconds: Self.days * Asked.daySeconds) }

    private static func tags(_ value: String) -> String {
        #""Tags":[{"TagKey":"flowkeep:end","TagValue":"\#(value)"}]"#
    }

    private func makeEndingKey() throws -> String { try keeper.makeKey(Self.tags(KeyEnd.text(end))) }

    private func path(_ id: String) -> String { "\(fixture.keysDirectory)/\(id).ends" }

    private func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    @Test("a key opens what is under it until its end; then it is not found, and its file and its names are gone")
    func ends() throws {
        let id = try makeEndingKey()
        let blob = try keeper.encrypt(id)
        try keeper.ask(.createAlias, #"{"AliasName":"alias/day","TargetKeyId":"\#(id)"}"#)
        #expect(isThere(path(id)) && !isThere("\(fixture.keysDirectory)/\(id).key"))
        keeper.turn(days: Self.days, seconds: -1)
        #expect(try keeper.decrypt(blob) == .string("AQI="))
        #expect(keeper.service.settle() == 0 && isThere(path(id)))
        keeper.turn(days: 0, seconds: 1)
        #expect(throws: KMSException.invalidCiphertext) { try keeper.decrypt(blob) }
        for name in [id, "alias/day"] {
            #expect(throws: KMSException.notFound) { try keeper.ask(.describeKey, key: name) }
        }
        #expect(!isThere(path(id)))
    }

    @Test("an end that nobody could read, or that was, makes no key; it stays as it was given")
    func fixed() throws {
        let past = KeyEnd.text(KeeperFixture.moment)
        for value in ["", "soon", "-1", "0", "0\(KeyEnd.text(end))", KeyEnd.text(end) + " ", past] {
            #expect(throws: KMSException.tag, "\(value)") { try keeper.makeKey(Self.tags(value)) }
        }
        let id = try makeEndingKey()
        let later = Self.tags(KeyEnd.text(end.adding(seconds: 1)))
        #expect(throws: KMSException.tag) { try keeper.ask(.tagResource, key: id, later) }
        #expect(throws: KMSException.tag) { try keeper.ask(.untagResource, key: id, #""TagKeys":["flowkeep:end"]"#) }
        let other = try keeper.makeKey()
        #expect(throws: KMSException.tag) { try keeper.ask(.tagResource, key: other, later) }
        // To cancel a deletion brings a key back, and not its end.
        try keeper.ask(.scheduleKeyDeletion, key: id, #""PendingWindowInDays":7"#)
        try keeper.ask(.cancelKeyDeletion, key: id)
        keeper.turn(days: Self.days)
        #expect(throws: KMSException.notFound) { try keeper.ask(.describeKey, key: id) }
    }

    @Test("the file of a key whose time has come is dropped when it is put back, and the rest opens")
    func putBack() throws {
        let other = try keeper.makeKey()
        let id = try makeEndingKey()
        let blob = try keeper.encrypt(id)
        let file = try Files.read(path(id))
        keeper.turn(days: Self.days)
        #expect(keeper.service.settle() == 0 && !isThere(path(id)))
        try Files.create(path(id), file)
        let moment = keeper.moment
        let gate = try KeeperGate(
            try KeysDirectory(copied(fixture.keysDirectory)),
            root: try RootKeyFile.read(fixture.rootKeyFile),
            region: "local",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { moment }
        )
        let copy = fixture.elsewhere.path("copy")
        #expect(!isThere("\(copy)/\(id).ends") && isThere("\(copy)/\(other).key"))
        let open = Array(#"{"CiphertextBlob":"\#(blob)"}"#.utf8)
        #expect(throws: KMSException.invalidCiphertext) { try gate.answer(.decrypt, open) }
        #expect(try !gate.answer(.describeKey, Array(#"{"KeyId":"\#(other)"}"#.utf8)).isEmpty)
    }

    @Test("under the name of a key that stays it stops the start, so that no backup takes it along")
    func renamed() throws {
        let id = try makeEndingKey()
        let other = try keeper.makeKey()
        let copy = try copied(fixture.keysDirectory)
        try FileManager.default.moveItem(atPath: "\(copy)/\(id).ends", toPath: "\(copy)/\(id).key")
        #expect(throws: KeeperError.keysDamaged) { try open(copy) }
        try FileManager.default.moveItem(atPath: "\(copy)/\(id).key", toPath: "\(copy)/\(id).ends")
        try FileManager.default.moveItem(atPath: "\(copy)/\(other).key", toPath: "\(copy)/\(other).ends")
        #expect(throws: KeeperError.keysDamaged) { try open(copy) }
    }

    /// A directory that the keeper of this fixture does not hold.
    private func copied(_ path: String) throws -> String {
        let copy = fixture.elsewhere.path("copy")
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return copy
    }

    private func open(_ path: String) throws {
        let root = try RootKey.load(path: fixture.rootKeyFile, outside: fixture.data.path, mayCreate: false)
        _ = try CustomerKeyStore(try KeysDirectory(path), root: root)
    }

    @Test(
        "a key service makes one key of a name, and ends it when it is told to",
        arguments: KeyManagementUnderTest.allCases
    )
    func contract(_ kind: KeyManagementUnderTest) async throws {
        try await kind.run { service in
            let service = try #require(service as? any DatedKeyManagement)
            let end = KeeperFixture.moment.adding(seconds: 86_400)
            let id = try await service.createKey(description: "", alias: "alias/day", ending: end)
            #expect(try await service.createKey(description: "", alias: "alias/day", ending: end) == id)
            #expect(try await service.describeKey("alias/day").keyID == id)
            let context = KeyManagementContractTests.context
            let box = try await service.encrypt([1], keyID: id, context: context)
            try await service.endKey(id, days: 7)
            #expect(try await !service.describeKey(id).isEnabled)
            await #expect(throws: KeyServiceError.disabled) { try await service.decrypt(box, context: context) }
            let next = try await service.createKey(description: "", alias: "alias/day", ending: end)
            #expect(next != id)
            #expect(try await service.describeKey("alias/day").keyID == next)
        }
    }

    @Test("only a locked root key is copied, and never over another")
    func rootKeyCopy() throws {
        #expect(try RootKeyCopy.read(fixture.rootKeyFile) == nil)
        let place = RootKeyChange.Place(
            rootKeyFile: fixture.rootKeyFile,
            keysDirectory: fixture.keysDirectory,
            dataDirectory: fixture.data.path
        )
        try RootKeyChange.split(place, opening: .plain, into: 3, threshold: 2) { _ in }
        let bytes = try #require(try RootKeyCopy.read(fixture.rootKeyFile))
        #expect(try bytes == Files.read(fixture.rootKeyFile))
        let copy = fixture.elsewhere.path("copied.key")
        #expect(try RootKeyCopy.put(bytes, at: copy))
        #expect(KeeperFixture.mode(of: copy) == 0o600)
        #expect(try !RootKeyCopy.put(bytes, at: copy))
        let open = [UInt8]("FKROOT".utf8) + [0, 1] + [UInt8](repeating: 1, count: 56)
        #expect(throws: KeeperError.rootKeyDamaged) { try RootKeyCopy.put(open, at: fixture.elsewhere.path("other")) }
    }
}
