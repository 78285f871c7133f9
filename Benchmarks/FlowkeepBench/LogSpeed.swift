import Primitives
import Sealing
import TransparencyLog

/// Speed of the transparency log in memory, as JSON: appends, and proofs in a tree of a million leaves.
///
/// Each figure is the wall time of one thread on work that cannot be done ahead: every proof is of another leaf.
enum LogSpeed {
    static let leafCount: UInt64 = 1_000_000
    static let proofCount = 2_000
    private static let origin = "bench.example/log"

    static func run() async throws {
        let leaves = try makeLeaves()
        let store = InMemoryLogStore()
        let log = DurableLog(
            origin: origin,
            signer: try NoteSigner(name: origin, kind: .note, privateKey: .random()),
            store: store,
            cadence: LogCadence(intervalMilliseconds: 1_000, step: 1)
        )
        let batch = 1_000
        let appending = try await BenchProgram.elapsed {
            for start in stride(from: 0, to: leaves.count, by: batch) {
                _ = try await log.append(Array(leaves[start..<min(start + batch, leaves.count)]))
            }
        }
        var checkpoint: Checkpoint?
        let publishing = try await BenchProgram.elapsed { checkpoint = try await log.publish { _, _ in [] } }
        guard let root = checkpoint?.head.root else { preconditionFailure("leaves were appended") }
        let (proving, verifying) = try await measureProofs(of: leaves, root: root, from: store)
        print(
            """
            {
              "leaves": \(leafCount),
              "appends_per_second": \(Int(Double(leafCount) / (appending / .seconds(1)))),
              "publication_milliseconds": \(publishing / .milliseconds(1)),
              "inclusion_proof_microseconds": \(proving / .microseconds(1) / Double(proofCount)),
              "verification_microseconds": \(verifying / .microseconds(1) / Double(proofCount))
            }
            """
        )
    }

    private static func makeLeaves() throws -> [LogLeaf] {
        let key = SecretBytes.random(count: 32)
        return (0..<leafCount).map { ordinal in
            LogLeaf(
                LogEvent(
                    act: .cover,
                    subject: LogSubjectID(high: 0, low: 0),
                    actor: LogActorID(high: 0, low: 0),
                    time: Timestamp(seconds: 0),
                    ordinal: ordinal
                ),
                logKey: key
            )
        }
    }

    private static func measureProofs(
        of leaves: [LogLeaf],
        root: TreeHash,
        from store: InMemoryLogStore
    ) async throws -> (proving: Duration, verifying: Duration) {
        var proofs: [InclusionProof] = []
        // Room for the tiles above level 0 and for few of it, as a server has: most of its tiles are not at hand.
        let cache = TileCache(lowerTileCount: 64, upperTileCount: 64)
        let proving = try await BenchProgram.elapsed {
            for number in 0..<proofCount {
                let index = UInt64(number) &* 499_979 % leafCount  // a prime apart: all over the tree
                proofs.append(try await TileProver.inclusion(index: index, size: leafCount, from: store, cache: cache))
            }
        }
        let hashes = proofs.map { leaves[Int($0.index)].hash }
        let verifying = try await BenchProgram.elapsed {
            for (proof, hash) in zip(proofs, hashes) { try proof.verify(hash, root: root) }
        }
        return (proving, verifying)
    }
}
