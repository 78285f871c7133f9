import Vault

/// The items of a book, by kind and in the order of their ids.
struct ItemTable: Hashable, Sendable {
    struct Row: Hashable, Sendable {
        let id: ChangeID
        var content: AnyItemContent
        /// Removed items keep their place until a snapshot drops them.
        var isRemoved = false
    }

    private var rows: [ItemKind: [Row]] = [:]

    subscript(kind: ItemKind) -> [Row] { rows[kind] ?? [] }

    /// The row of an item, removed or not.
    subscript(kind: ItemKind, id: ChangeID) -> Row? {
        guard let rows = rows[kind] else { return nil }
        let place = Self.place(of: id, in: rows)
        return place < rows.count && rows[place].id == id ? rows[place] : nil
    }

    /// Writes a row to its place.
    mutating func put(_ row: Row) {
        let kind = row.content.kind
        let place = Self.place(of: row.id, in: self[kind])
        if place < self[kind].count, self[kind][place].id == row.id {
            rows[kind]?[place] = row
        } else {
            rows[kind, default: []].insert(row, at: place)
        }
    }

    /// All rows, by kind and id.
    var sorted: [Row] { rows.sorted { $0.key < $1.key }.flatMap(\.value) }

    /// Without the removed ones that are not in `kept`.
    func pruned(keeping kept: Set<ChangeID>) -> ItemTable {
        var result = self
        for kind in rows.keys { result.rows[kind]?.removeAll { $0.isRemoved && !kept.contains($0.id) } }
        result.rows = result.rows.filter { !$0.value.isEmpty }
        return result
    }

    private static func place(of id: ChangeID, in rows: [Row]) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
