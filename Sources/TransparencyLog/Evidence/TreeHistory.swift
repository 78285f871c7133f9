/// Checkpoints of one log from several places, and which of them are shown to be of one history.
///
/// Two checkpoints say nothing of each other but where their sizes are the same: that the larger tree continues the
/// smaller one takes a consistency proof. Each one that is shown to be a beginning of the newest tree is thereby shown
/// to agree with every other such one.
///
/// - Source: docs/spec/transparency-log.md §13.
package struct TreeHistory: Sendable {
    private var checkpoints: [UInt64: Checkpoint] = [:]
    /// By newer size, the older ones that are shown to be beginnings of it.
    private var beginnings: [UInt64: Set<UInt64>] = [:]

    package init() {}

    /// The checkpoint of the largest tree; nil before the first.
    package var newest: Checkpoint? { checkpoints.max { $0.key < $1.key }?.value }

    /// The checkpoint of a size, where there is one.
    package func checkpoint(ofSize size: UInt64) -> Checkpoint? { checkpoints[size] }

    /// Adds a checkpoint.
    ///
    /// - Throws: ``TreeHistoryError/forked(size:)``; what was there before stays.
    package mutating func add(_ checkpoint: Checkpoint) throws(TreeHistoryError) {
        let size = checkpoint.head.size
        guard let known = checkpoints[size] else {
            checkpoints[size] = checkpoint
            return
        }
        guard known.head.root == checkpoint.head.root else { throw .forked(size: size) }
    }

    /// Adds a proof between two checkpoints that are here.
    ///
    /// - Throws: ``TreeHistoryError``.
    package mutating func add(_ proof: ConsistencyProof) throws(TreeHistoryError) {
        guard let older = checkpoints[proof.older] else { throw .unknownSize(proof.older) }
        guard let newer = checkpoints[proof.newer] else { throw .unknownSize(proof.newer) }
        do {
            try proof.verify(olderRoot: older.head.root, newerRoot: newer.head.root)
        } catch {
            throw .inconsistent(older: proof.older, newer: proof.newer, error)
        }
        beginnings[proof.newer, default: []].insert(proof.older)
    }

    /// The sizes whose checkpoints are not shown to be beginnings of the newest tree, from the smallest.
    ///
    /// The tree without leaves is a beginning of every other.
    package var uncompared: [UInt64] {
        guard let newest else { return [] }
        var reached: Set<UInt64> = [newest.head.size]
        var waiting = [newest.head.size]
        while let size = waiting.popLast() {
            for older in beginnings[size] ?? [] where reached.insert(older).inserted { waiting.append(older) }
        }
        return checkpoints.keys.filter { $0 > 0 && !reached.contains($0) }.sorted()
    }
}

/// Why checkpoints are not of one history, or a proof between them says nothing.
package enum TreeHistoryError: Error, Hashable, Sendable {
    /// The log has signed two trees of one size.
    case forked(size: UInt64)
    /// There is no checkpoint of this size to compare with.
    case unknownSize(UInt64)
    case inconsistent(older: UInt64, newer: UInt64, ProofError)
}
