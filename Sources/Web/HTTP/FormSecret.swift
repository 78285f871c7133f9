import Crypto
import Primitives
import Sealing

/// What form tokens are made from: the session token, or the random cookie of someone not signed in.
///
/// A token is `mask ‖ (mac ⊕ mask)`, so two pages never carry the same one and none can be guessed from the size of an
/// answer. Source: docs/spec/http-api.md §4.
package struct FormSecret: Sendable {
    private static let macByteCount = 16

    private let secret: String

    package init(_ secret: String) { self.secret = secret }

    private var mac: [UInt8] { mac(of: "flowkeep/1/form-token") }

    private func mac(of text: String) -> [UInt8] {
        let key = SymmetricKey(data: Array(secret.utf8))
        return Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key).prefix(Self.macByteCount))
    }

    /// For a hidden field: lets a later request show that it knows `text`, which is kept nowhere.
    func proof(of text: String) -> String { Base32.encode(mac(of: "flowkeep/1/proof/" + text)) }

    func admits(proof: String, of text: String) -> Bool {
        guard proof.utf8.count <= 64, let bytes = Base32.decode(proof) else { return false }
        return ConstantTime.equal(bytes, mac(of: "flowkeep/1/proof/" + text))
    }

    /// A fresh cookie value for someone not signed in.
    static func makeCookie() -> String {
        Base32.encode(SecureRandom.bytes(count: 16))
    }

    static func isCookie(_ text: String) -> Bool { text.utf8.count == 26 && Base32.decode(text)?.count == 16 }

    /// A token for a hidden field.
    package func token() -> String {
        let mask = SecureRandom.bytes(count: Self.macByteCount)
        return Base32.encode(mask + zip(mac, mask).map { $0 ^ $1 })
    }

    /// Takes the same time wherever the tokens differ.
    package func admits(_ token: String) -> Bool {
        guard token.utf8.count <= 64, let bytes = Base32.decode(token), bytes.count == 2 * Self.macByteCount else {
            return false
        }
        let unmasked = zip(bytes, bytes.dropFirst(Self.macByteCount)).map { $0 ^ $1 }
        return ConstantTime.equal(unmasked, mac)
    }
}
