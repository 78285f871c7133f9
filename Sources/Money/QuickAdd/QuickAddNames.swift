/// Finds accounts and categories by the words people use for them.
struct QuickAddNames {
    enum FoundAccount {
        case one(AccountID, QuickAddReason, wordCount: Int)
        case several([AccountID], wordCount: Int)
    }

    private let accounts: [(id: AccountID, kind: AccountKind, key: String)]
    private let categories: [(id: CategoryID, kind: CategoryKind, key: String)]
    private let tags: [(name: String, key: String)]

    private static let wordMaximum = 5

    init(_ book: MoneyBook) {
        accounts = book.liveAccounts.filter { !$0.content.isArchived }.map {
            ($0.id, $0.content.kind, Self.key($0.name))
        }
        categories = book.liveCategories.filter { !$0.isBuiltIn }.map { ($0.id, $0.kind, Self.key($0.name)) }
        tags = book.tagNames.map { ($0, Self.key($0)) }
    }

    static func key(_ text: String) -> String { String(decoding: TextFold.folded(text), as: UTF8.self) }

    /// - `first`: Key of the first word, which may differ from the line's (without its `@`).
    /// - `isMarked`: `@`, `from` or `to` said that an account follows, so part of its name is enough.
    func account(_ line: QuickAddLine, at place: Int, first: String, isMarked: Bool) -> FoundAccount? {
        for count in stride(from: Self.wordMaximum, through: 1, by: -1) {
            guard let key = joined(line, place, first, count) else { continue }
            let exact = accounts.filter { $0.key == key }
            if let account = exact.first { return .one(account.id, .accountName, wordCount: count) }
            guard isMarked else { continue }
            let partial = accounts.filter {
                $0.key.hasPrefix(key + " ") || $0.key.split(separator: " ").contains(key[...])
            }
            if partial.count == 1 { return .one(partial[0].id, .accountName, wordCount: count) }
            if partial.count > 1 { return .several(partial.map(\.id), wordCount: count) }
        }
        guard let kind = QuickAddLexicon.accountKinds[first] else { return nil }
        let second = line.isFree(place + 1) ? line.key(place + 1) : nil
        let count = second.flatMap { QuickAddLexicon.accountKinds[$0] } == kind ? 2 : 1
        let ofKind = accounts.filter { $0.kind == kind }
        if ofKind.count == 1 { return .one(ofKind[0].id, .accountKind(kind), wordCount: count) }
        return ofKind.isEmpty ? nil : .several(ofKind.map(\.id), wordCount: count)
    }

    /// Categories whose whole name stands at a place, with the number of words; the longest name wins.
    func categories(_ line: QuickAddLine, at place: Int, first: String) -> (ids: [CategoryID], wordCount: Int)? {
        for count in stride(from: Self.wordMaximum, through: 1, by: -1) {
            guard let key = joined(line, place, first, count) else { continue }
            let found = categories.filter { $0.key == key }
            if !found.isEmpty { return (found.map(\.id), count) }
        }
        return nil
    }

    func tag(_ line: QuickAddLine, at place: Int, first: String) -> (name: String, wordCount: Int)? {
        for count in stride(from: Self.wordMaximum, through: 1, by: -1) {
            guard let key = joined(line, place, first, count) else { continue }
            if let tag = tags.first(where: { $0.key == key }) { return (tag.name, count) }
        }
        return nil
    }

    func categories(named key: String) -> [CategoryID] { categories.filter { $0.key == key }.map(\.id) }

    private func joined(_ line: QuickAddLine, _ place: Int, _ first: String, _ count: Int) -> String? {
        guard !first.isEmpty, place + count <= line.words.count else { return nil }
        var key = first
        for next in (place + 1)..<(place + max(1, count)) {
            guard line.isFree(next) else { return nil }
            key += " " + line.words[next].key
        }
        return key
    }
}
