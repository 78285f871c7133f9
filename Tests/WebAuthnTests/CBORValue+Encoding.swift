import TestSupport
import WebAuthn

extension CBORValue {
    /// The canonical encoding, for laws.
    var encoded: [UInt8] {
        switch self {
        case .integer(let number): CBORBytes.integer(Int(number))
        case .bytes(let bytes): CBORBytes.bytes(bytes)
        case .text(let text): CBORBytes.text(text)
        case .array(let values): CBORBytes.array(values.map(\.encoded))
        case .map(let map): CBORBytes.map(map.members.map { ($0.name.encoded, $0.value.encoded) })
        case .boolean(let value): CBORBytes.boolean(value)
        case .null: [0xF6]
        }
    }

    /// A value with at most so many maps and arrays inside each other.
    static func random(depth: Int, using generator: inout SeededGenerator) -> CBORValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .integer(integer(using: &generator))
        case 1: return .bytes(generator.bytes(Int.random(in: 0...300, using: &generator)))
        case 2: return .text(text(using: &generator))
        case 3: return .boolean(Bool.random(using: &generator))
        case 4: return .null
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) }
            )
        default: return .map(map(depth: depth, using: &generator))
        }
    }

    /// Of every length there is.
    private static func integer(using generator: inout SeededGenerator) -> Int64 {
        Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator)
    }

    private static func text(using generator: inout SeededGenerator) -> String {
        let letters: [Character] = ["a", "z", "é", "水", "𐅑", "\u{0}", "e\u{301}"]
        return String(
            (0..<Int.random(in: 0...30, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? "a" }
        )
    }

    private static func map(depth: Int, using generator: inout SeededGenerator) -> CBORMap {
        var members: [[UInt8]: CBORMap.Member] = [:]
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
            let isText = Bool.random(using: &generator)
            let name: CBORValue = isText ? .text(text(using: &generator)) : .integer(integer(using: &generator))
            let value = random(depth: depth - 1, using: &generator)
            members[name.encoded] = CBORMap.Member(name: name, value: value)
        }
        let sorted = members.sorted { left, right in
            let (a, b) = (left.key, right.key)
            if a[0] >> 5 != b[0] >> 5 { return a[0] >> 5 < b[0] >> 5 }
            return a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
        }
        return CBORMap(sorted.map(\.value))
    }
}
