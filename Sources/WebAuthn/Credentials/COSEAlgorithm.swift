/// How a credential signs: the number it has in the register of COSE algorithms.
///
/// Raw values are in stored public keys and in what browsers are asked for: never renumber, never reuse.
package enum COSEAlgorithm: Int64, Sendable, Hashable, CaseIterable {
    /// ECDSA on P-256 with SHA-256.
    case es256 = -7
    /// Ed25519.
    case edDSA = -8
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rs256 = -257

    /// In the order we ask for them: what almost every device has, what is best, and what old security chips have.
    package static let offered: [COSEAlgorithm] = [.es256, .edDSA, .rs256]
}
