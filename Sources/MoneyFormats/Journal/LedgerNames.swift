/// Account names, aliases and comments of ledger and hledger.
struct LedgerNames {
    private var aliases: [String: String] = [:]
    private var prefixes: [String] = []

    mutating func pushPrefix(_ prefix: String) { if prefixes.count < 64 { prefixes.append(prefix) } }

    mutating func popPrefix() { _ = prefixes.popLast() }

    /// `old = new`; false for a regular expression.
    mutating func alias(_ text: String) -> Bool {
        guard let equals = text.firstIndex(of: "="), text.first != "/" else { return false }
        let new = String(text[text.index(after: equals)...]).trimmingSpaces
        alias(String(text[..<equals]).trimmingSpaces, for: new)
        return true
    }

    mutating func alias(_ old: String, for new: String) {
        if aliases.count < 10_000, !old.isEmpty, !new.isEmpty { aliases[old] = new }
    }

    /// The whole name; an alias replaces a name or its first levels, once.
    func resolved(_ name: String) -> String {
        let whole = (prefixes + [name]).joined(separator: ":")
        if aliases.isEmpty { return whole }
        var rest = whole[...]
        while true {
            if let new = aliases[String(rest)] { return new + whole[rest.endIndex...] }
            guard let colon = rest.unicodeScalars.lastIndex(of: ":") else { return whole }
            rest = rest[..<colon]
        }
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
