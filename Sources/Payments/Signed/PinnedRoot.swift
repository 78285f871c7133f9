import Primitives
import Sealing
import SwiftASN1

/// The one certificate that chains of the App Store may end in, known by its SHA-256.
///
/// - Source: docs/spec/payments.md §4; Apple's PKI page for the root, Apple's practice statement for the two marks.
package struct PinnedRoot: Sendable, Hashable {
    /// Apple Root CA - G3, valid from 2014 to 2039.
    package static let apple = PinnedRoot(
        hash: [
            0x63, 0x34, 0x3A, 0xBF, 0xB8, 0x9A, 0x6A, 0x03, 0xEB, 0xB5, 0x7E, 0x9B, 0x3F, 0x5F, 0xA7, 0xBE,
            0x7C, 0x4F, 0x5C, 0x75, 0x6F, 0x30, 0x17, 0xB3, 0xA8, 0xC4, 0x88, 0xC3, 0x65, 0x3E, 0x91, 0x79,
        ]
    )

    /// What Apple puts into a certificate that signs receipts and notices.
    private static let leafMark: ASN1ObjectIdentifier = [1, 2, 840, 113635, 100, 6, 11, 1]
    /// What Apple puts into the authority for developers.
    private static let authorityMark: ASN1ObjectIdentifier = [1, 2, 840, 113635, 100, 6, 2, 1]

    /// The SHA-256 of the certificate in DER.
    package let hash: [UInt8]

    private init(hash: [UInt8]) { self.hash = hash }

    /// Pins another certificate: the root of a stand-in, or one that takes the present one's place.
    ///
    /// - `bytes`: DER, or PEM with one certificate.
    package init?(certificate bytes: [UInt8]) {
        let der = bytes.first == 0x30 ? bytes : Self.fromPEM(bytes)
        guard let der else { return nil }
        do throws(PaymentRefusal) {
            guard try Certificate(der).isAuthority else { return nil }
        } catch {
            return nil
        }
        hash = Digest.sha256(der)
    }

    private static func fromPEM(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count <= 2 * Certificate.byteCountMaximum else { return nil }
        do {
            let document = try PEMDocument(pemString: String(decoding: bytes, as: UTF8.self))
            return document.discriminator == "CERTIFICATE" ? document.derBytes : nil
        } catch {
            return nil
        }
    }

    /// The key of a chain's first certificate.
    ///
    /// - `chain`: leaf, authority and root, each DER in base 64, as `x5c` has them (RFC 7515 §4.1.6).
    func leafKey(of chain: [String], at now: Timestamp) throws(PaymentRefusal) -> ECDSAPublicKey {
        guard chain.count == 3 else { throw .certificate(.count) }
        var certificates: [Certificate] = []
        for (place, text) in chain.enumerated() {
            guard let bytes = Base64.decode(Array(text.utf8)) else { throw .certificate(.malformed) }
            // Before it is parsed: nothing but the pinned bytes themselves is a root.
            if place == 2, !ConstantTime.equal(Digest.sha256(bytes), hash) { throw .certificate(.root) }
            certificates.append(try Certificate(bytes))
        }
        let (leaf, authority, root) = (certificates[0], certificates[1], certificates[2])
        guard leaf.isIssued(by: authority), authority.isIssued(by: root), root.isIssued(by: root) else {
            throw .certificate(.issuer)
        }
        guard certificates.allSatisfy({ $0.validity.contains(now) }) else { throw .certificate(.expired) }
        guard !leaf.isAuthority, leaf.extensions.contains(Self.leafMark),
            authority.isAuthority, authority.extensions.contains(Self.authorityMark),
            root.isAuthority, root.pathLength.map({ $0 >= 1 }) ?? true
        else { throw .certificate(.use) }
        return leaf.key
    }
}
