extension MoneyPlan {
    package mutating func addCategory(_ draft: CategoryContent) throws(MoneyError) -> CategoryID {
        guard book.liveCategories.count < MoneyLimits.categories else {
            throw .tooMany(.category, maximum: MoneyLimits.categories)
        }
        return CategoryID(try append(.addCategory(try checked(draft, id: nil))))
    }

    /// Renames or moves a category, with everything under it.
    ///
    /// Its kind stays.
    package mutating func editCategory(_ id: CategoryID, _ draft: CategoryContent) throws(MoneyError) {
        guard let category = book.category(id) else { throw .notFound(.category) }
        guard !category.isBuiltIn else { throw .builtIn(.category) }
        guard draft.kind == category.kind else { throw .inUse(.kind) }
        try append(.putCategory(id, try checked(draft, id: id)))
    }

    /// Removes a category that nothing is about and nothing stands under.
    package mutating func removeCategory(_ id: CategoryID) throws(MoneyError) {
        guard let category = book.category(id) else { throw .notFound(.category) }
        guard !category.isBuiltIn else { throw .builtIn(.category) }
        if let holder = book.holder(of: id) { throw .held(.category, by: holder) }
        try append(.removeCategory(id))
    }

    /// The category at a path of names, with those that are missing added.
    ///
    /// Names compare without case.
    package mutating func category(path: [String], kind: CategoryKind) throws(MoneyError) -> CategoryID {
        guard !path.isEmpty else { throw .missing(.category) }
        var parent: CategoryID?
        for name in path {
            let trimmed = try TextCheck.name(name, .category)
            if let found = book.category(named: trimmed, kind: kind, under: parent) {
                parent = found
            } else {
                parent = try addCategory(CategoryContent(name: trimmed, kind: kind, parent: parent))
            }
        }
        guard let parent else { throw .missing(.category) }
        return parent
    }

    private func checked(_ draft: CategoryContent, id: CategoryID?) throws(MoneyError) -> CategoryContent {
        var content = draft
        content.name = try TextCheck.name(draft.name, .name)
        var depth = 1
        var next = draft.parent
        while let parent = next {
            guard parent != id else { throw .cycle(.parent) }
            guard let category = book.category(parent) else { throw .notFound(.parent) }
            guard category.kind == draft.kind else { throw .kindOfParent(.parent) }
            guard !category.isBuiltIn else { throw .builtIn(.parent) }
            depth += 1
            guard depth <= MoneyLimits.categoryDepth else {
                throw .tooMany(.parent, maximum: MoneyLimits.categoryDepth)
            }
            next = category.content.parent
        }
        if let id {
            guard depth + book.height(under: id) <= MoneyLimits.categoryDepth else {
                throw .tooMany(.parent, maximum: MoneyLimits.categoryDepth)
            }
        }
        if let same = book.category(named: content.name, kind: draft.kind, under: draft.parent), same != id {
            throw .nameTaken(.name)
        }
        return content
    }
}

extension MoneyBook {
    /// A category by its name among those under one parent; names compare without case.
    package func category(named name: String, kind: CategoryKind, under parent: CategoryID?) -> CategoryID? {
        categoryNames.id(named: name, kind: kind, under: parent)
    }

    /// Levels below a category: 0 when nothing is under it.
    func height(under id: CategoryID) -> Int {
        var level: Set<CategoryID> = [id]
        var height = -1
        while !level.isEmpty, height <= MoneyLimits.categoryDepth {
            height += 1
            let parents = level
            level = Set(
                categories.lazy.filter { !$0.isRemoved && $0.content.parent.map(parents.contains) == true }.map(\.id)
            )
        }
        return height
    }
}
