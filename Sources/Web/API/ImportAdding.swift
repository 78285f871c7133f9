import Money

/// Which rows that the book has already are added all the same.
struct ImportAdding: Sendable, Hashable {
    /// Numbers of rows, from 1, in the order of the file.
    var rows: Set<Int> = []
    /// Lines that only one such row stands on.
    var lines: Set<Int> = []
    /// Numbers of rows that are taken without the person's rules.
    var plain: Set<Int> = []

    /// Which rows are to be added.
    ///
    /// - Parameters:
    ///   - count: how many rows there are.
    ///   - line: where a row stands.
    ///   - isKnown: whether a row has to be chosen to be added.
    /// - Returns: By place, from 0.
    /// - Throws: ``ProblemKind/invalid`` when several such rows stand on a line that is named.
    func choices(
        count: Int,
        line: (Int) -> Int,
        isKnown: (Int) -> Bool
    ) throws(Problem) -> [Int: Bool] {
        var choices: [Int: Bool] = [:]
        for row in rows where row >= 1 && row <= count { choices[row - 1] = true }
        if lines.isEmpty { return choices }
        var found: Set<Int> = []
        for place in 0..<count where isKnown(place) && lines.contains(line(place)) {
            guard found.insert(line(place)).inserted else {
                let words = "Several rows stand on line \(line(place)); name them by “rows”."
                throw Problem(.invalid, fields: [.init("add", words)])
            }
            choices[place] = true
        }
        return choices
    }

    /// Tells two requests apart that share an idempotency key.
    var digest: UInt64 {
        var hash = StableHash()
        for line in lines.sorted() { hash.combine(UInt64(clamping: line)) }
        if !rows.isEmpty { hash.combine("rows") }
        for row in rows.sorted() { hash.combine(UInt64(clamping: row)) }
        if !plain.isEmpty { hash.combine("plain") }
        for row in plain.sorted() { hash.combine(UInt64(clamping: row)) }
        return hash.value
    }
}
