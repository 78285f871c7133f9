import Glibc
import KeyService
import Sealing
import TestSupport
import Testing

@testable import Keeper

@Suite("Locked root keys")
struct LockedRootKeyTests {
    let fixture: KeeperFixture
    /// Small, so that a test costs milliseconds.
    private static let parameters = Argon2id.Parameters(memoryKibibytes: 64, passes: 1, lanes: 1)

    init() throws { fixture = try KeeperFixture() }

    private var place: RootKeyChange.Place {
        RootKeyChange.Place(
            rootKeyFile: fixture.rootKeyFile,
            keysDirectory: fixture.keysDirectory,
            dataDirectory: fixture.data.path
        )
    }

    private static func secret(_ text: String) -> SharedSecret {
        SharedSecret(SecretBytes(copying: Array(text.utf8)))
    }

    /// Makes a key of a customer under the plain root key that is made with it.
    private func makeKey() throws -> String {
        try fixture.openStore().create(text: "", at: KeeperFixture.moment).id.text
    }

    private func lock(_ passphrase: String, opening: RootKeyChange.Opening = .plain) throws {
        try RootKeyChange.lock(
            place,
            opening: opening,
            under: Self.secret(passphrase).bytes,
            parameters: Self.parameters
        )
    }

    private func split(_ count: Int, _ threshold: Int, opening: RootKeyChange.Opening = .plain) throws -> [RootKeyShare]
    {
        var kept: [RootKeyShare] = []
        try RootKeyChange.split(place, opening: opening, into: count, threshold: threshold) { kept = $0 }
        return kept
    }

    private func locked() throws -> LockedRootKey {
        try #require(try LockedRootKey(decoding: try Files.read(fixture.rootKeyFile)))
    }

    /// Whether a root key opens the customer keys of the fixture.
    private func opens(_ root: consuming RootKey, _ id: String) throws -> Bool {
        let store = try CustomerKeyStore(try KeysDirectory(fixture.keysDirectory), root: root)
        return store.keyIDs().map(\.text) == [id]
    }

    @Test("under a passphrase the same key opens, and the plain bytes are gone from its directory")
    func passphrase() throws {
        let id = try makeKey()
        let plain = try Files.read(fixture.rootKeyFile)
        try lock("right")
        #expect(try RootKeyChange.protection(place) == .passphrase)
        #expect(KeeperFixture.mode(of: fixture.rootKeyFile) == 0o600)
        #expect(try fixture.elsewhere.contains(Array(plain[24..<56])) == false)
        #expect(try opens(try locked().open(passphrase: Self.secret("right").bytes), id))
        #expect(throws: KeeperError.wrongPassphrase) {
            _ = try locked().open(passphrase: Self.secret("wrong").bytes).id
        }
        #expect(throws: KeeperError.lockedOtherwise) { _ = try locked().open(shares: []).id }
        #expect(throws: KeeperError.rootKeyLocked) { try fixture.openStore() }
    }

    @Test("any two of five shares open the same key; one alone, one twice and none do not")
    func shares() throws {
        let id = try makeKey()
        let shares = try split(5, 2)
        #expect(shares.map(\.number) == [1, 2, 3, 4, 5])
        #expect(try RootKeyChange.protection(place) == .shares(threshold: 2, count: 5))
        for (first, second) in [(0, 1), (4, 2), (1, 3)] {
            #expect(try opens(try locked().open(shares: [shares[first], shares[second]]), id))
        }
        for few in [[], [shares[0]], [shares[0], shares[0]]] {
            #expect(throws: KeeperError.tooFewShares) { _ = try locked().open(shares: few).id }
        }
    }

    @Test("a share of another sharing, or with one bit changed, is named before anything is combined")
    func wrongShares() throws {
        _ = try makeKey()
        let old = try split(3, 2)
        let shares = try split(3, 2, opening: .shares(Array(old[..<2])))
        #expect(throws: KeeperError.wrongShare) { _ = try locked().open(shares: [shares[0], old[1]]).id }
        for position in [1, 2, 8, 39] {
            var payload = shares[1].payload
            payload[position] ^= 1
            let altered = try #require(RootKeyShare(payload: payload))
            #expect(throws: KeeperError.wrongShare) { _ = try locked().open(shares: [shares[0], altered]).id }
        }
    }

    @Test("a key can be locked another way, as long as it is opened first")
    func changed() throws {
        let id = try makeKey()
        try lock("one")
        #expect(throws: KeeperError.rootKeyLocked) { _ = try split(2, 2) }
        #expect(throws: KeeperError.wrongPassphrase) { _ = try split(2, 2, opening: .passphrase(Self.secret("two"))) }
        let shares = try split(2, 2, opening: .passphrase(Self.secret("one")))
        try lock("three", opening: .shares(shares))
        #expect(try opens(try locked().open(passphrase: Self.secret("three").bytes), id))
    }

    @Test("shares that could not be kept leave the key as it is")
    func notKept() throws {
        _ = try makeKey()
        let before = try Files.read(fixture.rootKeyFile)
        #expect(throws: KeeperError.system(ENOSPC)) {
            try RootKeyChange.split(place, opening: .plain, into: 2, threshold: 2) { _ throws(KeeperError) in
                throw .system(ENOSPC)
            }
        }
        #expect(try Files.read(fixture.rootKeyFile) == before)
    }

    @Test("the first key of an installation can be locked before it ever lay open; a lost one is not made anew")
    func first() throws {
        let shares = try split(2, 2)
        _ = try locked().open(shares: shares).id
        let store = try CustomerKeyStore(
            try KeysDirectory(fixture.keysDirectory),
            root: try locked().open(shares: shares)
        )
        _ = try store.create(text: "", at: KeeperFixture.moment)
        try Files.remove(fixture.rootKeyFile)
        #expect(throws: KeeperError.rootKeyMissing) { _ = try split(2, 2) }
        #expect(throws: KeeperError.rootKeyMissing) { try lock("a") }
    }

    @Test("any flipped byte of either file is refused")
    func flipped() throws {
        _ = try makeKey()
        try lock("right")
        let passphrase = Self.secret("right")
        try everyByte { _ = try $0.open(passphrase: passphrase.bytes).id }
        let shares = try split(3, 2, opening: .passphrase(passphrase))
        try everyByte { _ = try $0.open(shares: Array(shares[..<2])).id }
    }

    private func everyByte(_ open: (LockedRootKey) throws -> Void) throws {
        let bytes = try Files.read(fixture.rootKeyFile)
        try open(try locked())
        for position in bytes.indices {
            var altered = bytes
            altered[position] ^= 4
            // Bytes that ask for much memory or many passes are right bytes of another file: they cost time, and fail.
            if bytes.starts(with: LockedRootKey.passphraseMagic), (40..<52).contains(position) { continue }
            #expect(throws: (any Error).self, "byte \(position)") {
                // A file of neither magic is read as a plain one.
                if let locked = try LockedRootKey(decoding: altered) { return try open(locked) }
                _ = try RootKey(decoding: altered).id
            }
        }
        for count in [8, 24, bytes.count - 1] {
            #expect(throws: (any Error).self) { try LockedRootKey(decoding: Array(bytes[..<count])) }
        }
        #expect(throws: KeeperError.rootKeyDamaged) { try LockedRootKey(decoding: bytes + [0]) }
    }

    @Test("a cost that would exhaust the memory is refused before anything is derived")
    func cost() throws {
        try lock("right")
        var bytes = try Files.read(fixture.rootKeyFile)
        bytes.replaceSubrange(40..<44, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: KeeperError.rootKeyDamaged) { try LockedRootKey(decoding: bytes) }
    }

    @Test("a key that keeper made while a new one was being shared stays as it is", arguments: [false, true])
    func madeMeanwhile(_ wasThere: Bool) throws {
        if wasThere { _ = try makeKey() }
        var text = ""
        #expect(throws: KeeperError.rootKeyChanged) {
            try RootKeyChange.split(place, opening: .plain, into: 3, threshold: 2) { _ throws(KeeperError) in
                if wasThere { try SystemFile.replace(fixture.rootKeyFile, RootKey.make().encoded()) }
                text = try Self.made(by: makeKey, wasThere)
            }
        }
        #expect(try RootKeyChange.protection(place) == .file)
        guard !wasThere else { return }
        #expect(try fixture.openStore().key(try #require(CustomerKeyID(text: text))) != nil)
    }

    private static func made(by make: () throws -> String, _ wasThere: Bool) throws(KeeperError) -> String {
        guard !wasThere else { return "" }
        do { return try make() } catch { throw .keysDamaged }
    }
}
