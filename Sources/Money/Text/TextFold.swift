/// Text as search sees it: without case, without accents.
///
/// Latin letters lose their accents by ``FoldTable``; combining marks are dropped; everything else is lower-cased by
/// Unicode. Folding bytes that are ASCII is one pass.
enum TextFold {
    static func folded(_ text: some StringProtocol) -> [UInt8] { folded(Array(text.utf8)[...]) }

    static func folded(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(utf8.count)
        var isASCII = true
        for byte in utf8 {
            guard byte < 0x80 else {
                isASCII = false
                break
            }
            result.append(lowered(byte))
        }
        if isASCII { return result }
        result.removeAll(keepingCapacity: true)
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars { append(scalar, to: &result) }
        return result
    }

    /// Whether the folded text holds a needle that is folded already.
    static func contains(_ text: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        guard text.allSatisfy({ $0 < 0x80 }) else { return find(needle, first, in: folded(text)) }
        guard text.count >= needle.count else { return false }
        for start in text.startIndex...(text.endIndex - needle.count) where lowered(text[start]) == first {
            var length = 1
            while length < needle.count, lowered(text[start + length]) == needle[length] { length += 1 }
            if length == needle.count { return true }
        }
        return false
    }

    private static func find(_ needle: [UInt8], _ first: UInt8, in text: [UInt8]) -> Bool {
        guard text.count >= needle.count else { return false }
        for start in 0...(text.count - needle.count) where text[start] == first {
            if text[start..<start + needle.count] == needle[...] { return true }
        }
        return false
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    private static func append(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
        switch scalar.value {
        case 0..<0x80: result.append(lowered(UInt8(scalar.value)))
        case 0xC0...0x17F: result.append(contentsOf: FoldTable.latin[Int(scalar.value) - 0xC0])
        case 0x1E00...0x1EFF: result.append(contentsOf: FoldTable.latinAdditional[Int(scalar.value) - 0x1E00])
        case 0x300...0x36F: break
        default: result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
    }
}
