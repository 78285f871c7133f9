package import Primitives
import Synchronization

/// Where a witness keeps the newest checkpoint of each log that it cosigned.
package protocol WitnessStore: Sendable {
    /// The checkpoint as it was cosigned; nil before the first.
    ///
    /// - Throws: ``StoreError``.
    func latest(_ origin: String) async throws(StoreError) -> [UInt8]?

    /// Puts a checkpoint in the place of the one known, durably, in one step with comparing.
    ///
    /// - Throws: ``StoreError/conflict`` when another is there, and other ``StoreError``s. After those it is not known
    ///   which is there.
    func replace(_ known: [UInt8]?, with checkpoint: [UInt8], of origin: String) async throws(StoreError)

    /// Keeps a checkpoint that contradicts the one known; the first such one of a log, durably.
    ///
    /// - Throws: ``StoreError``.
    func keepContradiction(_ checkpoint: [UInt8], of origin: String) async throws(StoreError)
}

/// A witness's state that lives and dies with the process.
package final class InMemoryWitnessStore: WitnessStore {
    private let checkpoints = Mutex<[String: [UInt8]]>([:])
    private let contradictions = Mutex<[String: [UInt8]]>([:])

    package init() {}

    package func latest(_ origin: String) async throws(StoreError) -> [UInt8]? { checkpoints.withLock { $0[origin] } }

    package func replace(
        _ known: [UInt8]?,
        with checkpoint: [UInt8],
        of origin: String
    ) async throws(StoreError) {
        try checkpoints.withLock { checkpoints throws(StoreError) in
            guard checkpoints[origin] == known else { throw .conflict }
            checkpoints[origin] = checkpoint
        }
    }

    package func keepContradiction(_ checkpoint: [UInt8], of origin: String) async throws(StoreError) {
        contradictions.withLock { kept in kept[origin] = kept[origin] ?? checkpoint }
    }

    /// What contradicts the checkpoint known; nil when nothing was found to.
    package func contradiction(_ origin: String) -> [UInt8]? { contradictions.withLock { $0[origin] } }
}
