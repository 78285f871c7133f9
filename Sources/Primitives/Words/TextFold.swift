/// Text as search sees it: without case, without accents.
///
/// Latin letters lose their accents by ``FoldTable``; combining marks are dropped; everything else is lower-cased by
/// Unicode. Folding bytes that are ASCII is one pass.
package enum TextFold {
    package static func folded(_ text: some StringProtocol) -> [UInt8] { folded(Array(text.utf8)[...]) }

    package static func folded(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        fold(utf8, into: &result)
        return result
    }

    /// The same into memory that is there already.
    ///
    /// - `utf8`: Of a text; bytes that are not UTF-8 stay as they are.
    package static func fold(_ utf8: ArraySlice<UInt8>, into result: inout [UInt8]) {
        result.removeAll(keepingCapacity: true)
        result.reserveCapacity(utf8.count)
        var place = utf8.startIndex
        while place < utf8.endIndex {
            let byte = utf8[place]
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            let end = min(place + length, utf8.endIndex)
            defer { place = end }
            guard length > 1 else {
                result.append(lowered(byte))
                continue
            }
            let value = utf8[(place + 1)..<end].reduce(UInt32(byte) & 0xFF >> UInt32(length + 1)) {
                $0 << 6 | UInt32($1 & 0x3F)
            }
            if !hasNoCase(value), end - place == length, let scalar = Unicode.Scalar(value) {
                append(scalar, to: &result)
            } else {
                result.append(contentsOf: utf8[place..<end])
            }
        }
    }

    /// Whether the folded text holds a needle that is folded already.
    package static func contains(_ text: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
        var scratch: [UInt8] = []
        return contains(text, needle, &scratch)
    }

    /// The same for many texts: `scratch` is memory that one call leaves to the next.
    package static func contains(_ text: ArraySlice<UInt8>, _ needle: [UInt8], _ scratch: inout [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        guard text.allSatisfy({ $0 < 0x80 }) else {
            fold(text, into: &scratch)
            return find(needle, first, in: scratch)
        }
        guard text.count >= needle.count else { return false }
        for start in text.startIndex...(text.endIndex - needle.count) where lowered(text[start]) == first {
            var length = 1
            while length < needle.count, lowered(text[start + length]) == needle[length] { length += 1 }
            if length == needle.count { return true }
        }
        return false
    }

    /// Scripts of India and their neighbours, Chinese, Japanese, Korean: their letters fold to themselves, and asking
    /// Unicode for each would take most of a search.
    private static func hasNoCase(_ scalar: UInt32) -> Bool {
        (0x900...0xFFF).contains(scalar) || (0x3000...0x9FFF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar)
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
