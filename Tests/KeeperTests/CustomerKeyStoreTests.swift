import Glibc
import KeyService
import Primitives
import Sealing
import TestSupport
import Testing

@testable import Keeper

@Suite("Customer key files")
struct CustomerKeyStoreTests {
    let fixture: KeeperFixture
    static let context = EncryptionContext(pairs: ["store": "vaults"])

    init() throws { fixture = try KeeperFixture() }

    /// Makes one key, wraps something under it, closes the store.
    private func makeKey() throws -> (path: String, blob: [UInt8], id: CustomerKeyID) {
        let store = try fixture.openStore()
        let key = try store.create(text: "main", at: KeeperFixture.moment)
        let version = try #require(key.versions.first)
        let blob = try KeyServiceCiphertext.seal(
            [1, 2, 3],
            under: version.secret.bytes,
            keyID: key.id,
            keyVersion: version.number,
            context: Self.context
        )
        return (fixture.keysDirectory + "/" + key.id.text + ".key", blob, key.id)
    }

    @Test("a key is there after a restart, and opens what it wrapped")
    func persists() throws {
        let (path, blob, id) = try makeKey()
        #expect(KeeperFixture.mode(of: path) == 0o600)
        #expect(KeeperFixture.mode(of: fixture.keysDirectory) == 0o700)
        let key = try #require(try fixture.openStore().key(id))
        #expect(key.text == "main")
        #expect(key.created == KeeperFixture.moment)
        let version = try #require(key.version(1))
        let plaintext = try KeyServiceCiphertext(decoding: blob).open(with: version.secret.bytes, context: Self.context)
        #expect(plaintext == [1, 2, 3])
    }

    @Test("a flipped bit in any byte of a key file stops the start")
    func flipped() throws {
        let (path, _, _) = try makeKey()
        let bytes = try Files.read(path)
        for position in bytes.indices {
            var altered = bytes
            altered[position] ^= 1
            try Files.overwrite(path, altered)
            #expect(throws: KeeperError.self) { try fixture.openStore() }
        }
        try Files.overwrite(path, bytes)
        _ = try fixture.openStore()
    }

    @Test("a key file cut anywhere, or too long, stops the start")
    func truncated() throws {
        let (path, _, _) = try makeKey()
        let bytes = try Files.read(path)
        for count in 0..<bytes.count {
            try Files.overwrite(path, Array(bytes[..<count]))
            #expect(throws: KeeperError.keysDamaged) { try fixture.openStore() }
        }
        try Files.overwrite(path, [UInt8](repeating: 0, count: CustomerKeyFile.byteCountMaximum + 1))
        #expect(throws: KeeperError.keysDamaged) { try fixture.openStore() }
    }

    @Test("a key file under another key's name stops the start")
    func renamed() throws {
        let (path, _, _) = try makeKey()
        let bytes = try Files.read(path)
        try Files.remove(path)
        try Files.create(fixture.keysDirectory + "/" + CustomerKeyID.make().text + ".key", bytes)
        #expect(throws: KeeperError.keysDamaged) { try fixture.openStore() }
    }

    @Test("a copy of the data directory without the root key opens nothing, and makes no new root key")
    func withoutRootKey() throws {
        _ = try makeKey()
        try Files.remove(fixture.rootKeyFile)
        #expect(throws: KeeperError.rootKeyMissing) { try fixture.openStore() }
        #expect(try Files.names(in: fixture.elsewhere.path).isEmpty)
        let other = fixture.elsewhere.path("other.key")
        _ = try RootKey.load(path: other, outside: fixture.data.path, mayCreate: true).id
        #expect(throws: KeeperError.rootKeyOther) { try fixture.openStore(root: other) }
    }

    @Test("a root key that claims another's id does not open the keys either")
    func forgedRootKey() throws {
        let (path, _, _) = try makeKey()
        let other = fixture.elsewhere.path("other.key")
        let otherID = try RootKey.load(path: other, outside: fixture.data.path, mayCreate: true).id
        var bytes = try Files.read(path)
        bytes.replaceSubrange(8..<24, with: otherID)
        try Files.overwrite(path, bytes)
        #expect(throws: KeeperError.keysDamaged) { try fixture.openStore(root: other) }
    }

    /// A key with everything that a file can hold, and an alias for it.
    private func makeRichKey() throws -> (path: String, id: CustomerKeyID) {
        let store = try fixture.openStore()
        let key = try store.create(text: "main", tags: ["a": "b"], at: KeeperFixture.moment)
        try store.change(key.id) { key in
            key.rotate(.onDemand, at: KeeperFixture.moment)
            key.rotation = RotationSchedule(periodDays: 90, since: KeeperFixture.moment)
            key.state = .pendingDeletion(KeeperFixture.moment.adding(seconds: 1000))
        }
        try store.changeAliases { aliases in
            let moment = KeeperFixture.moment
            aliases["alias/a"] = KeyAlias(name: "alias/a", target: key.id, created: moment, updated: moment)
        }
        return (fixture.keysDirectory + "/" + key.id.text + ".key", key.id)
    }

    @Test("a flipped bit and a cut anywhere in the file of a key with everything, and of aliases, stops the start")
    func richFilesDamaged() throws {
        let (path, id) = try makeRichKey()
        for path in [path, fixture.keysDirectory + "/aliases"] {
            let bytes = try Files.read(path)
            for position in bytes.indices {
                var altered = bytes
                altered[position] ^= 1
                try Files.overwrite(path, altered)
                #expect(throws: KeeperError.self) { try fixture.openStore() }
                try Files.overwrite(path, Array(bytes[..<position]))
                #expect(throws: KeeperError.keysDamaged) { try fixture.openStore() }
            }
            try Files.overwrite(path, bytes)
        }
        #expect(try fixture.openStore().alias("alias/a")?.target == id)
    }

    @Test("killed while a key is changed: the old file or the new one, never neither, and nothing is left over")
    func killedWhileChanging() throws {
        let (path, id) = try makeRichKey()
        let bytes = try Files.read(path)
        for count in stride(from: 0, through: bytes.count, by: 17) {
            try Files.create(path + SystemFile.temporarySuffix, Array(bytes[..<count]))
            try Files.create(fixture.keysDirectory + "/aliases" + SystemFile.temporarySuffix, Array(bytes[..<count]))
            let key = try #require(try fixture.openStore().key(id))
            #expect(key.versions.count == 2)
            #expect(try Files.names(in: fixture.keysDirectory) == [id.text + ".key", "aliases", "lock"].sorted())
        }
    }

    /// Between `link` and `unlink` of a new key its file has two names; clearing one must not empty the other.
    @Test("killed between the two names of a new key: the key is whole")
    func killedBetweenNames() throws {
        let (path, id) = try makeRichKey()
        #expect(unsafe link(path, path + SystemFile.temporarySuffix) == 0)
        #expect(try fixture.openStore().key(id) != nil)
        #expect(try fixture.openStore().key(id)?.text == "main")
        #expect(try Files.names(in: fixture.keysDirectory) == [id.text + ".key", "aliases", "lock"].sorted())
    }

    @Test("killed while a key is destroyed: it is gone, with its aliases")
    func killedWhileDestroying() throws {
        let (path, id) = try makeRichKey()
        try Files.create(path + SystemFile.temporarySuffix, try Files.read(path))
        try Files.remove(path)
        let store = try fixture.openStore()
        #expect(store.key(id) == nil)
        #expect(store.alias("alias/a") == nil)
        #expect(try Files.names(in: fixture.keysDirectory) == ["aliases", "lock"])
    }

    @Test("a change that cannot be written is refused, and the key is as before")
    func unwritable() throws {
        let store = try fixture.openStore()
        let key = try store.create(text: "", at: KeeperFixture.moment)
        let path = fixture.keysDirectory + "/" + key.id.text + ".key" + SystemFile.temporarySuffix
        // A directory in the place of the temporary file: nobody can write there, root neither.
        try #require(unsafe mkdir(path, 0o700) == 0)
        #expect(throws: KMSException.internalFailure) {
            try store.change(key.id) { $0.rotate(.onDemand, at: KeeperFixture.moment) }
        }
        #expect(store.key(key.id)?.versions.count == 1)
        try Files.remove(path)
        #expect(throws: Never.self) {
            try store.change(key.id) { $0.rotate(.onDemand, at: KeeperFixture.moment) }
        }
        #expect(store.key(key.id)?.versions.count == 2)
    }

    @Test("the file of a key with nothing but a version is, but for its randomness, as it was first specified")
    func firstFields() throws {
        let (path, _, id) = try makeKey()
        let root = try RootKey(decoding: try Files.read(fixture.rootKeyFile))
        let bytes = try Files.read(path)
        let header = Array(bytes[..<40])
        let plaintext = try SealedBox.open(
            bytes[40...],
            with: root.secret,
            context: SealingContext(.customerKey, place: header)
        )
        let fields = try FieldReader(plaintext)
        #expect(fields.unknownFields(above: 4).isEmpty)
        #expect(try FieldReader(fields.bytes(4)).unknownFields(above: 3).isEmpty)
        #expect(try CustomerKeyFile.decode(bytes, named: id, root: root).spec == .symmetric)
    }

    /// If this fails, keys and aliases of installations do not open any more.
    @Test("the frozen files of docs/spec/key-service.md with all fields open")
    func frozenWithAllFields() throws {
        let root = try RootKey(decoding: Vectors.rootKey)
        let id = try #require(CustomerKeyID(text: Vectors.customerKeyID))
        let key = try CustomerKeyFile.decode(Vectors.fullCustomerKeyFile, named: id, root: root)
        #expect(key.spec == .symmetric)
        #expect(key.state == .pendingDeletion(Timestamp(milliseconds: 1_767_830_400_250)))
        #expect(key.rotation == RotationSchedule(periodDays: 90, since: KeeperFixture.moment))
        #expect(key.tags == ["owner": "me"])
        #expect(key.versions.map(\.cause) == [nil, .onDemand, .automatic])
        #expect(key.versions.map { $0.secret.bytes.copied()[0] } == [0x5A, 0x5B, 0x5C])
        let alias = try #require(try AliasFile.decode(Vectors.aliasFile, root: root)["alias/main"])
        #expect(alias.target == id)
        #expect(alias.updated == KeeperFixture.moment)
    }

    /// What a kill leaves: nothing, or a temporary file of any length, or that file whole beside the linked one.
    @Test("killed while writing a new key: the old keys open, and the next key can be made")
    func killedWhileWriting() throws {
        let (path, _, id) = try makeKey()
        let bytes = try Files.read(path)
        let unfinished = fixture.keysDirectory + "/" + CustomerKeyID.make().text + ".key" + SystemFile.temporarySuffix
        for count in stride(from: 0, through: bytes.count, by: 13) {
            try Files.create(unfinished, Array(bytes[..<count]))
            #expect(try fixture.openStore().key(id) != nil)
        }
        try Files.create(path + SystemFile.temporarySuffix, bytes)
        let store = try fixture.openStore()
        let second = try store.create(text: "", at: KeeperFixture.moment)
        #expect(store.key(second.id) != nil)
    }

    @Test("killed while writing the root key: the next start makes it")
    func killedWhileWritingRootKey() throws {
        for count in [0, 10, 64] {
            let fixture = try KeeperFixture()
            let temporary = fixture.rootKeyFile + SystemFile.temporarySuffix
            try Files.create(temporary, [UInt8](repeating: 1, count: count))
            _ = try fixture.openStore().create(text: "", at: KeeperFixture.moment)
            #expect(try Files.names(in: fixture.elsewhere.path) == ["root.key"])
        }
    }

    @Test("two keepers cannot use one directory")
    func locked() throws {
        var store: CustomerKeyStore? = try fixture.openStore()
        #expect(throws: KeeperError.keysInUse) { try fixture.openStore() }
        #expect(store != nil)
        store = nil
        _ = try makeKey()
    }

    @Test("a hundred keys are the most")
    func limited() throws {
        let store = try fixture.openStore()
        for _ in 0..<CustomerKeyStore.keyCountMaximum { _ = try store.create(text: "", at: KeeperFixture.moment) }
        #expect(throws: KeeperError.tooManyKeys) { try store.create(text: "", at: KeeperFixture.moment) }
    }

    @Test("nothing of the keys, the root key or the description lies in the data directory in the clear")
    func canary() throws {
        let root: [UInt8]
        let store = try fixture.openStore()
        let key = try store.create(text: "canary-51c0ffee", at: KeeperFixture.moment)
        root = Array(try Files.read(fixture.rootKeyFile)[24..<56])
        let secret = key.versions[0].secret.bytes.withBytes { span in
            (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        for marker in [root, secret, Array("canary-51c0ffee".utf8)] {
            let isThere = try fixture.data.contains(marker)
            #expect(!isThere)
        }
    }

    /// If this fails, no installation's customer keys open any more.
    @Test("the frozen customer key of docs/spec/key-service.md opens, and opens its frozen ciphertext")
    func frozen() throws {
        let root = try RootKey(decoding: Vectors.rootKey)
        let id = try #require(CustomerKeyID(text: Vectors.customerKeyID))
        let key = try CustomerKeyFile.decode(Vectors.customerKeyFile, named: id, root: root)
        #expect(key.text == "flowkeep")
        let version = try #require(key.version(1))
        let blob = try KeyServiceCiphertext(decoding: Vectors.ciphertext)
        #expect(try blob.open(with: version.secret.bytes, context: Vectors.context) == Array("frozen".utf8))
    }
}
