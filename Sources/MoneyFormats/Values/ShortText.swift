import Money

/// Cuts texts that a file may repeat into many rows, so that a small file does not make a large book.
///
/// - Source: statement-import §2.
enum ShortText {
    /// The text up to so many bytes, and no scalar in half.
    static func cut(_ text: String, to byteCount: Int) -> String {
        guard text.utf8.count > byteCount else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: byteCount)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text.unicodeScalars[..<end])
    }

    /// A reference within its limit.
    ///
    /// A longer one keeps its beginning and a hash of all of it: two that begin alike stay two.
    static func reference(_ text: String) -> String {
        guard text.utf8.count > StatementLimits.referenceByteCount else { return text }
        var hash = StableHash()
        hash.combine(text)
        let mark = "#" + String(hash.value, radix: 16)
        return cut(text, to: StatementLimits.referenceByteCount - mark.utf8.count) + mark
    }
}
