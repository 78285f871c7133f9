import KeyService
import Primitives
import Sealing
import Testing

@testable import Keeper

/// One suite against keeper and, where `make key-clients` runs it, against a stand-in for AWS KMS.
@Suite("Operations of the client")
struct KMSPeerTests {
    private static let context = EncryptionContext(pairs: ["app": "flowkeep", "use": "test"])

    @Test("create, encrypt, decrypt; another context does not open", arguments: KMSPeer.available)
    func encrypt(_ peer: KMSPeer) async throws {
        try await peer.run { client in
            let id = try await client.createKey(description: "flowkeep test")
            #expect(try await client.keyIDs().contains(id))
            let blob = try await client.encrypt([1, 2, 3], keyID: id, context: Self.context)
            #expect(try await client.decrypt(blob, context: Self.context) == [1, 2, 3])
            await #expect(throws: KeyServiceError.invalidCiphertext) {
                try await client.decrypt(blob, context: Self.context.adding("use", "other"))
            }
            await #expect(throws: KeyServiceError.notFound) {
                try await client.encrypt([1], keyID: CustomerKeyID.make().text, context: Self.context)
            }
        }
    }

    @Test("data keys, with and without their plaintext", arguments: KMSPeer.available)
    func dataKeys(_ peer: KMSPeer) async throws {
        try await peer.run { client in
            let id = try await client.createKey(description: "")
            var key = try await client.generateDataKey(id, context: Self.context)
            let opened = try await client.decrypt(key.wrapped, context: Self.context)
            let isSame = key.takePlaintext().equals(SecretBytes(copying: opened))
            #expect(isSame)
            let wrapped = try await client.generateDataKeyWithoutPlaintext(id, context: Self.context)
            #expect(try await client.decrypt(wrapped, context: Self.context).count == 32)
        }
    }

    @Test("re-encrypt to another key and context", arguments: KMSPeer.available)
    func reEncrypt(_ peer: KMSPeer) async throws {
        try await peer.run { client in
            let (id, other) = (
                try await client.createKey(description: ""), try await client.createKey(description: "")
            )
            let blob = try await client.encrypt([7], keyID: id, context: Self.context)
            let context = Self.context.adding("version", "2")
            let moved = try await client.reEncrypt(blob, context: Self.context, to: other, context: context)
            #expect(moved != blob)
            #expect(try await client.decrypt(moved, context: context) == [7])
            await #expect(throws: KeyServiceError.invalidCiphertext) {
                try await client.reEncrypt(blob, context: context, to: other, context: context)
            }
        }
    }

    @Test("rotate on demand and by itself; what was sealed before opens", arguments: KMSPeer.available)
    func rotate(_ peer: KMSPeer) async throws {
        try await peer.run { client in
            let id = try await client.createKey(description: "")
            let before = try await client.encrypt([1], keyID: id, context: Self.context)
            #expect(try await client.keyRotationStatus(id).isEnabled == false)
            try await client.enableKeyRotation(id, periodDays: 90)
            let status = try await client.keyRotationStatus(id)
            #expect(status.isEnabled)
            if peer.keepsStates { #expect(status.periodDays == 90) }
            try await client.rotateKeyOnDemand(id)
            #expect(try await client.keyRotations(id).map(\.isAutomatic) == [false])
            #expect(try await client.decrypt(before, context: Self.context) == [1])
            try await client.disableKeyRotation(id)
            #expect(try await client.keyRotationStatus(id).isEnabled == false)
        }
    }

    @Test("disable, enable, schedule the end and cancel it", arguments: KMSPeer.available)
    func states(_ peer: KMSPeer) async throws {
        try await peer.run { client in
            let id = try await client.createKey(description: "")
            try await client.disableKey(id)
            #expect(try await client.describeKey(id).isEnabled == false)
            if peer.keepsStates {
                await #expect(throws: KeyServiceError.disabled) {
                    try await client.encrypt([1], keyID: id, context: Self.context)
                }
            }
            try await client.enableKey(id)
            #expect(try await client.describeKey(id).isEnabled)
            let created = try await client.describeKey(id).created
            let end = try await client.scheduleKeyDeletion(id, days: 7)
            let days = (end.seconds - created.seconds) / 86_400
            #expect((6...7).contains(days))
            #expect(try await client.describeKey(id).isEnabled == false)
            try await client.cancelKeyDeletion(id)
            try await client.enableKey(id)
            #expect(try await client.encrypt([1], keyID: id, context: Self.context).isEmpty == false)
        }
    }

    @Test("codes verify for their message only", arguments: KMSPeer.available)
    func codes(_ peer: KMSPeer) async throws {
        try await peer.run { client in
            let id = try await client.createMacKey(description: "")
            let mac = try await client.generateMac([1, 2, 3], keyID: id)
            try await client.verifyMac(mac, of: [1, 2, 3], keyID: id)
            await #expect(throws: KeyServiceError.invalidCiphertext) {
                try await client.verifyMac(mac, of: [1, 2, 4], keyID: id)
            }
        }
    }

    @Test("aliases name keys, tags are kept", arguments: KMSPeer.available)
    func names(_ peer: KMSPeer) async throws {
        try await peer.run { client in
            let (id, other) = (
                try await client.createKey(description: ""), try await client.createKey(description: "")
            )
            let alias = "alias/flowkeep-\(id)"
            try await client.createAlias(alias, of: id)
            #expect(try await client.aliases(of: id) == [alias])
            let blob = try await client.encrypt([9], keyID: alias, context: Self.context)
            try await client.updateAlias(alias, to: other)
            #expect(try await client.aliases(of: id).isEmpty)
            #expect(try await client.describeKey(alias).keyID == other)
            #expect(try await client.decrypt(blob, context: Self.context) == [9])
            try await client.deleteAlias(alias)
            #expect(try await client.aliases(of: other).isEmpty)
            try await client.tagKey(id, ["environment": "test", "owner": "me"])
            try await client.untagKey(id, ["owner"])
            #expect(try await client.tags(of: id) == ["environment": "test"])
        }
    }
}
