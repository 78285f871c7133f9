extension String {
    /// In groups of so many characters, as people read and copy codes.
    package func grouped(by count: Int, separator: String) -> String {
        var (groups, rest): ([Substring], Substring) = ([], self[...])
        while !rest.isEmpty {
            groups.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return groups.joined(separator: separator)
    }
}
