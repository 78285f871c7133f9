import Primitives

/// The cells of a report with their sums up the category tree.
struct RolledUpCells {
    private let sums: PivotSums
    /// Dense or sparse, as the sums are.
    private var totals: [Int64]
    private var isTouched: [Bool]
    private var sparse: [Int: Int64]

    init(_ sums: PivotSums) {
        self.sums = sums
        totals = sums.cells
        isTouched = sums.isTouched
        sparse = sums.sparse
    }

    /// What something was added to, with what was added to it directly.
    var touched: [(place: Int, own: Int64, total: Int64)] {
        guard sums.isDense else {
            return sparse.map { ($0.key, sums.sparse[$0.key] ?? 0, $0.value) }
        }
        var result: [(place: Int, own: Int64, total: Int64)] = []
        for place in isTouched.indices where isTouched[place] {
            result.append((place, sums.cells[place], totals[place]))
        }
        return result
    }

    /// Adds each cell to those of the category's ancestors.
    mutating func rollUp(axis: Int, _ book: MoneyBook) throws(MoneyError) {
        let parents = book.categories.map { $0.content.parent.flatMap { book.categoryPlaces[$0] } ?? -1 }
        // How far apart the cells of neighbouring categories are.
        let stride = axis == 0 ? sums.secondCount * sums.currencyCount : sums.currencyCount
        for cell in sums.touched {
            let keys = sums.keys(of: cell.cell)
            let category = (axis == 0 ? keys.first : keys.second) - 1
            var next = parents[category]
            var steps = 0
            while next >= 0, steps <= MoneyLimits.categoryDepth {
                try add(cell.minorUnits, at: cell.cell + (next - category) * stride)
                next = parents[next]
                steps += 1
            }
        }
    }

    private mutating func add(_ minorUnits: Int64, at place: Int) throws(MoneyError) {
        let before = sums.isDense ? totals[place] : sparse[place] ?? 0
        let (sum, overflow) = before.addingReportingOverflow(minorUnits)
        guard !overflow else { throw .overflow(.amount) }
        if sums.isDense {
            totals[place] = sum
            isTouched[place] = true
        } else {
            sparse[place] = sum
        }
    }
}
