/// One category in its tree.
package struct CategoryRow: Sendable {
    let name: String
    /// 0 to 5: deeper ones are not set in further.
    let depth: Int
    let count: String?

    /// `count`: how many entries it has, nil when that was not counted.
    package init(name: String, depth: Int, entryCount: Int?) {
        self.name = name
        self.depth = min(5, depth)
        count = entryCount.map { localized($0, one: "{count} entry", other: "{count} entries") }
    }
}
