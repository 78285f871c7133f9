import Crypto
import Foundation
package import Primitives
import SwiftASN1
import X509

/// A self-signed certificate for one machine, with its private key.
///
/// - Shape: P-256, valid 397 days (the longest that browsers accept), names: the site's name, localhost, 127.0.0.1,
///   ::1. Stored as two PEM documents, key first.
/// - Source: docs/spec/http-api.md §2; RFC 5280.
package struct LocalCertificate: Sendable {
    package static let validityDays = 397
    /// Made anew when fewer days than this are left, so that a machine that is switched on monthly never sees it
    /// expire.
    package static let renewalDays = 45

    let certificate: Certificate
    let key: Certificate.PrivateKey

    /// `name`: the site's host name, or an address literal.
    package static func make(name: String, now: Timestamp) throws(CertificateError) -> LocalCertificate {
        let privateKey = P256.Signing.PrivateKey()
        let start = Date(timeIntervalSince1970: TimeInterval(now.seconds - 3600))  // clocks of clients may be behind
        do {
            let subject = try DistinguishedName { CommonName("Flowkeep on this machine") }
            let certificate = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: .init(privateKey.publicKey),
                notValidBefore: start,
                notValidAfter: start.addingTimeInterval(TimeInterval(validityDays) * 86_400),
                issuer: subject,
                subject: subject,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions {
                    // No key usage: with one, verifiers that are handed this very certificate as their root refuse it
                    // for not being allowed to sign certificates (RFC 5280 §4.2.1.3).
                    Critical(BasicConstraints.notCertificateAuthority)
                    try ExtendedKeyUsage([.serverAuth])
                    SubjectAlternativeNames(names(for: name))
                },
                issuerPrivateKey: .init(privateKey)
            )
            return LocalCertificate(certificate: certificate, key: .init(privateKey))
        } catch {
            throw .cannotMake
        }
    }

    private init(certificate: Certificate, key: Certificate.PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// Reads what ``encoded()`` wrote.
    package init(decoding bytes: [UInt8]) throws(CertificateError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .unreadable }
        do {
            let documents = try PEMDocument.parseMultiple(pemString: text)
            guard documents.count == 2 else { throw CertificateError.unreadable }
            key = try Certificate.PrivateKey(pemDocument: documents[0])
            certificate = try Certificate(pemDocument: documents[1])
        } catch {
            throw .unreadable
        }
        guard key.publicKey == certificate.publicKey else { throw .keyDoesNotMatch }
    }

    package func encoded() throws(CertificateError) -> [UInt8] {
        do {
            return Array(
                (try key.serializeAsPEM().pemString + "\n" + certificate.serializeAsPEM().pemString + "\n").utf8
            )
        } catch {
            throw .cannotMake
        }
    }

    package func isDueForRenewal(at now: Timestamp, name: String) -> Bool {
        let end = Int64(certificate.notValidAfter.timeIntervalSince1970)
        guard end - now.seconds > Int64(Self.renewalDays) * 86_400 else { return true }
        let wanted = SubjectAlternativeNames(Self.names(for: name))
        do {
            return try certificate.extensions.subjectAlternativeNames != wanted
        } catch {
            return true  // a certificate without readable names is of no use
        }
    }

    /// SHA-256 over the certificate as sent: what a browser shows, upper-case hexadecimal with colons.
    package var fingerprint: String {
        get throws(CertificateError) { try CertificateFingerprint.text(of: certificate) }
    }

    private static func names(for name: String) -> [GeneralName] {
        let loopback4 = ASN1OctetString(contentBytes: [127, 0, 0, 1])
        let loopback6 = ASN1OctetString(contentBytes: [UInt8](repeating: 0, count: 15) + [1])
        var names: [GeneralName] = [.dnsName("localhost"), .ipAddress(loopback4), .ipAddress(loopback6)]
        if let bytes = SiteAddress.addressBytes(name) {
            let address = GeneralName.ipAddress(ASN1OctetString(contentBytes: bytes[...]))
            if !names.contains(address) { names.insert(address, at: 0) }
        } else if name != "localhost" {
            names.insert(.dnsName(name), at: 0)
        }
        return names
    }
}
