import Sealing

/// Names a customer key of the key service: 16 bytes, written as a UUID as AWS KMS does.
package struct CustomerKeyID: Hashable, Sendable {
    package static let byteCount = 16
    private static let dashes: Set<Int> = [4, 6, 8, 10]

    package let bytes: [UInt8]

    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// A fresh random id (UUID version 4).
    package static func make() -> CustomerKeyID {
        var bytes = SecureRandom.bytes(count: byteCount)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return CustomerKeyID(unchecked: bytes)
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the text form, or an Amazon resource name that ends in `:key/` and the text form.
    package init?(text: String) {
        var utf8 = Array(text.utf8)
        if text.hasPrefix("arn:") {
            guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")), text.contains(":key/") else { return nil }
            utf8 = Array(utf8[(slash + 1)...])
        }
        guard utf8.count == 36 else { return nil }
        var bytes: [UInt8] = []
        var position = 0
        while position < utf8.count {
            if Self.dashes.contains(bytes.count), utf8[position] == UInt8(ascii: "-") { position += 1 }
            guard position + 1 < utf8.count, let high = Self.digit(utf8[position]),
                let low = Self.digit(utf8[position + 1])
            else { return nil }
            bytes.append(high << 4 | low)
            position += 2
        }
        self.init(bytes: bytes)
    }

    package var text: String {
        var result = ""
        for (offset, byte) in bytes.enumerated() {
            if Self.dashes.contains(offset) { result.append("-") }
            result.unicodeScalars.append(Self.character(byte >> 4))
            result.unicodeScalars.append(Self.character(byte & 15))
        }
        return result
    }

    /// Lower case only: one id has one spelling.
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private static func character(_ nibble: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
}
