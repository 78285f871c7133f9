import Primitives
import Sealing
import TestSupport

@testable import TransparencyLog

/// Small parts that many tests of the log need.
enum TestLog {
    static let origin = "flowkeep.example/log"

    static func signer() throws -> NoteSigner {
        let seed = SecretBytes(copying: (64..<96).map { UInt8($0) })
        return try NoteSigner(name: origin, kind: .note, privateKey: SignaturePrivateKey(seed: seed))
    }

    /// A leaf that is like no other: its tag is its number.
    static func leaf(_ number: UInt64) -> LogLeaf {
        var writer = ByteWriter()
        writer.append(LogLeaf.version)
        for word in [0, 0, 0, number] { writer.append(word) }
        guard let leaf = try? LogLeaf(decoding: writer.bytes) else { preconditionFailure("33 bytes are a leaf") }
        return leaf
    }

    /// Covers, numbered apart from all other leaves.
    static func covers(_ index: UInt64, _ count: Int) -> [LogLeaf] {
        (0..<count).map { leaf(UInt64.max / 2 + UInt64($0)) }
    }
}

/// Tiles in a dictionary.
struct TileMap: TileSource {
    var resources: [LogResource: [UInt8]] = [:]

    mutating func keep(_ writes: [LogWrite]) {
        for case .resource(let resource, let bytes) in writes { resources[resource] = bytes }
    }

    func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? { resources[resource] }
}
