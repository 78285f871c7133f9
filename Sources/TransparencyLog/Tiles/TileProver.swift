/// Builds proofs from wherever the tiles are.
///
/// What comes back is only as true as the tiles: check it against a checkpoint (`verify`) before relying on it or
/// handing it on.
package enum TileProver {
    /// The proof that leaf `index` is in the tree of `size` leaves.
    ///
    /// - Parameters:
    ///   - index: The leaf's.
    ///   - size: The tree's.
    ///   - source: Where the tiles are.
    ///   - cache: Folded tiles from earlier proofs of the same log.
    /// - Returns: The proof, not yet checked.
    /// - Throws: ``TileProverError``.
    package static func inclusion(
        index: UInt64,
        size: UInt64,
        from source: some TileSource,
        cache: TileCache? = nil
    ) async throws(TileProverError) -> InclusionProof {
        guard index < size else { throw .proof(.indexBeyondSize(index: index, size: size)) }
        let nodes = InclusionProof.nodes(index: index, size: size)
        let hashes = try await tree(size, for: nodes, from: source, cache) { tree throws(TileError) in
            try tree.inclusionHashes(index: index)
        }
        do { return try InclusionProof(index: index, size: size, hashes: hashes) } catch { throw .proof(error) }
    }

    /// The proof that the tree of `newer` leaves continues the one of `older`.
    ///
    /// - Throws: ``TileProverError``.
    package static func consistency(
        older: UInt64,
        newer: UInt64,
        from source: some TileSource,
        cache: TileCache? = nil
    ) async throws(TileProverError) -> ConsistencyProof {
        guard older <= newer else { throw .proof(.sizesReversed(older: older, newer: newer)) }
        let nodes = ConsistencyProof.nodes(older: older, newer: newer)
        let hashes = try await tree(newer, for: nodes, from: source, cache) { tree throws(TileError) in
            try tree.consistencyHashes(from: older)
        }
        do { return try ConsistencyProof(older: older, newer: newer, hashes: hashes) } catch { throw .proof(error) }
    }

    /// The root of the first `older` leaves of the tree of `size` leaves; of all of them where `older` is not given.
    ///
    /// - Throws: ``TileProverError``.
    package static func root(
        of older: UInt64? = nil,
        size: UInt64,
        from source: some TileSource,
        cache: TileCache? = nil
    ) async throws(TileProverError) -> TreeHash {
        let older = older ?? size
        guard older <= size else { throw .proof(.sizesReversed(older: older, newer: size)) }
        guard older > 0 else { return .empty }
        return try await tree(size, for: [0..<older], from: source, cache) { tree throws(TileError) in
            try tree.root(of: older)
        }
    }

    private static func tree<Answer>(
        _ size: UInt64,
        for nodes: [Range<UInt64>],
        from source: some TileSource,
        _ cache: TileCache?,
        answering: (TileTree) throws(TileError) -> Answer
    ) async throws(TileProverError) -> Answer {
        var tree = TileTree(size: size)
        do {
            for tile in tree.tilesNeeded(for: nodes) {
                if let folded = cache?.folded(tile) {
                    tree.add(folded)
                    continue
                }
                let folded = try FoldedTile(try await source.hashes(of: tile), of: tile)
                cache?.add(folded)
                tree.add(folded)
            }
            return try answering(tree)
        } catch {
            throw .tile(error)
        }
    }
}

/// Why there is no proof.
package enum TileProverError: Error, Hashable, Sendable {
    case tile(TileError)
    case proof(ProofError)
}
