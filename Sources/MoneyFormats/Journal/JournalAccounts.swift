import Money

/// The accounts of a journal by name, each once, in the order they first appear.
struct JournalAccounts {
    private(set) var all: [JournalAccount] = []
    private var places: [String: Int] = [:]
    /// Kinds that declarations gave, for accounts under them.
    private var kinds = LevelTable<JournalAccountKind>()
    /// Names that stand for one of the five roots.
    private var roots: Set<String> = []
    private var byteCount = 0
    /// More are a file made to fill memory.
    static let maximum = 20_000
    /// Of all names together: an export has at most 6000 accounts and categories of a kilobyte each.
    private static let byteMaximum = 8 * 1024 * 1024
    /// Twice the levels of the book.
    private static let levelMaximum = 100

    /// The place of an account.
    mutating func place(of name: String, line: Int) throws(RejectedLine.Reason) -> Int {
        if let known = places[name] { return known }
        guard name.utf8.count <= LedgerNames.nameByteCount, name.utf8.count(where: { $0 == 0x3A }) < Self.levelMaximum
        else { throw .badText }
        guard all.count < Self.maximum, byteCount + name.utf8.count <= Self.byteMaximum else { throw .tooManyAccounts }
        byteCount += name.utf8.count
        let parts = Self.levels(of: name).map { String($0).trimmingSpaces }
        let kind = kinds.longest(name)?.value ?? parts.first.flatMap { JournalAccountKind(root: $0) }
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
