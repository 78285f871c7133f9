/// Makes tiles and bundles as entries come, holding only those on the tree's right edge.
///
/// - Source: docs/spec/transparency-log.md §4.
struct TileBuilder: Sendable {
    private var frontier: MerkleFrontier
    /// The hashes of the partial tile of each level, at most 255.
    private var rows: [[TreeHash]]
    /// The partial bundle.
    private var bundle: [UInt8]
    /// Full tiles and bundles that nobody has taken yet.
    private var full: [LogWrite] = []

    var size: UInt64 { frontier.size }
    var root: TreeHash { frontier.root }

    init() {
        frontier = MerkleFrontier()
        rows = [[]]
        bundle = []
    }

    /// Takes up a tree where its partial tiles leave it.
    ///
    /// - Parameters:
    ///   - size: How many leaves it has.
    ///   - rows: The hashes of the partial tile of each level, from 0; empty where there is none.
    ///   - entries: Those of the partial bundle.
    init?(size: UInt64, rows: [[TreeHash]], entries: [[UInt8]]) {
        var subtrees: [TreeHash] = []
        for row in rows.reversed() {
            var rest = row[...]
            // A row of 5 hashes is a perfect subtree of 4 and one of 1.
            for height in (0..<Tile.height).reversed() where rest.count >> height & 1 == 1 {
                subtrees.append(Self.root(of: rest.prefix(1 << height)))
                rest = rest.dropFirst(1 << height)
            }
        }
        guard let frontier = MerkleFrontier(size: size, subtrees: subtrees) else { return nil }
        self.frontier = frontier
        self.rows = rows.isEmpty ? [[]] : rows
        bundle = []
        for entry in entries { TileCoding.append(entry, to: &bundle) }
    }

    private static func root(of hashes: ArraySlice<TreeHash>) -> TreeHash {
        var row = Array(hashes)
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { .node(row[$0], row[$0 + 1]) }
        }
        return .joining(row)
    }

    mutating func append(_ entry: [UInt8]) { append(.leaf(entry), entry: entry) }

    /// Appends a leaf; without its entry, the bundles that come of it are of no use.
    mutating func append(_ leaf: TreeHash, entry: [UInt8]?) {
        var tops: [TreeHash] = []
        frontier.append(leaf) { height, hash in
            if height.isMultiple(of: Tile.height) { tops.append(hash) }
        }
        if let entry { TileCoding.append(entry, to: &bundle) }
        rows[0].append(leaf)
        for (level, top) in tops.enumerated() {
            finishTile(UInt8(level))
            if rows.count == level + 1 { rows.append([]) }
            rows[level + 1].append(top)
        }
    }

    /// Moves the tile of a level that has just become full, and its bundle, to those that can be taken.
    private mutating func finishTile(_ level: UInt8) {
        let index = (size >> (UInt64(level) * UInt64(Tile.height))) / UInt64(Tile.fullWidth) - 1
        let tile = Tile(checkedLevel: level, index: index, width: Tile.fullWidth)
        full.append(.resource(.hashes(tile), bytes: TileCoding.bytes(of: rows[Int(level)])))
        rows[Int(level)].removeAll(keepingCapacity: true)
        if level == 0 {
            full.append(.resource(.entries(tile), bytes: bundle))
            bundle.removeAll(keepingCapacity: true)
        }
    }

    /// The tiles and bundles that a reader of the tree as it is now needs and that were not taken before; without the
    /// partial ones on its edge where they are not asked for.
    mutating func takeResources(withEdge: Bool = true) -> [LogWrite] {
        defer { full = [] }
        var writes = full
        guard withEdge else { return writes }
        for tile in Tile.edge(of: size) {
            writes.append(.resource(.hashes(tile), bytes: TileCoding.bytes(of: rows[Int(tile.level)])))
            if tile.level == 0 { writes.append(.resource(.entries(tile), bytes: bundle)) }
        }
        return writes
    }
}
