import Foundation
import Primitives

@testable import Keeper

/// The key services that our client's operations are tried against.
enum KMSPeer: String, CaseIterable, Sendable {
    case keeper
    /// A stand-in for AWS KMS that `Scripts/key-clients` starts; it knows the operations, and not every rule.
    case standIn

    private static let standInPort = ProcessInfo.processInfo.environment["FLOWKEEP_KMS_STANDIN_PORT"].flatMap(Int.init)

    static let available: [KMSPeer] = standInPort == nil ? [.keeper] : allCases

    /// Whether it refuses what a key's state forbids.
    var keepsStates: Bool { self == .keeper }

    func run(_ body: (KMSClient) async throws -> Void) async throws {
        switch self {
        case .keeper:
            try await KeeperFixture().servingNetwork { port in
                try await using(KeeperFixture.makeSigningClient(port: port), body)
            }
        case .standIn:
            let now: Now = { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
            let port = Self.standInPort ?? 0
            try await using(KeeperFixture.makeSigningClient(port: port, region: "us-east-1", now: now), body)
        }
    }

    private func using(_ client: KMSClient, _ body: (KMSClient) async throws -> Void) async throws {
        do { try await body(client) } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }
}
