import Foundation
import Glibc
import TestSupport
import Testing

@testable import Keeper

@Suite("Root key file")
struct RootKeyTests {
    let fixture: KeeperFixture

    init() throws { fixture = try KeeperFixture() }

    private func load(mayCreate: Bool = true) throws -> [UInt8] {
        try RootKey.load(path: fixture.rootKeyFile, outside: fixture.data.path, mayCreate: mayCreate).id
    }

    @Test("the first start makes it, mode 0600, and every later start reads the same key")
    func created() throws {
        let id = try load()
        #expect(KeeperFixture.mode(of: fixture.rootKeyFile) == 0o600)
        #expect(try Files.read(fixture.rootKeyFile).count == RootKey.byteCount)
        #expect(try load(mayCreate: false) == id)
        #expect(try Files.names(in: fixture.elsewhere.path) == ["root.key"])
    }

    @Test("a mode that lets others in is refused", arguments: [0o640, 0o604, 0o660, 0o700, 0o666, 0o440])
    func mode(_ mode: Int) throws {
        _ = try load()
        try Files.setMode(fixture.rootKeyFile, mode)
        #expect(throws: KeeperError.rootKeyMode) { try load() }
    }

    @Test("a file that is for reading only, as a systemd credential is, is read")
    func credential() throws {
        let id = try load()
        try Files.setMode(fixture.rootKeyFile, 0o400)
        #expect(try load(mayCreate: false) == id)
    }

    @Test("a file of another user is refused", .enabled(if: geteuid() == 0, "only root can give a file away"))
    func owner() throws {
        _ = try load()
        #expect(unsafe chown(fixture.rootKeyFile, 65_534, 65_534) == 0)
        #expect(throws: KeeperError.rootKeyOwner) { try load() }
    }

    @Test("a link, even to a good key, is refused")
    func linked() throws {
        _ = try load()
        let link = fixture.elsewhere.path("link.key")
        try Files.link(link, to: fixture.rootKeyFile)
        #expect(throws: KeeperError.rootKeyDamaged) {
            _ = try RootKey.load(path: link, outside: fixture.data.path, mayCreate: true).id
        }
    }

    @Test("any flipped byte and any other length is refused, and the file is left as it is")
    func damaged() throws {
        _ = try load()
        let bytes = try Files.read(fixture.rootKeyFile)
        for position in bytes.indices {
            var altered = bytes
            altered[position] ^= 4
            try Files.overwrite(fixture.rootKeyFile, altered)
            #expect(throws: KeeperError.rootKeyDamaged) { try load() }
            #expect(try Files.read(fixture.rootKeyFile) == altered)
        }
        for count in [0, 1, 63] {
            try Files.overwrite(fixture.rootKeyFile, Array(bytes[..<count]))
            #expect(throws: KeeperError.rootKeyDamaged) { try load() }
        }
        try Files.overwrite(fixture.rootKeyFile, bytes + [0])
        #expect(throws: KeeperError.rootKeyDamaged) { try load() }
    }

    @Test("a place inside the data directory is refused, through a link and with dots, too")
    func inside() throws {
        let link = fixture.elsewhere.path("shortcut")
        try Files.link(link, to: fixture.data.path)
        for directory in [
            fixture.data.path, link, fixture.elsewhere.path + "/../" + fixture.data.url.lastPathComponent,
        ] {
            #expect(throws: KeeperError.rootKeyInsideDataDirectory) {
                _ = try RootKey.load(path: directory + "/root.key", outside: fixture.data.path, mayCreate: true).id
            }
        }
        #expect(try Files.names(in: fixture.data.path).isEmpty)
    }

    @Test("a neighbour whose name begins like the data directory's is outside")
    func neighbour() throws {
        let neighbour = fixture.data.path + "-root"
        #expect(unsafe mkdir(neighbour, 0o700) == 0)
        let id = try RootKey.load(path: neighbour + "/root.key", outside: fixture.data.path, mayCreate: true).id
        #expect(id.count == RootKey.idByteCount)
        try Files.remove(neighbour)
    }

    @Test("a missing file is an error where something depends on it")
    func missing() {
        #expect(throws: KeeperError.rootKeyMissing) { try load(mayCreate: false) }
    }

    /// If this fails, no installation's keys open any more.
    @Test("the frozen root key of docs/spec/key-service.md decodes")
    func frozen() throws {
        let key = try RootKey(decoding: Vectors.rootKey)
        #expect(key.id == Array(0..<16))
    }
}
