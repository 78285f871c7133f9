import KeyService
import Primitives
import Testing

@testable import Keeper

@Suite("Life of a key")
struct KMSLifecycleTests {
    let fixture: KeeperFixture
    let keeper: Asked

    init() throws {
        fixture = try KeeperFixture()
        keeper = try Asked(fixture)
    }

    /// What needs a usable key, by the exception it gets.
    private func expect(_ exception: KMSException, from id: String, _ blob: String) {
        let uses: [(KMSOperation, String)] = [
            (.encrypt, #"{"KeyId":"\#(id)","Plaintext":"AQI="}"#),
            (.decrypt, #"{"CiphertextBlob":"\#(blob)"}"#),
            (.generateDataKey, #"{"KeyId":"\#(id)","KeySpec":"AES_256"}"#),
            (.generateDataKeyWithoutPlaintext, #"{"KeyId":"\#(id)","KeySpec":"AES_256"}"#),
            (.reEncrypt, #"{"CiphertextBlob":"\#(blob)","DestinationKeyId":"\#(id)"}"#),
            (.enableKeyRotation, #"{"KeyId":"\#(id)"}"#), (.disableKeyRotation, #"{"KeyId":"\#(id)"}"#),
            (.rotateKeyOnDemand, #"{"KeyId":"\#(id)"}"#),
        ]
        for (operation, body) in uses { #expect(throws: exception) { try keeper.ask(operation, body) } }
    }

    @Test("a disabled key does nothing, and everything again when it is enabled")
    func disabled() throws {
        let id = try keeper.makeKey()
        let blob = try keeper.encrypt(id)
        try keeper.ask(.disableKey, key: id)
        #expect(try keeper.metadata(id)["KeyState"] == .string("Disabled"))
        #expect(try keeper.metadata(id)["Enabled"] == .bool(false))
        expect(.disabled, from: id, blob)
        try keeper.ask(.disableKey, key: id)
        try keeper.ask(.enableKey, key: id)
        try keeper.ask(.enableKey, key: id)
        #expect(try keeper.decrypt(blob) == .string("AQI="))
    }

    @Test("a deletion waits its time, in which the key does nothing and its end can be cancelled")
    func pendingDeletion() throws {
        let id = try keeper.makeKey()
        let blob = try keeper.encrypt(id)
        let answer = try keeper.ask(.scheduleKeyDeletion, key: id, #""PendingWindowInDays":7"#)
        #expect(answer["KeyState"] == .string("PendingDeletion"))
        #expect(answer["PendingWindowInDays"] == .number("7"))
        #expect(answer["DeletionDate"] == .number("1767830400.250"))
        #expect(try keeper.metadata(id)["DeletionDate"] == .number("1767830400.250"))
        expect(.invalidState, from: id, blob)
        for operation in [KMSOperation.enableKey, .disableKey, .scheduleKeyDeletion] {
            #expect(throws: KMSException.invalidState) { try keeper.ask(operation, key: id) }
        }
        keeper.turn(days: 7, seconds: -1)
        try keeper.ask(.cancelKeyDeletion, key: id)
        keeper.turn(days: 100)
        #expect(try keeper.metadata(id)["KeyState"] == .string("Disabled"))
        #expect(throws: KMSException.invalidState) { try keeper.ask(.cancelKeyDeletion, key: id) }
        try keeper.ask(.enableKey, key: id)
        #expect(try keeper.decrypt(blob) == .string("AQI="))
    }

    @Test("the waiting time is 7 to 30 days, and 30 unless said otherwise")
    func waitingTime() throws {
        let id = try keeper.makeKey()
        for days in ["6", "31", "0", "-1"] {
            #expect(throws: KMSException.validation) {
                try keeper.ask(.scheduleKeyDeletion, key: id, #""PendingWindowInDays":\#(days)"#)
            }
        }
        #expect(try keeper.ask(.scheduleKeyDeletion, key: id)["PendingWindowInDays"] == .number("30"))
    }

    @Test("at the end of the waiting time the key, its file and its aliases are gone, and only they")
    func destroyed() throws {
        let id = try keeper.makeKey()
        let other = try keeper.makeKey()
        let (blob, otherBlob) = (try keeper.encrypt(id), try keeper.encrypt(other))
        for (name, target) in [("alias/one", id), ("alias/two", other)] {
            try keeper.ask(.createAlias, #"{"AliasName":"\#(name)","TargetKeyId":"\#(target)"}"#)
        }
        try keeper.ask(.scheduleKeyDeletion, key: id, #""PendingWindowInDays":7"#)
        #expect(try Files.names(in: fixture.keysDirectory).contains(id + ".key"))
        keeper.turn(days: 7)
        #expect(throws: KMSException.notFound) { try keeper.ask(.describeKey, key: id) }
        #expect(throws: KMSException.notFound) { try keeper.ask(.cancelKeyDeletion, key: id) }
        #expect(throws: KMSException.notFound) { try keeper.ask(.describeKey, key: "alias/one") }
        #expect(throws: KMSException.invalidCiphertext) { try keeper.decrypt(blob) }
        #expect(try keeper.decrypt(otherBlob) == .string("AQI="))
        #expect(try keeper.metadata("alias/two")["KeyId"] == .string(other))
        #expect(try Files.names(in: fixture.keysDirectory) == [other + ".key", "aliases", "lock"].sorted())
    }

    @Test("the tick destroys what nobody asks for any more")
    func tick() throws {
        let id = try keeper.makeKey()
        try keeper.ask(.scheduleKeyDeletion, key: id, #""PendingWindowInDays":7"#)
        keeper.turn(days: 6)
        #expect(keeper.service.settle() == 0)
        #expect(try Files.names(in: fixture.keysDirectory).count == 2)
        keeper.turn(days: 1)
        #expect(keeper.service.settle() == 0)
        #expect(try Files.names(in: fixture.keysDirectory) == ["lock"])
    }

    @Test("a rotation on demand seals with a new version; what the old ones sealed opens")
    func onDemand() throws {
        let id = try keeper.makeKey()
        let before = try keeper.encrypt(id)
        keeper.turn(days: 1)
        #expect(try keeper.ask(.rotateKeyOnDemand, key: id) == ["KeyId": .string(id)])
        let after = try keeper.encrypt(id)
        #expect(try Asked.version(of: before) == 1)
        #expect(try Asked.version(of: after) == 2)
        #expect(try keeper.decrypt(before) == .string("AQI="))
        #expect(try keeper.decrypt(after) == .string("AQI="))
        let rotations = try Asked.objects(try keeper.ask(.listKeyRotations, key: id)["Rotations"])
        #expect(rotations.map { $0["RotationType"] } == [.string("ON_DEMAND")])
        #expect(rotations.map { $0["RotationDate"] } == [.number("1767312000.250")])
        let all = #""IncludeKeyMaterial":"ALL_KEY_MATERIAL""#
        let versions = try Asked.objects(try keeper.ask(.listKeyRotations, key: id, all)["Rotations"])
        #expect(versions.map { $0["KeyMaterialState"] } == [.string("NON_CURRENT"), .string("CURRENT")])
    }

    @Test("a ciphertext is wrapped anew under the newest version, or another key and context, without being shown")
    func reEncrypt() throws {
        let (id, other) = (try keeper.makeKey(), try keeper.makeKey())
        let old = try keeper.encrypt(id)
        try keeper.ask(.rotateKeyOnDemand, key: id)
        let same = try keeper.ask(.reEncrypt, #"{"CiphertextBlob":"\#(old)","DestinationKeyId":"\#(id)"}"#)
        #expect(try Asked.version(of: try Asked.text(same["CiphertextBlob"])) == 2)
        #expect(same["Plaintext"] == nil)
        let moved = try keeper.ask(
            .reEncrypt,
            #"""
            {"CiphertextBlob":"\#(old)","SourceKeyId":"\#(id)","DestinationKeyId":"\#(other)",
            "DestinationEncryptionContext":{"a":"b"}}
            """#
        )
        #expect(try Asked.text(moved["KeyId"]).hasSuffix(other))
        #expect(try Asked.text(moved["SourceKeyId"]).hasSuffix(id))
        let blob = try Asked.text(moved["CiphertextBlob"])
        #expect(throws: KMSException.invalidCiphertext) { try keeper.decrypt(blob) }
        let opened = try keeper.ask(.decrypt, #"{"CiphertextBlob":"\#(blob)","EncryptionContext":{"a":"b"}}"#)
        #expect(opened["Plaintext"] == .string("AQI="))
        #expect(throws: KMSException.incorrectKey) {
            try keeper.ask(
                .reEncrypt,
                #"{"CiphertextBlob":"\#(old)","SourceKeyId":"\#(other)","DestinationKeyId":"\#(id)"}"#
            )
        }
    }

    @Test("automatic rotation happens after its period, when the key is used, once")
    func automatic() throws {
        let id = try keeper.makeKey()
        #expect(try keeper.ask(.getKeyRotationStatus, key: id)["KeyRotationEnabled"] == .bool(false))
        try keeper.ask(.enableKeyRotation, key: id, #""RotationPeriodInDays":90"#)
        let status = try keeper.ask(.getKeyRotationStatus, key: id)
        #expect(status["KeyRotationEnabled"] == .bool(true))
        #expect(status["RotationPeriodInDays"] == .number("90"))
        #expect(status["NextRotationDate"] == .number("1775001600.250"))
        keeper.turn(days: 90, seconds: -1)
        #expect(try Asked.version(of: try keeper.encrypt(id)) == 1)
        keeper.turn(days: 0, seconds: 1)
        #expect(try Asked.version(of: try keeper.encrypt(id)) == 2)
        #expect(try Asked.version(of: try keeper.encrypt(id)) == 2)
        let rotations = try Asked.objects(try keeper.ask(.listKeyRotations, key: id)["Rotations"])
        #expect(rotations.map { $0["RotationType"] } == [.string("AUTOMATIC")])
        try keeper.ask(.disableKeyRotation, key: id)
        keeper.turn(days: 1000)
        #expect(try Asked.version(of: try keeper.encrypt(id)) == 2)
    }

    @Test("the tick rotates a key nobody uses; a disabled key waits until it is enabled")
    func automaticAtTick() throws {
        let (id, other) = (try keeper.makeKey(), try keeper.makeKey())
        for key in [id, other] { try keeper.ask(.enableKeyRotation, key: key, #""RotationPeriodInDays":90"#) }
        try keeper.ask(.disableKey, key: other)
        keeper.turn(days: 90)
        #expect(keeper.service.settle() == 0)
        let count = { (key: String) in
            try Asked.objects(try keeper.ask(.listKeyRotations, key: key)["Rotations"]).count
        }
        #expect(try count(id) == 1)
        #expect(try count(other) == 0)
        try keeper.ask(.enableKey, key: other)
        #expect(keeper.service.settle() == 0)
        #expect(try count(other) == 1)
    }

    @Test("asking for rotation again, with another period, counts from when it began")
    func periodChanged() throws {
        let id = try keeper.makeKey()
        try keeper.ask(.enableKeyRotation, key: id)
        #expect(try keeper.ask(.getKeyRotationStatus, key: id)["RotationPeriodInDays"] == .number("365"))
        keeper.turn(days: 50)
        try keeper.ask(.enableKeyRotation, key: id, #""RotationPeriodInDays":100"#)
        #expect(try keeper.ask(.getKeyRotationStatus, key: id)["NextRotationDate"] == .number("1775865600.250"))
        for days in [89, 2561] {
            #expect(throws: KMSException.validation) {
                try keeper.ask(.enableKeyRotation, key: id, #""RotationPeriodInDays":\#(days)"#)
            }
        }
    }

    @Test("a key may be rotated twenty-five times on demand")
    func onDemandLimit() throws {
        let id = try keeper.makeKey()
        for _ in 0..<25 { try keeper.ask(.rotateKeyOnDemand, key: id) }
        #expect(throws: KMSException.limitExceeded) { try keeper.ask(.rotateKeyOnDemand, key: id) }
        let first = try keeper.ask(.listKeyRotations, key: id, #""Limit":20"#)
        #expect(first["Truncated"] == .bool(true))
        let marker = try Asked.text(first["NextMarker"])
        let second = try keeper.ask(.listKeyRotations, key: id, #""Limit":20,"Marker":"\#(marker)""#)
        #expect(try Asked.objects(second["Rotations"]).count == 5)
        #expect(second["Truncated"] == .bool(false))
        #expect(throws: KMSException.invalidMarker) {
            try keeper.ask(.listKeyRotations, key: id, #""Marker":"x""#)
        }
    }

    @Test("everything about a key is in its file")
    func kept() throws {
        let id = try keeper.makeKey(#""Description":"main","Tags":[{"TagKey":"a","TagValue":"b"}]"#)
        try keeper.ask(.rotateKeyOnDemand, key: id)
        try keeper.ask(.enableKeyRotation, key: id, #""RotationPeriodInDays":120"#)
        try keeper.ask(.scheduleKeyDeletion, key: id, #""PendingWindowInDays":9"#)
        let bytes = try Files.read(fixture.keysDirectory + "/" + id + ".key")
        let root = try RootKey(decoding: try Files.read(fixture.rootKeyFile))
        let key = try CustomerKeyFile.decode(bytes, named: try #require(CustomerKeyID(text: id)), root: root)
        #expect(key.text == "main")
        #expect(key.state == .pendingDeletion(KeeperFixture.moment.adding(seconds: 9 * Asked.daySeconds)))
        #expect(key.tags == ["a": "b"])
        #expect(key.rotation == RotationSchedule(periodDays: 120, since: KeeperFixture.moment))
        #expect(key.versions.map(\.cause) == [nil, .onDemand])
    }
}
