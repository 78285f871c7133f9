import Money

/// An account or card number as a file writes it; never leaves the reader whole.
struct AccountNumber {
    /// Last four letters or digits.
    let lastFour: String
    private let canonical: [UInt8]

    /// Nil when the text has fewer than four letters and digits, the last four of them without a digit.
    init?(_ text: String) {
        // What stands after the number ("0042 - SAVINGS") is not part of it.
        canonical = text.utf8.filter { byte in
            (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A) || byte == 0x2A
        }
        let tail = canonical.suffix(4)
        guard tail.count == 4, tail.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        lastFour = String(decoding: tail, as: UTF8.self)
    }

    /// Recognises the account in the next file.
    ///
    /// Source: statement-import §8.
    func identity(bank: String) -> UInt64 {
        var hash = StableHash()
        hash.combine(bank)
        hash.combine(canonical)
        return hash.value
    }
}

extension String {
    /// The text without spaces at either end.
    var trimmingSpaces: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
