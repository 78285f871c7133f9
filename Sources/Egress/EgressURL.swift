import Glibc

/// An `http` or `https` address, taken apart strictly: what could be read in two ways is no address.
///
/// - Shape: `scheme://host[:port][/path][?query]` in printable ASCII; no user, no fragment. A host is a DNS name, a
///   numeric IPv4 address, or a numeric IPv6 address in brackets.
struct EgressURL: Hashable, Sendable {
    let isPlain: Bool
    /// In lower case, without brackets.
    let host: String
    let port: Int
    /// Path and query; at least `/`.
    let target: String
    let isNumeric: Bool

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 2048, bytes.allSatisfy({ (0x21...0x7E).contains($0) }), !bytes.contains(UInt8(ascii: "#")),
            !bytes.contains(UInt8(ascii: "\\"))
        else { return nil }
        let rest: Substring
        if text.hasPrefix("https://") {
            isPlain = false
            rest = text.dropFirst("https://".count)
        } else if text.hasPrefix("http://") {
            isPlain = true
            rest = text.dropFirst("http://".count)
        } else {
            return nil
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = String(rest.dropFirst(authority.count))
        target = tail.hasPrefix("/") ? tail : "/" + tail
        guard let (host, port, isNumeric) = Self.split(authority) else { return nil }
        self.host = host
        self.isNumeric = isNumeric
        self.port = port ?? (isPlain ? 80 : 443)
    }

    /// As it stands in the `Host` header: with the port unless it is the scheme's own.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isPlain ? 80 : 443) ? name : "\(name):\(port)"
    }

    private static func split(_ authority: Substring) -> (host: String, port: Int?, isNumeric: Bool)? {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let host = authority[authority.index(after: authority.startIndex)..<end].lowercased()
            guard EgressAddress.isIPv6(host), let port = port(authority[authority.index(after: end)...]) else {
                return nil
            }
            return (host, port.number, true)
        }
        let name = authority.prefix { $0 != ":" }.lowercased()
        guard let port = port(authority.dropFirst(name.utf8.count)) else { return nil }
        if EgressAddress.isIPv4(name) { return (name, port.number, true) }
        guard isName(name) else { return nil }
        return (name, port.number, false)
    }

    /// Nothing, or a colon and 1 to 65535.
    private static func port(_ text: Substring) -> (number: Int?, Void)? {
        if text.isEmpty { return (nil, ()) }
        let digits = text.dropFirst()
        guard text.first == ":", (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits), (1...65_535).contains(number)
        else { return nil }
        return (number, ())
    }

    /// A DNS name whose last label has a letter: `0x7f.1` and `2130706433` are addresses to some resolvers.
    private static func isName(_ name: String) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let areLabels = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        }
        let isNumberLike = labels.last?.utf8.first.map { (48...57).contains($0) } ?? true
        return areLabels && !isNumberLike && name.utf8.count <= 253
    }
}
