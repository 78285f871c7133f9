/// Categories by their place in the tree and their name, compared without case.
///
/// A file may bring thousands of names, and each is looked up among all that are there.
struct CategoryNames: Sendable {
    private var ids: [Key: CategoryID] = [:]

    private struct Key: Hashable {
        let parent: CategoryID?
        let kind: CategoryKind
        let name: String

        init(_ name: String, _ kind: CategoryKind, under parent: CategoryID?) {
            self.parent = parent
            self.kind = kind
            self.name = TextCheck.key(name)
        }

        init(_ content: CategoryContent) { self.init(content.name, content.kind, under: content.parent) }
    }

    /// Of categories of which some may be removed.
    init(_ categories: [MoneyCategory]) {
        for category in categories where !category.isRemoved { insert(category.content, category.id) }
    }

    func id(named name: String, kind: CategoryKind, under parent: CategoryID?) -> CategoryID? {
        ids[Key(name, kind, under: parent)]
    }

    mutating func insert(_ content: CategoryContent, _ id: CategoryID) { ids[Key(content)] = id }

    /// Forgets a name, if it is still that category's.
    mutating func remove(_ content: CategoryContent, _ id: CategoryID) {
        if ids[Key(content)] == id { ids[Key(content)] = nil }
    }
}
