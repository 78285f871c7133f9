import Testing

@testable import Keeper

@Suite("Codes, aliases, tags and lists")
struct KMSNamesTests {
    let fixture: KeeperFixture
    let keeper: Asked

    init() throws {
        fixture = try KeeperFixture()
        keeper = try Asked(fixture)
    }

    private func alias(_ operation: KMSOperation, _ name: String, _ id: String) throws(KMSException) {
        try keeper.ask(operation, #"{"AliasName":"\#(name)","TargetKeyId":"\#(id)"}"#)
    }

    @Test("a code verifies for its message, and for nothing else")
    func mac() throws {
        let (id, other) = (try keeper.makeKey(Asked.macKey), try keeper.makeKey(Asked.macKey))
        let algorithm = #""MacAlgorithm":"HMAC_SHA_256""#
        let made = try keeper.ask(.generateMac, key: id, #""Message":"AQI=",\#(algorithm)"#)
        let mac = try Asked.text(made["Mac"])
        #expect(made["MacAlgorithm"] == .string("HMAC_SHA_256"))
        let verified = try keeper.ask(.verifyMac, key: id, #""Message":"AQI=","Mac":"\#(mac)",\#(algorithm)"#)
        #expect(verified["MacValid"] == .bool(true))
        for (key, message, code) in [(id, "AQM=", mac), (other, "AQI=", mac), (id, "AQI=", "AQI=")] {
            #expect(throws: KMSException.invalidMac) {
                try keeper.ask(.verifyMac, key: key, #""Message":"\#(message)","Mac":"\#(code)",\#(algorithm)"#)
            }
        }
    }

    @Test("a key of one kind does not do what the other kind does")
    func usage() throws {
        let (symmetric, mac) = (try keeper.makeKey(), try keeper.makeKey(Asked.macKey))
        #expect(throws: KMSException.invalidKeyUsage) { try keeper.encrypt(mac) }
        let message = #""Message":"AQI=","MacAlgorithm":"HMAC_SHA_256""#
        #expect(throws: KMSException.invalidKeyUsage) { try keeper.ask(.generateMac, key: symmetric, message) }
        #expect(throws: KMSException.invalidKeyUsage) {
            try keeper.ask(.generateMac, key: mac, #""Message":"AQI=","MacAlgorithm":"HMAC_SHA_512""#)
        }
        for operation in [
            KMSOperation.rotateKeyOnDemand, .enableKeyRotation, .disableKeyRotation, .getKeyRotationStatus,
            .listKeyRotations,
        ] {
            #expect(throws: KMSException.unsupported) { try keeper.ask(operation, key: mac) }
        }
        let metadata = try keeper.metadata(mac)
        #expect(metadata["KeySpec"] == .string("HMAC_256"))
        #expect(metadata["MacAlgorithms"] == .array([.string("HMAC_SHA_256")]))
        #expect(metadata["EncryptionAlgorithms"] == nil)
    }

    @Test("an alias stands for its key where AWS lets it, and can be moved")
    func aliases() throws {
        let (id, other) = (try keeper.makeKey(), try keeper.makeKey())
        try alias(.createAlias, "alias/main", id)
        #expect(throws: KMSException.alreadyExists) { try alias(.createAlias, "alias/main", other) }
        let blob = try keeper.encrypt("alias/main")
        #expect(try keeper.decrypt(blob) == .string("AQI="))
        let arn = "arn:flowkeep:kms:local:000000000000:alias/main"
        #expect(try keeper.metadata(arn)["KeyId"] == .string(id))
        keeper.turn(days: 1)
        try alias(.updateAlias, "alias/main", other)
        #expect(try keeper.metadata("alias/main")["KeyId"] == .string(other))
        #expect(throws: KMSException.incorrectKey) {
            try keeper.ask(.decrypt, #"{"CiphertextBlob":"\#(blob)","KeyId":"alias/main"}"#)
        }
        let listed = try Asked.objects(try keeper.ask(.listAliases, "{}")["Aliases"])
        #expect(
            listed == [
                [
                    "AliasName": .string("alias/main"), "AliasArn": .string(arn), "TargetKeyId": .string(other),
                    "CreationDate": .number("1767225600.250"), "LastUpdatedDate": .number("1767312000.250"),
                ]
            ]
        )
        #expect(try Asked.objects(try keeper.ask(.listAliases, key: id)["Aliases"]).isEmpty)
        for operation in [KMSOperation.disableKey, .scheduleKeyDeletion, .rotateKeyOnDemand, .listResourceTags] {
            #expect(throws: KMSException.notFound) { try keeper.ask(operation, key: "alias/main") }
        }
        try keeper.ask(.deleteAlias, #"{"AliasName":"alias/main"}"#)
        #expect(throws: KMSException.notFound) { try keeper.encrypt("alias/main") }
        #expect(throws: KMSException.notFound) { try keeper.ask(.deleteAlias, #"{"AliasName":"alias/main"}"#) }
    }

    @Test(
        "names that are no aliases are refused",
        arguments: [
            ("main", KMSException.validation), ("alias/", .validation), ("alias/a b", .validation),
            ("alias/é", .validation), ("alias/aws/ebs", .invalidAliasName),
        ]
    )
    func aliasNames(_ name: String, _ expected: KMSException) throws {
        let id = try keeper.makeKey()
        #expect(throws: expected) { try alias(.createAlias, name, id) }
    }

    @Test("an alias points only at a key that is there, stays, and is of the same kind")
    func aliasTargets() throws {
        let (id, mac) = (try keeper.makeKey(), try keeper.makeKey(Asked.macKey))
        try alias(.createAlias, "alias/main", id)
        #expect(throws: KMSException.validation) { try alias(.updateAlias, "alias/main", mac) }
        #expect(throws: KMSException.notFound) { try alias(.updateAlias, "alias/other", id) }
        #expect(throws: KMSException.notFound) { try alias(.createAlias, "alias/x", "alias/main") }
        try keeper.ask(.scheduleKeyDeletion, key: mac)
        #expect(throws: KMSException.invalidState) { try alias(.createAlias, "alias/mac", mac) }
    }

    @Test("fifty aliases are the most for a key")
    func aliasLimit() throws {
        let id = try keeper.makeKey()
        for number in 0..<50 { try alias(.createAlias, "alias/\(number)", id) }
        #expect(throws: KMSException.limitExceeded) { try alias(.createAlias, "alias/50", id) }
        #expect(try Asked.objects(try keeper.ask(.listAliases, #"{"Limit":100}"#)["Aliases"]).count == 50)
    }

    @Test("tags are set, replaced and removed")
    func tags() throws {
        let id = try keeper.makeKey()
        let tags = #""Tags":[{"TagKey":"a","TagValue":"1"},{"TagKey":"ключ","TagValue":""}]"#
        try keeper.ask(.tagResource, key: id, tags)
        try keeper.ask(.tagResource, key: id, #""Tags":[{"TagKey":"a","TagValue":"2"}]"#)
        let listed = try Asked.objects(try keeper.ask(.listResourceTags, key: id)["Tags"])
        #expect(
            listed == [
                ["TagKey": .string("a"), "TagValue": .string("2")],
                ["TagKey": .string("ключ"), "TagValue": .string("")],
            ]
        )
        try keeper.ask(.untagResource, key: id, #""TagKeys":["a","none"]"#)
        #expect(try Asked.objects(try keeper.ask(.listResourceTags, key: id)["Tags"]).count == 1)
    }

    @Test(
        "tags that AWS would not take are refused",
        arguments: [
            (#"[{"TagKey":"","TagValue":""}]"#, KMSException.tag),
            (#"[{"TagKey":"AWS:x","TagValue":""}]"#, .tag),
            (#"[{"TagKey":"a","TagValue":""},{"TagKey":"a","TagValue":"b"}]"#, .tag),
            (#"[{"TagKey":"a"}]"#, .validation),
            (#"[{"TagKey":"a","TagValue":"","More":1}]"#, .validation),
            (#"["a"]"#, .serialization),
            ("[]", .validation),
        ]
    )
    func badTags(_ tags: String, _ expected: KMSException) throws {
        let id = try keeper.makeKey()
        #expect(throws: expected) { try keeper.ask(.tagResource, key: id, #""Tags":\#(tags)"#) }
    }

    @Test("fifty tags of the longest kind are the most, and are read back")
    func tagLimit() throws {
        let id = try keeper.makeKey()
        let long = String(repeating: "é", count: 120)
        for number in 10..<60 {
            let tag = #"{"TagKey":"\#(number)\#(long)","TagValue":"\#(long)\#(long)"}"#
            try keeper.ask(.tagResource, key: id, #""Tags":[\#(tag)]"#)
        }
        #expect(throws: KMSException.limitExceeded) {
            try keeper.ask(.tagResource, key: id, #""Tags":[{"TagKey":"a","TagValue":""}]"#)
        }
        #expect(try Asked.objects(try keeper.ask(.listResourceTags, key: id)["Tags"]).count == 50)
    }

    @Test("a list comes in pages that lose nothing, also when a key goes in between")
    func pages() throws {
        var ids: [String] = []
        for _ in 0..<5 { ids.append(try keeper.makeKey()) }
        ids.sort()
        let first = try keeper.ask(.listKeys, #"{"Limit":2}"#)
        #expect(try Asked.objects(first["Keys"]).map { $0["KeyId"] } == ids[..<2].map { .string($0) })
        let marker = try Asked.text(first["NextMarker"])
        try keeper.ask(.scheduleKeyDeletion, key: ids[1], #""PendingWindowInDays":7"#)
        keeper.turn(days: 7)
        let second = try keeper.ask(.listKeys, #"{"Marker":"\#(marker)"}"#)
        #expect(try Asked.objects(second["Keys"]).map { $0["KeyId"] } == ids[2...].map { .string($0) })
        #expect(second["Truncated"] == .bool(false))
        for bad in [#"{"Marker":"x"}"#, #"{"Marker":"alias/x"}"#] {
            #expect(throws: KMSException.invalidMarker) { try keeper.ask(.listKeys, bad) }
        }
        for bad in [#"{"Limit":0}"#, #"{"Limit":1001}"#, #"{"Marker":""}"#] {
            #expect(throws: KMSException.validation) { try keeper.ask(.listKeys, bad) }
        }
    }
}
