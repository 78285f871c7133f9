package import NIOCore
package import WebAuthn

/// Under which names this installation answers.
///
/// A request for any other host is refused: a page of ours must never be shown under a name that someone else controls
/// (DNS rebinding), and no link is ever made from what a client sent. Source: docs/spec/http-api.md §3.
package struct SiteAddress: Hashable, Sendable {
    /// The public host name, lower case, or an address literal.
    package let name: String
    /// The port that clients use for HTTPS.
    package let httpsPort: UInt16

    package init(name: String, httpsPort: UInt16) {
        self.name = name.lowercased()
        self.httpsPort = httpsPort
    }

    /// Whether the name is one that others can reach: not localhost, not an address.
    package var isRealHostName: Bool {
        guard name != "localhost", !name.hasSuffix(".localhost"), name.contains(".") else { return false }
        return Self.addressBytes(name) == nil
    }

    /// `https://name`, with the port when it is not the usual one.
    ///
    /// What pages and messages call the site.
    package var origin: String { httpsPort == 443 ? "https://\(name)" : "https://\(name):\(httpsPort)" }

    /// Whom browsers let ask for passkeys: this name, from pages of this origin.
    package var relyingParty: RelyingParty { RelyingParty(id: name, origins: [origin]) }

    /// Whether browsers can make passkeys here: for names they can, for addresses they cannot.
    package var canHavePasskeys: Bool { Self.addressBytes(name) == nil }

    /// Whether a `Host` (or `:authority`) names this site: our name, localhost, or the address the connection came in
    /// on.
    ///
    /// Ports are not compared: forwarding changes them, and origins are compared whole elsewhere.
    package func admits(authority: String, local: SocketAddress?) -> Bool {
        guard let host = Self.host(of: authority) else { return false }
        if host == name || host == "localhost" { return true }
        guard let asked = Self.addressBytes(host), let local = Self.addressBytes(local) else { return false }
        return asked == local
    }

    /// Where the plain listener sends a request; nil when the host is not ours.
    package func httpsLocation(authority: String, local: SocketAddress?, target: String) -> String? {
        guard admits(authority: authority, local: local), let host = Self.host(of: authority) else { return nil }
        let shown = host.contains(":") ? "[\(host)]" : host
        return httpsPort == 443 ? "https://\(shown)\(target)" : "https://\(shown):\(httpsPort)\(target)"
    }

    /// The host part in lower case, without brackets; nil when the authority is malformed.
    static func host(of authority: String) -> String? {
        let bytes = Array(authority.utf8)
        guard (1...255).contains(bytes.count) else { return nil }
        let hostEnd: Int
        var host: ArraySlice<UInt8>
        if bytes.first == UInt8(ascii: "[") {
            guard let close = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            host = bytes[1..<close]
            hostEnd = close + 1
            guard host.allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) else {
                return nil
            }
        } else {
            hostEnd = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
            host = bytes[..<hostEnd]
            guard host.allSatisfy(isNameByte) else { return nil }
        }
        guard !host.isEmpty, isPort(bytes[hostEnd...]) else { return nil }
        if host.last == UInt8(ascii: "."), host.count > 1 { host.removeLast() }
        return String(decoding: host, as: UTF8.self).lowercased()
    }

    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        let digits = bytes.dropFirst()
        return first == UInt8(ascii: ":") && (1...5).contains(digits.count) && digits.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    /// The bytes of an address literal; nil for a name.
    static func addressBytes(_ literal: String) -> [UInt8]? {
        guard literal.utf8.allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) else {
            return nil
        }
        do {
            return addressBytes(try SocketAddress(ipAddress: literal, port: 0))
        } catch {
            return nil  // a name made of hexadecimal letters, such as "cafe.de"
        }
    }

    private static func addressBytes(_ address: SocketAddress?) -> [UInt8]? {
        address?.internetAddressBytes
    }
}
