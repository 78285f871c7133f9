import SwiftASN1

/// The extensions of a certificate, of which two are read and the names of the others kept.
struct CertificateExtensions {
    private static let basicConstraints: ASN1ObjectIdentifier = [2, 5, 29, 19]
    private static let keyUsage: ASN1ObjectIdentifier = [2, 5, 29, 15]

    private(set) var names: Set<ASN1ObjectIdentifier> = []
    private(set) var pathLength: Int?
    private var mayIssue = false
    private var maySignCertificates = true

    var isAuthority: Bool { mayIssue && maySignCertificates }

    mutating func take(_ node: ASN1Node) throws {
        let (name, isCritical, value) = try DER.sequence(node, identifier: .sequence) { nodes in
            let name = try ASN1ObjectIdentifier(derEncoded: &nodes)
            let isCritical: Bool = try DER.decodeDefault(&nodes, defaultValue: false)
            return (name, isCritical, try ASN1OctetString(derEncoded: &nodes))
        }
        guard names.insert(name).inserted else { throw PaymentRefusal.malformed }
        switch name {
        case Self.basicConstraints: try takeConstraints(try DER.parse(value.bytes))
        case Self.keyUsage: try takeUsage(try ASN1BitString(derEncoded: value.bytes))
        default: guard !isCritical else { throw PaymentRefusal.malformed }
        }
    }

    private mutating func takeConstraints(_ node: ASN1Node) throws {
        (mayIssue, pathLength) = try DER.sequence(node, identifier: .sequence) { nodes in
            let mayIssue: Bool = try DER.decodeDefault(&nodes, defaultValue: false)
            let length = try nodes.next().map { try Int(derEncoded: $0) }
            guard length.map({ $0 >= 0 && mayIssue }) ?? true else { throw PaymentRefusal.malformed }
            return (mayIssue, length)
        }
    }

    /// The sixth bit, counted from the first: `keyCertSign`.
    private mutating func takeUsage(_ bits: ASN1BitString) throws {
        guard let first = bits.bytes.first else { throw PaymentRefusal.malformed }
        maySignCertificates = first & 0x04 != 0
    }
}
