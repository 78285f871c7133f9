/// One category in its tree.
package struct CategoryRow: Sendable {
    let name: String
    /// Where its entries are.
    let entriesPath: String
    /// Where it is changed.
    let changePath: String
    /// 0 to 5: deeper ones are not set in further.
    let depth: Int
    let count: String?

    /// `count`: how many entries it has, nil when that was not counted.
    package init(id: String, name: String, depth: Int, entryCount: Int?) {
        self.name = name
        entriesPath = "/money/search?category=" + id
        changePath = "/money/categories/" + id
        self.depth = min(5, depth)
        count = entryCount.map { localized($0, one: "{count} entry", other: "{count} entries") }
    }
}
