/// A `Content-Type` field value, read strictly.
struct ContentType: Hashable, Sendable {
    /// `type/subtype` in lower case.
    let media: String
    /// Lower-case names; values as sent.
    let parameters: [String: String]

    /// Nil when malformed: a parameter twice, a missing value, an unbalanced quote.
    init?(_ value: String) {
        let parts = value.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmed() }
        guard let media = parts.first?.lowercased(), media.split(separator: "/").count == 2,
            media.utf8.allSatisfy(Self.isTokenByte)
        else { return nil }
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            guard let separator = part.firstIndex(of: "=") else { return nil }
            let name = part[..<separator].lowercased()
            var text = String(part[part.index(after: separator)...])
            if text.hasPrefix("\"") {
                guard text.count >= 2, text.hasSuffix("\"") else { return nil }
                text = String(text.dropFirst().dropLast())
                guard !text.contains("\""), !text.contains("\\") else { return nil }
            }
            guard !name.isEmpty, !text.isEmpty, parameters.updateValue(text, forKey: name) == nil else { return nil }
        }
        self.media = media
        self.parameters = parameters
    }

    /// Whether the text is UTF-8 as far as the sender says.
    ///
    /// Another charset would let two readers see two texts.
    var isUTF8: Bool { parameters["charset"].map { $0.lowercased() == "utf-8" } ?? true }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"),
            UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
