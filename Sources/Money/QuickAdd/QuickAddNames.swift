/// Finds accounts, people and categories by the words people use for them.
struct QuickAddNames {
    enum FoundAccount {
        case one(AccountID, QuickAddReason, wordCount: Int)
        case several([AccountID], wordCount: Int)

        var wordCount: Int {
            switch self {
            case .one(_, _, let count), .several(_, let count): count
            }
        }
    }

    /// Without the people: a person never pays because her name stands there.
    private let accounts: [(id: AccountID, kind: AccountKind, key: String)]
    private let people: [(id: AccountID, key: String)]
    private let categories: [(id: CategoryID, kind: CategoryKind, key: String)]
    private let tags: [(name: String, key: String)]

    private static let wordMaximum = 5

    init(_ book: MoneyBook) {
        let open = book.liveAccounts.filter { !$0.content.isArchived }
        accounts = open.filter { !$0.isPerson }.map { ($0.id, $0.content.kind, QuickAddLine.key($0.name)) }
        people = open.filter(\.isPerson).map { ($0.id, QuickAddLine.key($0.name)) }
        categories = book.liveCategories.filter { !$0.isBuiltIn }.map { ($0.id, $0.kind, QuickAddLine.key($0.name)) }
        tags = book.tagNames.map { ($0, QuickAddLine.key($0)) }
    }

    /// - `first`: Key of the first word, which may differ from the line's (without its `@`).
    /// - `isMarked`: `@`, `from` or `to` said that an account follows, so part of its name is enough.
    func account(_ line: QuickAddLine, at place: Int, first: String, isMarked: Bool) -> FoundAccount? {
        for count in stride(from: Self.wordMaximum, through: 1, by: -1) {
            guard let key = joined(line, place, first, count) else { continue }
            let exact = accounts.filter { $0.key == key }
            if let account = exact.first { return .one(account.id, .accountName, wordCount: count) }
            guard isMarked else { continue }
            let partial = accounts.filter { Self.isPart(key, of: $0.key) }
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

    private static func isPart(_ key: String, of name: String) -> Bool {
        name.hasPrefix(key + " ") || name.split(separator: " ").contains(key[...])
    }

    /// People with that name, or with it as one part of theirs; the longest name wins.
    ///
    /// None where the words are the longer name of an account: `Asha joint`.
    func people(_ line: QuickAddLine, at place: Int) -> (ids: [AccountID], wordCount: Int)? {
        guard !people.isEmpty, let first = line.freeKey(place) else { return nil }
        for count in stride(from: Self.wordMaximum, through: 1, by: -1) {
            guard let key = joined(line, place, first, count) else { continue }
            if accounts.contains(where: { $0.key == key }) { return nil }
            let exact = people.filter { $0.key == key }
            let found = exact.isEmpty ? people.filter { Self.isPart(key, of: $0.key) } : exact
            // Her accounts in other currencies are hers: `Asha (USD)`.
            let different = found.filter { one in !found.contains { one.key.hasPrefix($0.key + " (") } }
            if !different.isEmpty { return (different.map(\.id), count) }
        }
        return nil
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

    /// The category a common word points to.
    func category(commonWord key: String) -> CategoryID? {
        for name in QuickAddLexicon.categoryNames(key) {
            if let found = categories.first(where: { $0.key == name }) { return found.id }
        }
        return nil
    }

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

extension LedgerAccount {
    var isPerson: Bool { content.kind == .person }
}
