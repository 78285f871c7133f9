/// Where a form leads afterwards: a path of this site and nothing else.
enum NextPath {
    /// The path when it begins with exactly one slash; `/today` for anything else.
    static func checked(_ text: String?) -> String {
        guard let text, isOurs(text) else { return "/today" }
        return text
    }

    static func optional(_ text: String?) -> String? {
        guard let text, isOurs(text) else { return nil }
        return text
    }

    private static func isOurs(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 1024 else { return false }
        // Browsers read a backslash as a slash, and skip tabs and line breaks.
        guard bytes.count == 1 || bytes[1] != UInt8(ascii: "/") else { return false }
        return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }
}
