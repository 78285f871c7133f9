import Primitives

extension MoneyBook {
    /// What a search names and the book does not have.
    package func problems(of query: SearchQuery) -> [SearchProblem] {
        query.problems
            + query.terms.compactMap { term in
                switch term.condition {
                case .account(let name) where !has(accounts, accounts(holding: name)): .noAccount(name)
                case .person(let name) where !has(accounts, persons(holding: name)): .noPerson(name)
                case .category(let name) where !has(categories, categories(holding: name)): .noCategory(name)
                default: nil
                }
            }
    }

    /// Whether one that is still there is among those that hold a text.
    private func has(_ items: [some BookItem], _ isHeld: [Bool]) -> Bool {
        zip(items, isHeld).contains { $1 && !$0.isRemoved }
    }

    /// By place: whether the name of an account holds a text.
    func accounts(holding text: String) -> [Bool] {
        let wanted = TextFold.folded(text)
        return accounts.map { TextFold.contains(Array($0.name.utf8)[...], wanted) }
    }

    /// By place: whether an account is a person's whose name holds a text.
    func persons(holding text: String) -> [Bool] {
        zip(accounts, accounts(holding: text)).map { $0.content.kind == .person && $1 }
    }

    /// By place: whether the name of a category, or its path where the text is one, holds a text, or that of one above.
    func categories(holding text: String) -> [Bool] {
        let wanted = text.split(whereSeparator: { $0 == "/" || $0 == ":" }).map { TextFold.folded($0) }
        guard !wanted.isEmpty else { return categories.map { _ in false } }
        return categories.map { category in
            let path = categoryPath(category.id).map { Array($0.utf8)[...] }
            guard path.count >= wanted.count else { return false }
            return (0...path.count - wanted.count).contains { start in
                wanted.indices.allSatisfy { TextFold.contains(path[start + $0], wanted[$0]) }
            }
        }
    }
}

extension TextTable {
    /// By reference: whether a text holds another.
    func holding(_ text: String) -> [Bool] {
        holding(folded: TextFold.folded(text))
    }
}
