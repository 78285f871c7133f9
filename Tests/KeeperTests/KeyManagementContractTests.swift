import KeyService
import Primitives
import Sealing
import Testing

@testable import Keeper

/// The services that pass one contract.
enum KeyManagementUnderTest: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case memory
    case keeper
    case keeperOverTCP

    var testDescription: String { rawValue }

    private static func using(_ client: KMSClient, _ body: (KMSClient) async throws -> Void) async throws {
        do { try await body(client) } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    func run(_ body: (any KeyManagement) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(InMemoryKeyManagement(now: { KeeperFixture.moment }))
        case .keeperOverTCP:
            try await KeeperFixture().servingNetwork { port in
                try await Self.using(KeeperFixture.makeSigningClient(port: port)) { try await body($0) }
            }
        case .keeper: try await KeeperFixture().serving { client in try await body(client) }
        }
    }
}

@Suite("Key management contract")
struct KeyManagementContractTests {
    static let context = EncryptionContext(store: "vaults", use: "slots", environment: "test", region: "local")

    @Test("a key that was made is described as enabled, with its time", arguments: KeyManagementUnderTest.allCases)
    func create(_ kind: KeyManagementUnderTest) async throws {
        try await kind.run { service in
            let id = try await service.createKey(description: "flowkeep \"test\"\n")
            let description = try await service.describeKey(id)
            #expect(description == KeyDescription(keyID: id, isEnabled: true, created: KeeperFixture.moment))
            #expect(try await service.createKey(description: "") != id)
        }
    }

    @Test(
        "a data key is 32 fresh bytes, and its wrapped form opens to the same",
        arguments: KeyManagementUnderTest.allCases
    )
    func dataKey(_ kind: KeyManagementUnderTest) async throws {
        try await kind.run { service in
            let id = try await service.createKey(description: "")
            var first = try await service.generateDataKey(id, context: Self.context)
            var second = try await service.generateDataKey(id, context: Self.context)
            let opened = try await service.decrypt(first.wrapped, context: Self.context)
            let secret = first.takePlaintext()
            #expect(opened.count == 32)
            let same = secret.equals(SecretBytes(copying: opened))
            #expect(same)
            let differs = secret.equals(second.takePlaintext())
            #expect(!differs)
        }
    }

    @Test("what is encrypted decrypts, from one byte to 4,096", arguments: KeyManagementUnderTest.allCases)
    func roundTrip(_ kind: KeyManagementUnderTest) async throws {
        try await kind.run { service in
            let id = try await service.createKey(description: "")
            for count in [1, 2, 3, 4096] {
                let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
                let blob = try await service.encrypt(plaintext, keyID: id, context: Self.context)
                #expect(try await service.decrypt(blob, context: Self.context) == plaintext)
            }
            for count in [0, 4097] {
                await #expect(throws: KeyServiceError.validation) {
                    try await service.encrypt([UInt8](repeating: 0, count: count), keyID: id, context: Self.context)
                }
            }
        }
    }

    @Test(
        "another context, another byte and another service do not open it",
        arguments: KeyManagementUnderTest.allCases
    )
    func refused(_ kind: KeyManagementUnderTest) async throws {
        try await kind.run { service in
            let id = try await service.createKey(description: "")
            let blob = try await service.encrypt([1, 2, 3], keyID: id, context: Self.context)
            for other in [EncryptionContext(pairs: [:]), Self.context.adding("use", "files")] {
                await #expect(throws: KeyServiceError.invalidCiphertext) {
                    try await service.decrypt(blob, context: other)
                }
            }
            for position in stride(from: 0, to: blob.count, by: 7) {
                var altered = blob
                altered[position] ^= 0x80
                await #expect(throws: KeyServiceError.invalidCiphertext) {
                    try await service.decrypt(altered, context: Self.context)
                }
            }
            let stranger = InMemoryKeyManagement(now: { KeeperFixture.moment })
            let strange = try await stranger.encrypt(
                [1],
                keyID: try await stranger.createKey(description: ""),
                context: Self.context
            )
            await #expect(throws: KeyServiceError.invalidCiphertext) {
                try await service.decrypt(strange, context: Self.context)
            }
        }
    }

    @Test(
        "unknown keys are not found, contexts beyond the limits are refused",
        arguments: KeyManagementUnderTest.allCases
    )
    func unknown(_ kind: KeyManagementUnderTest) async throws {
        try await kind.run { service in
            for id in [CustomerKeyID.make().text, "alias/none", ""] {
                await #expect(throws: KeyServiceError.notFound) { try await service.describeKey(id) }
                await #expect(throws: KeyServiceError.notFound) {
                    try await service.generateDataKey(id, context: Self.context)
                }
            }
            let id = try await service.createKey(description: "")
            await #expect(throws: KeyServiceError.validation) {
                try await service.encrypt([1], keyID: id, context: EncryptionContext(pairs: ["name": "é"]))
            }
        }
    }
}
