import Crypto
import Primitives

/// What form tokens are made from: the session token, or the random cookie of someone not signed in.
///
/// A token is `mask ‖ (mac ⊕ mask)`, so two pages never carry the same one and none can be guessed from the size of an
/// answer. Source: docs/spec/http-api.md §4.
package struct FormSecret: Sendable {
    private static let macByteCount = 16

    private let mac: [UInt8]

    package init(_ secret: String) {
        let key = SymmetricKey(data: Array(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array("flowkeep/1/form-token".utf8), using: key)
        mac = Array(code.prefix(Self.macByteCount))
    }

    /// A fresh cookie value for someone not signed in.
    static func makeCookie() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base32.encode(randomBytes(count: 16, using: &generator))
    }

    /// A token for a hidden field.
    package func token() -> String {
        var generator = SystemRandomNumberGenerator()
        let mask = Self.randomBytes(count: Self.macByteCount, using: &generator)
        return Base32.encode(mask + zip(mac, mask).map { $0 ^ $1 })
    }

    /// Takes the same time wherever the tokens differ.
    package func admits(_ token: String) -> Bool {
        guard token.utf8.count <= 64, let bytes = Base32.decode(token), bytes.count == 2 * Self.macByteCount else {
            return false
        }
        var difference: UInt8 = 0
        for index in 0..<Self.macByteCount {
            difference |= bytes[index] ^ bytes[index + Self.macByteCount] ^ mac[index]
        }
        return difference == 0
    }

    private static func randomBytes(count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
