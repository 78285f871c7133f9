/// Account names, aliases and comments of ledger and hledger.
struct LedgerNames {
    /// What no name is longer than, in bytes.
    ///
    /// Prefixes and aliases make names longer than the file writes them, so without a bound a small file fills memory.
    static let nameByteCount = 1024
    private static let aliasCount = 10_000
    private static let prefixCount = 64

    private var aliases = LevelTable<String>()
    /// Each with those before it.
    private var prefixes: [String] = []
    /// Prefixes beyond the limits: until they end there are no names.
    private var refusedPrefixCount = 0

    mutating func pushPrefix(_ prefix: String) {
        let whole = prefixes.last.map { $0 + ":" + prefix } ?? prefix
        if refusedPrefixCount == 0, prefixes.count < Self.prefixCount, whole.utf8.count <= Self.nameByteCount {
            prefixes.append(whole)
        } else {
            refusedPrefixCount += 1
        }
    }

    mutating func popPrefix() {
        if refusedPrefixCount > 0 { refusedPrefixCount -= 1 } else { _ = prefixes.popLast() }
    }

    /// `old = new`; false for a regular expression, and beyond the limits.
    mutating func alias(_ text: String) -> Bool {
        guard let equals = text.firstIndex(of: "="), text.first != "/" else { return false }
        let new = String(text[text.index(after: equals)...]).trimmingSpaces
        return alias(String(text[..<equals]).trimmingSpaces, for: new)
    }

    mutating func alias(_ old: String, for new: String) -> Bool {
        guard aliases.count < Self.aliasCount, !old.isEmpty, !new.isEmpty,
            old.utf8.count <= Self.nameByteCount, new.utf8.count <= Self.nameByteCount
        else { return false }
        aliases[old] = new
        return true
    }

    /// The whole name; an alias replaces a name or its first levels, once.
    ///
    /// Nil when it is longer than a name may be.
    func resolved(_ name: String) -> String? {
        guard refusedPrefixCount == 0, name.utf8.count <= Self.nameByteCount else { return nil }
        let whole = prefixes.last.map { $0 + ":" + name } ?? name
        let result = aliases.longest(whole).map { $0.value + $0.rest } ?? whole
        return result.utf8.count <= Self.nameByteCount ? result : nil
    }

    /// An account's name and what follows it: two spaces or a tab end a name.
    ///
    /// By scalars, here and below: some letters make one character with the space after them, and to every tool the
    /// space is still one.
    static func account(_ text: Substring) -> (name: Substring, rest: Substring) {
        let scalars = text.unicodeScalars
        var previousIsSpace = false
        for index in scalars.indices {
            let isSpace = scalars[index] == " "
            if scalars[index] == "\t" || (isSpace && previousIsSpace) {
                return (text[..<index].trimmingSpaces, text[index...].trimmingSpaces)
            }
            previousIsSpace = isSpace
        }
        return (text.trimmingSpaces, text[text.endIndex...])
    }

    /// What stands before a comment, and the comment.
    ///
    /// In ledger's first line only a semicolon after two spaces or a tab begins one.
    static func split(_ text: Substring, atAnySemicolon: Bool) -> (head: Substring, comment: Substring?) {
        let scalars = text.unicodeScalars
        var isQuoted = false
        var spaces = 2
        for index in scalars.indices {
            switch scalars[index] {
            case "\"": if atAnySemicolon { isQuoted.toggle() }
            case ";" where !isQuoted && (atAnySemicolon || spaces >= 2):
                return (text[..<index].trimmingSpaces, text[scalars.index(after: index)...])
            default: break
            }
            spaces = scalars[index] == " " ? spaces + 1 : scalars[index] == "\t" ? 2 : 0
        }
        return (text.trimmingSpaces, nil)
    }

    /// The tags of a comment that is nothing but tags: `:food:trip:` or `food:, trip:`; nil for any other.
    static func tags(_ text: String) -> [String]? {
        if text.first == ":", text.last == ":", !text.contains(" "), text.count > 2 {
            return text.split(separator: ":").map(String.init)
        }
        var tags: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let word = part.trimmingSpaces
            guard word.last == ":", word.count > 1, !word.dropLast().contains(where: { $0 == ":" || $0 == " " }) else {
                return nil
            }
            tags.append(String(word.dropLast()))
        }
        return tags
    }
}

extension Substring {
    /// The text without spaces at either end.
    var trimmingSpaces: Substring {
        var scalars = unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return Substring(scalars)
    }
}
