package import Primitives
package import Sealing

/// A chain of certificates as Apple's is, made in memory for checks and tests: root, authority, leaf.
package struct StandInChain: Sendable {
    /// What one of the three is made with; faults are made by another choice.
    package struct Plan: Sendable {
        package var validity: ClosedRange<Timestamp>
        package var isAuthority: Bool
        /// The extension that Apple marks it with; nil for none.
        package var mark: [UInt8]?
        package var hasUnknownCriticalExtension = false
    }

    /// DER of `1.2.840.113635.100.6.11.1`.
    package static let leafMark: [UInt8] = [0x06, 0x0A, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x63, 0x64, 0x06, 0x0B, 0x01]
    /// DER of `1.2.840.113635.100.6.2.1`.
    package static let authorityMark: [UInt8] = [
        0x06, 0x0A, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x63, 0x64, 0x06, 0x02, 0x01,
    ]

    /// DER: leaf, authority, root.
    package let certificates: [[UInt8]]
    package let leafKey: ECDSAStandInKey

    /// Another one than was made, for faults.
    package init(certificates: [[UInt8]], leafKey: ECDSAStandInKey) {
        self.certificates = certificates
        self.leafKey = leafKey
    }

    /// Makes one; nil where the library cannot sign.
    ///
    /// - Parameters:
    ///   - now: all three are valid from a day before it to a year after.
    ///   - change: makes a plan another, by its place: 0 the leaf, 1 the authority, 2 the root.
    package init?(at now: Timestamp, change: (Int, inout Plan) -> Void = { _, _ in }) {
        let year = now.adding(seconds: -86_400)...now.adding(seconds: 365 * 86_400)
        var plans = [
            Plan(validity: year, isAuthority: false, mark: Self.leafMark),
            Plan(validity: year, isAuthority: true, mark: Self.authorityMark),
            Plan(validity: year, isAuthority: true, mark: nil),
        ]
        for place in plans.indices { change(place, &plans[place]) }
        // As Apple's: the authorities on P-384, the leaf on P-256.
        let keys = [ECDSAStandInKey(.p256), ECDSAStandInKey(.p384), ECDSAStandInKey(.p384)]
        let names = ["Stand-in Leaf", "Stand-in Authority", "Stand-in Root"]
        var made: [[UInt8]] = []
        for place in plans.indices {
            let above = min(place + 1, 2)
            let body = Self.body(plans[place], names[place], by: names[above], keys[place], serial: UInt8(place + 1))
            guard let signature = keys[above].derSignature(for: body) else { return nil }
            made.append(DERWriter.sequence(body, Self.ecdsaWithSHA384, DERWriter.bits(signature)))
        }
        certificates = made
        leafKey = keys[0]
    }

    /// `x5c`.
    package var texts: [String] { certificates.map { String(decoding: Base64.encode($0), as: UTF8.self) } }

    private static let ecdsaWithSHA384 = DERWriter.sequence([
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03,
    ])
    private static let ellipticKey: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    private static let curveP256: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
    private static let curveP384: [UInt8] = [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]

    private static func body(
        _ plan: Plan,
        _ name: String,
        by issuer: String,
        _ key: ECDSAStandInKey,
        serial: UInt8
    ) -> [UInt8] {
        let curve = key.curve == .p256 ? curveP256 : curveP384
        let version = DERWriter.value(0xA0, [0x02, 0x01, 0x02])
        let validity = DERWriter.sequence(
            DERWriter.time(plan.validity.lowerBound),
            DERWriter.time(plan.validity.upperBound)
        )
        let publicKey = DERWriter.sequence(DERWriter.sequence(ellipticKey, curve), DERWriter.bits(key.point))
        return DERWriter.sequence(
            version,
            [0x02, 0x01, serial],
            ecdsaWithSHA384,
            Self.name(issuer),
            validity,
            Self.name(name),
            publicKey,
            DERWriter.value(0xA3, extensions(plan))
        )
    }

    private static func extensions(_ plan: Plan) -> [UInt8] {
        let constraints = plan.isAuthority ? DERWriter.sequence([0x01, 0x01, 0xFF]) : DERWriter.sequence()
        let isCritical: [UInt8] = [0x01, 0x01, 0xFF]
        var items = [DERWriter.sequence([0x06, 0x03, 0x55, 0x1D, 0x13], isCritical, DERWriter.octets(constraints))]
        // keyCertSign and cRLSign, or digitalSignature.
        let usage = DERWriter.value(0x03, plan.isAuthority ? [0x01, 0x06] : [0x07, 0x80])
        items.append(DERWriter.sequence([0x06, 0x03, 0x55, 0x1D, 0x0F], isCritical, DERWriter.octets(usage)))
        if let mark = plan.mark { items.append(DERWriter.sequence(mark, DERWriter.octets([0x05, 0x00]))) }
        if plan.hasUnknownCriticalExtension {
            items.append(
                DERWriter.sequence([0x06, 0x03, 0x55, 0x1D, 0x7F], isCritical, DERWriter.octets([0x05, 0x00]))
            )
        }
        return DERWriter.sequence(items.flatMap { $0 })
    }

    private static func name(_ text: String) -> [UInt8] {
        let attribute = DERWriter.sequence([0x06, 0x03, 0x55, 0x04, 0x03], DERWriter.value(0x0C, Array(text.utf8)))
        return DERWriter.sequence(DERWriter.value(0x31, attribute))
    }
}

/// Writes DER (X.690), as little as a certificate needs.
enum DERWriter {
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        switch content.count {
        case ..<128: [tag, UInt8(content.count)] + content
        case ..<256: [tag, 0x81, UInt8(content.count)] + content
        default: [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }

    static func bits(_ bytes: [UInt8]) -> [UInt8] { value(0x03, [0] + bytes) }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { value(0x04, bytes) }

    /// `GeneralizedTime`, to the second.
    static func time(_ moment: Timestamp) -> [UInt8] {
        let text = moment.iso.filter { $0.isNumber }
        return value(0x18, Array((text.prefix(14) + "Z").utf8))
    }
}
