/// Reads all tiles and bundles under a verified checkpoint and names those that are damaged.
///
/// Everything is made anew from the entries, so a changed byte is found wherever it is. Where a bundle and its tile
/// differ, the hash in the level above says which of them is wrong, and the signed root at the edge.
///
/// - Source: docs/spec/transparency-log.md §12.
package struct LogInspection {
    /// More would say nothing new.
    package static let damageCountMaximum = 100

    private let head: TreeHead
    /// What is made anew; nil from where neither bundle nor tile could be read.
    private var builder: TileBuilder? = TileBuilder()
    private var found: [LogDamage] = []

    private init(_ head: TreeHead) { self.head = head }

    /// What is damaged, at most ``damageCountMaximum``; empty when all is well.
    ///
    /// - Parameters:
    ///   - head: The head of a verified checkpoint.
    ///   - source: Where tiles and bundles are.
    /// - Returns: ``LogDamage/tile(_:)`` and ``LogDamage/rootDiffers(size:)``, in the order in which they were met.
    package static func damage(under head: TreeHead, in source: some TileSource) async -> [LogDamage] {
        var inspection = LogInspection(head)
        var index: UInt64 = 0
        while let tile = Tile(level: 0, index: index, treeSize: head.size) {
            await inspection.inspect(tile, in: source)
            guard inspection.found.count < damageCountMaximum else { return inspection.found }
            index += 1
        }
        inspection.checkRoot()
        return inspection.found
    }

    private mutating func inspect(_ tile: Tile, in source: some TileSource) async {
        let hashes = await read { () throws(TileError) in try await source.hashes(of: tile) }
        let entries = await read { () throws(TileError) in
            try await source.entries(of: tile).map { TreeHash.leaf($0) }
        }
        if let hashes, let entries, hashes != entries {
            await inspect(tile, where: hashes, differFrom: entries, in: source)
        } else if let leaves = entries ?? hashes {
            await append(leaves, in: source)
        } else {
            builder = nil
        }
    }

    private mutating func inspect(
        _ tile: Tile,
        where hashes: [TreeHash],
        differFrom entries: [TreeHash],
        in source: some TileSource
    ) async {
        let above = await hash(over: tile, in: source)
        let isRight = above.map { $0 == root(of: entries, tile) } ?? leadsToRoot(entries, tile)
        if isRight {
            found.append(.tile(.hashesDiffer(.hashes(tile))))
            await append(entries, in: source)
        } else {
            // The tile stands unless the level above speaks for the bundle: proofs are made from tiles.
            found.append(.tile(.entriesDiffer(.entries(tile))))
            await append(hashes, in: source)
        }
    }

    /// Whether the signed root speaks for the leaves of the last tile.
    private func leadsToRoot(_ leaves: [TreeHash], _ tile: Tile) -> Bool {
        guard !tile.isFull, var builder else { return false }
        for leaf in leaves { builder.append(leaf, entry: nil) }
        return builder.size == head.size && builder.root == head.root
    }

    /// Appends the leaves of one tile, and compares the tiles of upper levels that they complete.
    private mutating func append(_ leaves: [TreeHash], in source: some TileSource) async {
        guard builder != nil else { return }
        for leaf in leaves { builder?.append(leaf, entry: nil) }
        guard var current = builder else { return }
        let isLast = current.size == head.size
        for case .resource(.hashes(let tile), let bytes) in current.takeResources(withEdge: isLast) where tile.level > 0
        {
            let stored = await read { () throws(TileError) in try await source.hashes(of: tile) }
            guard let stored, TileCoding.bytes(of: stored) != bytes else { continue }
            found.append(.tile(.hashesDiffer(.hashes(tile))))
        }
        builder = current
    }

    private mutating func checkRoot() {
        guard let builder, builder.root != head.root else { return }
        found.append(.rootDiffers(size: head.size))
    }

    /// The hash that stands for a full tile in the level above.
    private func hash(over tile: Tile, in source: some TileSource) async -> TreeHash? {
        let (index, position) = tile.index.quotientAndRemainder(dividingBy: UInt64(Tile.fullWidth))
        guard tile.isFull, let above = Tile(level: tile.level + 1, index: index, treeSize: head.size) else {
            return nil
        }
        do { return try await source.hashes(of: above)[Int(position)] } catch { return nil }
    }

    private func root(of hashes: [TreeHash], _ tile: Tile) -> TreeHash? {
        do { return try FoldedTile(hashes, of: tile).root } catch { return nil }
    }

    /// What could be read; a failure is written down.
    private mutating func read<Value: Sendable>(
        _ body: () async throws(TileError) -> Value
    ) async -> Value? {
        do {
            return try await body()
        } catch {
            found.append(.tile(error))
            return nil
        }
    }
}
