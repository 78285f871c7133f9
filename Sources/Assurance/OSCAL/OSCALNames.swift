import Sealing

/// The names by which an OSCAL document refers to things: UUIDs made from what they name.
///
/// The finding of TLS-1 has one UUID in every document of every installation, so that two documents can be compared.
///
/// - Source: docs/spec/promise-register.md §8.
enum OSCALNames {
    /// Ours, drawn once at random: 8c1cb154-aff5-4912-9dc2-cf9d5a81cf20.
    static let namespace: [UInt8] = [
        0x8C, 0x1C, 0xB1, 0x54, 0xAF, 0xF5, 0x49, 0x12, 0x9D, 0xC2, 0xCF, 0x9D, 0x5A, 0x81, 0xCF, 0x20,
    ]

    /// The namespace of our own properties, as OSCAL wants a URI there.
    static let propertyNamespace = "urn:uuid:" + text(namespace)

    static func uuid(_ name: String) -> String { uuid(Array(name.utf8)) }

    static func uuid(_ name: [UInt8]) -> String { text(NameUUID.make(namespace: namespace, name: name)) }

    private static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
