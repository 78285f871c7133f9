import Money
import Primitives

/// The select boxes of forms.
enum PageChoices {
    static func accounts(_ book: MoneyBook, including chosen: AccountID? = nil) -> [Choice] {
        book.liveAccounts.filter { !$0.content.isArchived || $0.id == chosen }
            .map {
                Choice(
                    value: $0.id.text,
                    label: $0.name + ($0.currency == book.settings.baseCurrency ? "" : " (\($0.currency.code))")
                )
            }
    }

    /// Categories as a tree; the built-in ones are what an empty choice means.
    static func categories(_ book: MoneyBook, kind: CategoryKind? = nil) -> [Choice] {
        tree(book, kind: kind).map { Choice(value: $0.category.id.text, label: $0.category.name, depth: $0.depth) }
    }

    /// In reading order, parents before children.
    static func tree(_ book: MoneyBook, kind: CategoryKind?) -> [(category: MoneyCategory, depth: Int)] {
        let all = book.liveCategories.filter { !$0.isBuiltIn && (kind == nil || $0.kind == kind) }
        let children = Dictionary(grouping: all, by: \.content.parent)
        var result: [(category: MoneyCategory, depth: Int)] = []
        func add(under parent: CategoryID?, depth: Int) {
            guard depth < MoneyLimits.categoryDepth else { return }
            for category in (children[parent] ?? []).sorted(by: { $0.name.lowercased() < $1.name.lowercased() }) {
                result.append((category, depth))
                add(under: category.id, depth: depth + 1)
            }
        }
        add(under: nil, depth: 0)
        return result
    }

    static func currencies(_ book: MoneyBook) -> [Choice] {
        let used = [book.settings.baseCurrency] + book.liveAccounts.map(\.currency)
        var seen: Set<Currency> = []
        let first = used.filter { seen.insert($0).inserted }
        let rest = Currency.all.filter { !seen.contains($0) }
        return (first + rest).map { Choice(value: $0.code, label: $0.code) }
    }
}
