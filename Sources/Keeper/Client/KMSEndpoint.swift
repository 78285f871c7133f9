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

    /// AWS KMS in a region, for example `eu-central-1`; nil for what cannot be the name of one.
    package static func aws(region: String) -> KMSEndpoint? {
        let isPlain = region.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (0x30...0x39).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        guard isPlain, !region.isEmpty else { return nil }
        let suffix = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return https(host: "kms.\(region).\(suffix)")
    }

    /// AWS KMS at a host of its own, such as a private endpoint.
    package static func https(host: String) -> KMSEndpoint {
        KMSEndpoint(url: "https://\(host)/", authority: host, retry: .remote)
    }

    /// A service on this machine: keeper over TCP, or a stand-in for AWS KMS.
    package static func loopback(port: Int) -> KMSEndpoint {
        KMSEndpoint(url: "http://127.0.0.1:\(port)/", authority: "127.0.0.1:\(port)", retry: .local)
    }
}
