/// Where the key service answers.
package struct KMSEndpoint: Sendable, Hashable {
    let url: String
    /// The value of the `Host` header, which is signed.
    let authority: String
    let retry: KMSRetryPolicy

    /// Keeper's Unix socket.
    package static func socket(path: String) -> KMSEndpoint {
        let digits = Array("0123456789ABCDEF")
        var host = ""
        for byte in path.utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.properties.isAlphabetic && byte < 0x80 || (0x30...0x39).contains(byte) {
                host.unicodeScalars.append(scalar)
            } else {
                host += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return KMSEndpoint(url: "http+unix://\(host)/", authority: "keeper", retry: .local)
    }

    /// A service of AWS KMS's protocol by scheme, host and port: `https://kms.eu-central-1.amazonaws.com`.
    package static func origin(_ origin: String) -> KMSEndpoint {
        let authority = origin.firstRange(of: "://").map { String(origin[$0.upperBound...]) } ?? origin
        return KMSEndpoint(url: origin + "/", authority: authority, retry: .remote)
    }

    /// A service on this machine: keeper over TCP, or a stand-in for AWS KMS.
    package static func loopback(port: Int) -> KMSEndpoint {
        KMSEndpoint(url: "http://127.0.0.1:\(port)/", authority: "127.0.0.1:\(port)", retry: .local)
    }
}
