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
    private(set) var receipts = ReceiptIndex()

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
        if kind == .receipt { receipts.replace(self[kind, row.id], with: row) }
        let place = Self.place(of: row.id, in: self[kind])
        if place < self[kind].count, self[kind][place].id == row.id {
            rows[kind]?[place] = row
        } else {
            rows[kind, default: []].insert(row, at: place)
        }
    }

    /// All rows, by kind and id.
    var sorted: [Row] { rows.sorted { $0.key < $1.key }.flatMap(\.value) }

    /// The first kind that has a row like that; receipts are about no account, and many.
    func kind(where isWanted: (Row) -> Bool) -> ItemKind? {
        ItemKind.allCases.first { $0 != .receipt && self[$0].contains(where: isWanted) }
    }

    /// Without those that are `gone`.
    func pruned(_ isGone: (Row) -> Bool) -> ItemTable {
        var result = self
        for kind in rows.keys {
            if kind == .receipt { for row in self[kind] where isGone(row) { result.receipts.remove(row) } }
            result.rows[kind]?.removeAll(where: isGone)
        }
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
