/// One of the files that a log consists of, beside its checkpoint; what a path names never changes.
///
/// - Source: docs/spec/transparency-log.md §4; C2SP tlog-tiles.
package enum LogResource: Sendable, Hashable {
    /// A tile of hashes: 32 bytes each.
    case hashes(Tile)
    /// The entries whose hashes are in the tile of level 0 at this place.
    case entries(Tile)

    package var tile: Tile {
        switch self {
        case .hashes(let tile), .entries(let tile): tile
        }
    }

    /// Whether the other one is full and begins with what this partial one holds.
    package func isReplaced(by other: LogResource) -> Bool {
        guard !tile.isFull, other.tile.isFull else { return false }
        return switch (self, other) {
        case (.hashes(let partial), .hashes(let full)), (.entries(let partial), .entries(let full)):
            partial.full == full
        default: false
        }
    }

    /// The address below the log's prefix: `tile/0/x001/x234/067.p/8`.
    package var path: String {
        let level =
            switch self {
            case .hashes(let tile): String(tile.level)
            case .entries: "entries"
            }
        let suffix = tile.isFull ? "" : ".p/\(tile.width)"
        return "tile/\(level)/\(Self.indexPath(tile.index))\(suffix)"
    }

    /// Reads exactly what ``path`` writes.
    ///
    /// - Throws: ``TileError/malformedPath``.
    package init(path: some StringProtocol) throws(TileError) {
        guard let resource = Self.parse(path.split(separator: "/", omittingEmptySubsequences: false)[...]),
            resource.path == path
        else { throw .malformedPath }
        self = resource
    }

    /// Splits the index into groups of three digits; all but the last begin with an x.
    private static func indexPath(_ index: UInt64) -> String {
        var (rest, last) = index.quotientAndRemainder(dividingBy: 1000)
        var groups = [threeDigits(last)]
        while rest > 0 {
            (rest, last) = rest.quotientAndRemainder(dividingBy: 1000)
            groups.insert("x" + threeDigits(last), at: 0)
        }
        return groups.joined(separator: "/")
    }

    private static func threeDigits(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// Reads leniently what the initializer then compares with the one canonical form.
    private static func parse<Text: StringProtocol>(_ elements: ArraySlice<Text>) -> LogResource? {
        var elements = elements
        guard elements.popFirst() == "tile", let level = elements.popFirst() else { return nil }
        // 2^64 has 20 digits, so an index has at most seven groups; after them comes at most a width.
        guard (1...8).contains(elements.count) else { return nil }
        var width = Tile.fullWidth
        if elements.count >= 2, elements[elements.endIndex - 2].hasSuffix(".p"), let text = elements.popLast() {
            guard let partial = Decimal.parse(text.utf8), (1..<UInt64(Tile.fullWidth)).contains(partial) else {
                return nil
            }
            width = Int(partial)
        }
        var index: UInt64 = 0
        for element in elements {
            let digits = element.drop { $0 == "x" }.prefix { $0 != "." }
            guard let group = UInt64(digits) else { return nil }
            let (shifted, isOver) = index.multipliedReportingOverflow(by: 1000)
            let (sum, isOverToo) = shifted.addingReportingOverflow(group)
            guard !isOver, !isOverToo else { return nil }
            index = sum
        }
        if level == "entries" { return Tile(level: 0, index: index, width: width).map { .entries($0) } }
        guard let number = Decimal.parse(level.utf8), number <= UInt64(Tile.highestLevel) else { return nil }
        return Tile(level: UInt8(number), index: index, width: width).map { .hashes($0) }
    }
}
