/// A strict reader of CBOR (RFC 8949) in CTAP2's canonical form: one value, one encoding.
///
/// Everything is bounded before it is read.
///
/// Source: docs/spec/webauthn.md §2; FIDO CTAP 2.1 §8.
package struct CBORReader: Sendable {
    package static let byteCountMaximum = 16_384
    /// CTAP's own bound on maps and arrays inside each other.
    package static let depthMaximum = 4

    private let bytes: [UInt8]
    /// Where the next value begins, from 0.
    package private(set) var position: Int

    /// Reads one value after another from `position` on.
    ///
    /// - Throws: ``CBORError/tooLarge``.
    package init(_ bytes: [UInt8], at position: Int = 0) throws(CBORError) {
        guard bytes.count <= Self.byteCountMaximum else { throw .tooLarge }
        precondition(position >= 0 && position <= bytes.count, "the place is in the bytes")
        self.bytes = bytes
        self.position = position
    }

    /// Reads bytes that are exactly one value.
    package static func decode(_ bytes: [UInt8]) throws(CBORError) -> CBORValue {
        var reader = try CBORReader(bytes)
        let value = try reader.value()
        try reader.finish()
        return value
    }

    /// Reads the next value and stops after it.
    package mutating func value() throws(CBORError) -> CBORValue { try value(depth: 0) }

    /// Asserts that nothing is left.
    package func finish() throws(CBORError) {
        guard position == bytes.count else { throw .trailingBytes }
    }

    private var remainingCount: Int { bytes.count - position }

    private mutating func value(depth: Int) throws(CBORError) -> CBORValue {
        let head = try head()
        switch head.major {
        case .unsigned: return .integer(try signed(head.argument))
        case .negative: return .integer(-1 - (try signed(head.argument)))
        case .bytes: return .bytes(Array(try take(head.argument)))
        case .text:
            guard let text = String(validating: try take(head.argument), as: UTF8.self) else { throw .notUTF8 }
            return .text(text)
        case .array: return .array(try array(count: head.argument, depth: depth + 1))
        case .map: return .map(try map(count: head.argument, depth: depth + 1))
        case .tag: throw .unsupported
        case .simple: return try simple(head.argument)
        }
    }

    private func signed(_ number: UInt64) throws(CBORError) -> Int64 {
        guard let signed = Int64(exactly: number) else { throw .integerRange }
        return signed
    }

    private func simple(_ number: UInt64) throws(CBORError) -> CBORValue {
        switch number {
        case 20: return .boolean(false)
        case 21: return .boolean(true)
        case 22: return .null
        default: throw .unsupported
        }
    }

    private mutating func array(count: UInt64, depth: Int) throws(CBORError) -> [CBORValue] {
        // A value takes a byte at least: a count that cannot be true is refused before anything is made.
        guard depth <= Self.depthMaximum else { throw .tooDeep }
        guard count <= UInt64(remainingCount) else { throw .truncated }
        var values: [CBORValue] = []
        for _ in 0..<count { values.append(try value(depth: depth)) }
        return values
    }

    private mutating func map(count: UInt64, depth: Int) throws(CBORError) -> CBORMap {
        guard depth <= Self.depthMaximum else { throw .tooDeep }
        guard count <= UInt64(remainingCount / 2) else { throw .truncated }
        var members: [CBORMap.Member] = []
        var previous: ArraySlice<UInt8>?
        for _ in 0..<count {
            let start = position
            let name = try name(depth: depth)
            let encoded = bytes[start..<position]
            if let previous { try Self.checkOrder(previous, encoded) }
            previous = encoded
            members.append(CBORMap.Member(name: name, value: try value(depth: depth)))
        }
        return CBORMap(members)
    }

    private mutating func name(depth: Int) throws(CBORError) -> CBORValue {
        let name = try value(depth: depth)
        switch name {
        case .integer, .text: return name
        case .bytes, .array, .map, .boolean, .null: throw .nameType
        }
    }

    /// CTAP2's order: the kind first, then the shorter encoding, then byte by byte.
    private static func checkOrder(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) throws(CBORError) {
        guard !left.elementsEqual(right) else { throw .duplicateName }
        let kinds = (left[left.startIndex] >> 5, right[right.startIndex] >> 5)
        let isInOrder =
            if kinds.0 != kinds.1 {
                kinds.0 < kinds.1
            } else if left.count != right.count {
                left.count < right.count
            } else {
                left.lexicographicallyPrecedes(right)
            }
        guard isInOrder else { throw .nameOrder }
    }

    private mutating func take(_ count: UInt64) throws(CBORError) -> ArraySlice<UInt8> {
        guard count <= UInt64(remainingCount) else { throw .truncated }
        defer { position += Int(count) }
        return bytes[position..<position + Int(count)]
    }
}

extension CBORReader {
    /// The kind of a value: the first three bits of its head.
    private enum Major: UInt8 {
        case unsigned
        case negative
        case bytes
        case text
        case array
        case map
        case tag
        case simple
    }

    private struct Head {
        let major: Major
        let argument: UInt64
    }

    private mutating func head() throws(CBORError) -> Head {
        let first = try take(1)
        guard let byte = first.first, let major = Major(rawValue: byte >> 5) else { throw .truncated }
        let information = byte & 31
        switch information {
        case ..<24: return Head(major: major, argument: UInt64(information))
        // The longer heads of the last kind are floating-point numbers, simple values and an end mark.
        case 24..<32 where major == .simple: throw .unsupported
        case 24..<28: return Head(major: major, argument: try argument(byteCount: 1 << Int(information - 24)))
        case 31: throw .indefiniteLength
        default: throw .unsupported
        }
    }

    /// The number behind a head, of 1, 2, 4 or 8 bytes.
    private mutating func argument(byteCount: Int) throws(CBORError) -> UInt64 {
        var number: UInt64 = 0
        for byte in try take(UInt64(byteCount)) { number = number << 8 | UInt64(byte) }
        // What half the bytes could have said, they must.
        let least: UInt64 = byteCount == 1 ? 24 : 1 << UInt64(byteCount * 4)
        guard number >= least else { throw .notShortest }
        return number
    }
}

extension CBORReader {
    /// As ``decode(_:)``, with the error that callers outside give.
    static func decoded(_ bytes: [UInt8]) throws(WebAuthnError) -> CBORValue {
        do {
            return try decode(bytes)
        } catch {
            throw .cbor(error)
        }
    }
}
