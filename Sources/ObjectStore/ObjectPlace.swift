/// A bucket, the start of the names in it, and where it is reached.
package struct ObjectPlace: Hashable, Sendable {
    /// `https://s3.eu-central-1.amazonaws.com`: scheme, host and perhaps a port.
    package let endpoint: String
    package let region: String
    package let bucket: String
    /// Without slashes at its ends; empty for none.
    package let prefix: String

    /// Nil where the address is not of that form.
    ///
    /// - Parameters:
    ///   - address: `s3://bucket/prefix`.
    ///   - endpoint: scheme, host and perhaps a port; nil for Amazon's own in that region.
    ///   - region: as signatures name it.
    package init?(_ address: String, endpoint: String?, region: String) {
        guard address.hasPrefix("s3://") else { return nil }
        let rest = address.dropFirst("s3://".count)
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let bucket = String(parts.first ?? "")
        var prefix = parts.count > 1 ? String(parts[1]) : ""
        if prefix.hasSuffix("/") { prefix.removeLast() }
        guard Self.isBucket(bucket), Self.isPrefix(prefix) else { return nil }
        self.bucket = bucket
        self.prefix = prefix
        self.region = region
        self.endpoint = endpoint ?? "https://s3.\(region).amazonaws.com"
    }

    /// `s3://bucket/prefix`.
    package var text: String { "s3://\(bucket)" + (prefix.isEmpty ? "" : "/\(prefix)") }

    /// The name of an object of ours in the bucket.
    func key(_ path: String) -> String { prefix.isEmpty ? path : "\(prefix)/\(path)" }

    /// The inverse of ``key(_:)``; nil for what is not ours.
    func path(_ key: String) -> String? {
        if prefix.isEmpty { return key }
        return key.hasPrefix(prefix + "/") ? String(key.dropFirst(prefix.utf8.count + 1)) : nil
    }

    private static func isBucket(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        let isPlain = { (byte: UInt8) in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard (3...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isPlain(first) && isPlain(last)
            && bytes.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    private static func isPrefix(_ text: String) -> Bool {
        if text.isEmpty { return true }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return text.utf8.count <= 512
            && parts.allSatisfy { part in
                !part.isEmpty && part != "." && part != ".."
                    && part.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
                    }
            }
    }
}
