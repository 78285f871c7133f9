import Money

/// The accounts of a journal by name, each once, in the order they first appear.
struct JournalAccounts {
    private(set) var all: [JournalAccount] = []
    private var places: [String: Int] = [:]
    /// Kinds that declarations gave, for accounts under them.
    private var kinds: [String: JournalAccountKind] = [:]
    /// Names that stand for one of the five roots.
    private var roots: Set<String> = []
    /// More are a file made to fill memory.
    static let maximum = 20_000

    /// The place of an account; nil when there are too many.
    mutating func place(of name: String, line: Int) -> Int? {
        if let known = places[name] { return known }
        guard all.count < Self.maximum else { return nil }
        let parts = Self.levels(of: name).map { String($0).trimmingSpaces }
        let kind = declaredKind(name) ?? parts.first.flatMap { JournalAccountKind(root: $0) }
        // Where the root says nothing it is part of the name.
        let hasRoot = parts.count > 1 && (JournalAccountKind(root: parts[0]) != nil || roots.contains(parts[0]))
        all.append(JournalAccount(line: line, name: name, kind: kind, path: hasRoot ? Array(parts.dropFirst()) : parts))
        places[name] = all.count - 1
        return all.count - 1
    }

    mutating func change(_ place: Int, _ body: (inout JournalAccount) -> Void) { body(&all[place]) }

    mutating func declare(_ name: String, kind: JournalAccountKind, isRoot: Bool = false) {
        kinds[name] = kind
        if isRoot { roots.insert(name) }
        if let place = places[name] { all[place].kind = kind }
    }

    private func declaredKind(_ name: String) -> JournalAccountKind? {
        if kinds.isEmpty { return nil }
        var rest = name[...]
        while true {
            if let kind = kinds[String(rest)] { return kind }
            guard let colon = rest.unicodeScalars.lastIndex(of: ":") else { return nil }
            rest = rest[..<colon]
        }
    }

    /// By scalars: a colon and a mark after it are one character, and still a colon to every tool.
    private static func levels(of name: String) -> [Substring] {
        name.unicodeScalars.split(separator: ":").map { Substring($0) }
    }

    /// Gives categories the names that our export wrote beside them, and those of the levels above.
    mutating func resolve(names: [Int: String]) {
        var exact: [String: [String]] = [:]
        for place in all.indices.sorted(by: { all[$0].name.utf8.count < all[$1].name.utf8.count }) {
            let account = all[place]
            switch account.kind {
            case .income, .expenses:
                guard let colon = account.name.unicodeScalars.lastIndex(of: ":") else { continue }
                let parent = String(account.name[..<colon])
                guard let last = names[place] ?? account.path.last else { continue }
                let path = (exact[parent] ?? Array(account.path.dropLast())) + [last]
                exact[account.name] = path
                all[place].path = path
            default: if let name = names[place] { all[place].path = [name] }
            }
        }
    }
}
