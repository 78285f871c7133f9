/// Where the key service answers.
package struct KMSEndpoint: Sendable, Hashable {
    let url: String

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
        return KMSEndpoint(url: "http+unix://\(host)/")
    }

    /// AWS KMS, for example at `kms.ap-south-1.amazonaws.com`, or a stand-in.
    package static func https(host: String) -> KMSEndpoint { KMSEndpoint(url: "https://\(host)/") }
}
