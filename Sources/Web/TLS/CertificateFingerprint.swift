import Crypto
import SwiftASN1
import X509

enum CertificateFingerprint {
    /// SHA-256 over the DER bytes, as `AB:CD:…`.
    static func text(of certificate: Certificate) throws(CertificateError) -> String {
        let bytes: [UInt8]
        do {
            bytes = try certificate.serializeAsPEM().derBytes
        } catch {
            throw .unreadable
        }
        let digits = Array("0123456789ABCDEF".utf8)
        return SHA256.hash(data: bytes).map { byte in
            String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
        }.joined(separator: ":")
    }
}
