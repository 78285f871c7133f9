import NIOSSL

/// Whether a certificate is for the name that was asked for.
///
/// NIOSSL verifies the chain and, in the place of the name, is content with the *address* that was connected to: a
/// certificate that somebody has for an address of their own would do for every name, for whoever answers our questions
/// for addresses. So the name is looked at here as well.
enum PeerName {
    /// RFC 6125: an alternative name that is the host, or a wildcard for its first label; no common name.
    static func isNamed(_ host: String, by certificate: NIOSSLCertificate) -> Bool {
        certificate._subjectAlternativeNames().contains { name in
            name.nameType == .dnsName && matches(host, Array(name.contents))
        }
    }

    static func matches(_ host: String, _ pattern: [UInt8]) -> Bool {
        guard let text = String(validating: pattern, as: UTF8.self)?.lowercased() else { return false }
        if text == host { return true }
        guard text.hasPrefix("*."), let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
        let rest = text.dropFirst(1)
        // `*.com` is for nobody.
        return rest == host[dot...] && rest.dropFirst().contains(".") && !rest.contains("*")
    }
}
