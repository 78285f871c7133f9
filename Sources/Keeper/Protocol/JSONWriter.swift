import Primitives

/// Writes one JSON object, members in the order they are added.
struct JSONWriter {
    private var text: [UInt8] = [UInt8(ascii: "{")]

    /// The object, closed.
    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    mutating func add(_ key: String, _ value: String) {
        addKey(key)
        Self.append(value, to: &text)
    }

    mutating func add(_ key: String, _ value: Bool) {
        addKey(key)
        text.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Milliseconds as seconds with three decimals, as the AWS JSON protocol writes moments.
    mutating func add(_ key: String, milliseconds: Int64) {
        addKey(key)
        let fraction = String(milliseconds.magnitude % 1000)
        let sign = milliseconds < 0 ? "-" : ""
        let padding = String(repeating: "0", count: 3 - fraction.count)
        text.append(contentsOf: "\(sign)\(milliseconds.magnitude / 1000).\(padding)\(fraction)".utf8)
    }

    /// Bytes as base 64.
    ///
    /// They never become a `String`.
    mutating func add(_ key: String, base64 bytes: [UInt8]) {
        addKey(key)
        text.append(UInt8(ascii: "\""))
        Base64.encode(bytes, into: &text)
        text.append(UInt8(ascii: "\""))
    }

    mutating func add(_ key: String, _ values: [String]) {
        addKey(key)
        text.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            Self.append(value, to: &text)
        }
        text.append(UInt8(ascii: "]"))
    }

    mutating func add(_ key: String, _ members: [String: String]) {
        var inner = JSONWriter()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { inner.add(name, value) }
        add(key, inner)
    }

    mutating func add(_ key: String, number: Int) {
        addKey(key)
        text.append(contentsOf: String(number).utf8)
    }

    mutating func add(_ key: String, _ objects: [JSONWriter]) {
        addKey(key)
        text.append(UInt8(ascii: "["))
        for (index, object) in objects.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text.append(contentsOf: object.bytes)
        }
        text.append(UInt8(ascii: "]"))
    }

    mutating func add(_ key: String, _ object: JSONWriter) {
        addKey(key)
        text.append(contentsOf: object.bytes)
    }

    private mutating func addKey(_ key: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        Self.append(key, to: &text)
        text.append(UInt8(ascii: ":"))
    }

    private static func append(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0..<0x20, 0x7F:
                text.append(contentsOf: "\\u00".utf8)
                text.append(contentsOf: (byte < 16 ? "0" : "").utf8)
                text.append(contentsOf: String(byte, radix: 16).utf8)
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
