import Primitives
import Sealing
import SwiftASN1

/// What is needed of an X.509 certificate (RFC 5280) to check one chain of known shape.
///
/// - Shape: DER. An unknown critical extension makes it malformed: what it demands would not be kept.
struct Certificate {
    let issuer: [UInt8]
    let subject: [UInt8]
    let validity: ClosedRange<Timestamp>
    let key: ECDSAPublicKey
    /// Whether it may issue others: basic constraints and, where it is there, key usage.
    let isAuthority: Bool
    /// How many authorities may stand below it; nil for any.
    let pathLength: Int?
    /// The names of its extensions.
    let extensions: Set<ASN1ObjectIdentifier>
    private let signed: [UInt8]
    private let signature: [UInt8]
    private let hash: ECDSAPublicKey.Hash

    /// Apple's are below 1.5 KiB.
    static let byteCountMaximum = 8192

    init(_ bytes: [UInt8]) throws(PaymentRefusal) {
        guard bytes.count <= Self.byteCountMaximum else { throw .certificate(.malformed) }
        do {
            self = try Self.parsed(bytes)
        } catch {
            throw .certificate(.malformed)
        }
    }

    /// Whether `issuer` signed it and is who it names.
    func isIssued(by issuer: Certificate) -> Bool {
        self.issuer == issuer.subject && issuer.key.isValid(der: signature, for: signed, hash)
    }

    private static func parsed(_ bytes: [UInt8]) throws -> Certificate {
        try DER.sequence(try DER.parse(bytes), identifier: .sequence) { nodes in
            guard let body = nodes.next() else { throw PaymentRefusal.malformed }
            let hash = try hash(try AlgorithmName(&nodes))
            let signature = try wholeBytes(try ASN1BitString(derEncoded: &nodes))
            return try parsed(body: body, signature: signature, hash: hash)
        }
    }

    private static func parsed(
        body: ASN1Node,
        signature: [UInt8],
        hash: ECDSAPublicKey.Hash
    ) throws -> Certificate {
        try DER.sequence(body, identifier: .sequence) { nodes in
            let version = try DER.explicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) {
                try Int(derEncoded: $0)
            }
            guard version == 2, nodes.next()?.identifier == .integer,  // the third version, and a serial number
                try self.hash(try AlgorithmName(&nodes)) == hash, let issuer = nodes.next()
            else { throw PaymentRefusal.malformed }
            guard let validity = nodes.next(), let subject = nodes.next(), let key = nodes.next() else {
                throw PaymentRefusal.malformed
            }
            // The two unique ids of version 2 are not expected, so what is left are the extensions.
            var extensions = CertificateExtensions()
            try DER.explicitlyTagged(&nodes, tagNumber: 3, tagClass: .contextSpecific) { node in
                try DER.sequence(node, identifier: .sequence) { items in
                    while let item = items.next() { try extensions.take(item) }
                }
            }
            return Certificate(
                issuer: Array(issuer.encodedBytes),
                subject: Array(subject.encodedBytes),
                validity: try self.validity(validity),
                key: try self.key(key),
                isAuthority: extensions.isAuthority,
                pathLength: extensions.pathLength,
                extensions: extensions.names,
                signed: Array(body.encodedBytes),
                signature: signature,
                hash: hash
            )
        }
    }

    private static func hash(_ algorithm: AlgorithmName) throws -> ECDSAPublicKey.Hash {
        guard algorithm.parameters == nil else { throw PaymentRefusal.malformed }
        switch algorithm.name {
        case .ecdsaWithSHA256: return .sha256
        case .ecdsaWithSHA384: return .sha384
        default: throw PaymentRefusal.algorithm
        }
    }

    private static func validity(_ node: ASN1Node) throws -> ClosedRange<Timestamp> {
        try DER.sequence(node, identifier: .sequence) { nodes in
            let (start, end) = (try moment(nodes.next()), try moment(nodes.next()))
            guard start <= end else { throw PaymentRefusal.malformed }
            return start...end
        }
    }

    private static func moment(_ node: ASN1Node?) throws -> Timestamp {
        guard let node else { throw PaymentRefusal.malformed }
        if node.identifier == .generalizedTime {
            let time = try GeneralizedTime(derEncoded: node)
            return try moment(time.year, time.month, time.day, seconds: time.hours, time.minutes, time.seconds)
        }
        let time = try UTCTime(derEncoded: node)
        return try moment(time.year, time.month, time.day, seconds: time.hours, time.minutes, time.seconds)
    }

    private static func moment(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        seconds hours: Int,
        _ minutes: Int,
        _ seconds: Int
    ) throws -> Timestamp {
        guard let day = CalendarDay(year: year, month: month, day: day) else { throw PaymentRefusal.malformed }
        let time = Int64(hours) * 3600 + Int64(minutes) * 60 + Int64(seconds)
        return Timestamp(seconds: Int64(day.daysSinceEpoch) * 86_400 + time)
    }

    private static func key(_ node: ASN1Node) throws -> ECDSAPublicKey {
        try DER.sequence(node, identifier: .sequence) { nodes in
            let algorithm = try AlgorithmName(&nodes)
            guard algorithm.name == .ellipticKey else { throw PaymentRefusal.algorithm }
            let point = try wholeBytes(try ASN1BitString(derEncoded: &nodes))
            switch algorithm.parameters {
            case .curveP256: return try ECDSAPublicKey(.p256, point: point)
            case .curveP384: return try ECDSAPublicKey(.p384, point: point)
            default: throw PaymentRefusal.algorithm
            }
        }
    }

    private static func wholeBytes(_ bits: ASN1BitString) throws -> [UInt8] {
        guard bits.paddingBits == 0 else { throw PaymentRefusal.malformed }
        return Array(bits.bytes)
    }
}

extension Certificate {
    private init(
        issuer: [UInt8],
        subject: [UInt8],
        validity: ClosedRange<Timestamp>,
        key: ECDSAPublicKey,
        isAuthority: Bool,
        pathLength: Int?,
        extensions: Set<ASN1ObjectIdentifier>,
        signed: [UInt8],
        signature: [UInt8],
        hash: ECDSAPublicKey.Hash
    ) {
        (self.issuer, self.subject, self.validity, self.key) = (issuer, subject, validity, key)
        (self.isAuthority, self.pathLength, self.extensions) = (isAuthority, pathLength, extensions)
        (self.signed, self.signature, self.hash) = (signed, signature, hash)
    }
}

/// `AlgorithmIdentifier`: a name, and a name as its parameters or none.
private struct AlgorithmName {
    let name: ASN1ObjectIdentifier
    let parameters: ASN1ObjectIdentifier?

    init(_ nodes: inout ASN1NodeCollection.Iterator) throws {
        guard let node = nodes.next() else { throw PaymentRefusal.malformed }
        (name, parameters) = try DER.sequence(node, identifier: .sequence) { nodes in
            let name = try ASN1ObjectIdentifier(derEncoded: &nodes)
            return (name, try nodes.next().map { try ASN1ObjectIdentifier(derEncoded: $0) })
        }
    }
}

extension ASN1ObjectIdentifier {
    fileprivate static let ecdsaWithSHA256: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 2]
    fileprivate static let ecdsaWithSHA384: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 3]
    fileprivate static let ellipticKey: ASN1ObjectIdentifier = [1, 2, 840, 10045, 2, 1]
    fileprivate static let curveP256: ASN1ObjectIdentifier = [1, 2, 840, 10045, 3, 1, 7]
    fileprivate static let curveP384: ASN1ObjectIdentifier = [1, 3, 132, 0, 34]
}
