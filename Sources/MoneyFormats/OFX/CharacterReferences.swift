/// Replaces `&amp;` and its like.
enum CharacterReferences {
    private static let named: [(name: [UInt8], text: UInt8)] = [
        (Array("amp".utf8), 0x26), (Array("lt".utf8), 0x3C), (Array("gt".utf8), 0x3E), (Array("quot".utf8), 0x22),
        (Array("apos".utf8), 0x27), (Array("nbsp".utf8), 0x20),
    ]
    /// `&#1114111;` is the longest that means something.
    private static let lengthLimit = 10

    /// The bytes with references replaced, once and not again in the result; unknown ones stay as they are.
    static func replaced(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == 0x26, let (end, scalar) = reference(bytes, index + 1, range.upperBound) {
                UTF16Text.append(scalar, to: &result)
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func reference(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> (end: Int, scalar: UInt32)? {
        var end = start
        while end < limit, bytes[end] != 0x3B, end - start < lengthLimit { end += 1 }
        guard end < limit, bytes[end] == 0x3B, end > start else { return nil }
        let body = bytes[start..<end]
        if bytes[start] == 0x23 {
            let isHex = body.count > 1 && (bytes[start + 1] | 0x20) == 0x78
            let digits = String(decoding: body.dropFirst(isHex ? 2 : 1), as: UTF8.self)
            // Zero and surrogates are no characters.
            guard let value = UInt32(digits, radix: isHex ? 16 : 10), value != 0, Unicode.Scalar(value) != nil else {
                return nil
            }
            return (end + 1, value)
        }
        guard let match = named.first(where: { body.elementsEqual($0.name) }) else { return nil }
        return (end + 1, UInt32(match.text))
    }
}
