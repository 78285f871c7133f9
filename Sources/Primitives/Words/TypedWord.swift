/// A word of a typed line.
package struct TypedWord: Hashable, Sendable {
    package let text: String
    /// Without case, accents and nukta.
    package let key: String
    /// Bytes of the line as typed.
    package let range: Range<Int>

    /// Cuts a line at white space; `,` `;` `:` behind a word only separate.
    package static func words(of text: String) -> [TypedWord] {
        let bytes = Array(text.utf8)
        var words: [TypedWord] = []
        var start: Int?
        for index in 0...bytes.count {
            let isSpace = index == bytes.count || bytes[index] <= 0x20
            if isSpace, let first = start {
                words.append(word(bytes, first..<index))
                start = nil
            } else if !isSpace, start == nil {
                start = index
            }
        }
        return words
    }

    private static func word(_ bytes: [UInt8], _ range: Range<Int>) -> TypedWord {
        var range = range
        while let last = bytes[range].last, isSeparator(last), range.count > 1 {
            range = range.lowerBound..<range.upperBound - 1
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        return TypedWord(text: text, key: WordKey.key(text), range: range)
    }

    package static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x3A || byte == 0x3B }
}

/// Words as they are compared, in every language of the catalogue.
package enum WordKey {
    /// As search folds it, and हज़ार is हजार, १२ is 12.
    package static func key(_ text: some StringProtocol) -> String {
        let folded = withPlainDigits(TextFold.folded(text)[...])
        guard folded.contains(0xE0) else { return String(decoding: folded, as: UTF8.self) }
        var result = String.UnicodeScalarView()
        for scalar in String(decoding: folded, as: UTF8.self).unicodeScalars {
            if scalar.value == 0x93C { continue }  // the sign of its own
            if (0x958...0x95F).contains(scalar.value) {
                result.append(withoutNukta[Int(scalar.value) - 0x958])
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The letters U+0958 to U+095F without the dot below.
    private static let withoutNukta = Array("कखगजडढफय".unicodeScalars)

    /// The keys of words between spaces.
    package static func set(_ words: String) -> Set<String> { Set(words.split(separator: " ").map { key($0) }) }

    /// Rows of a value and its words between spaces, by key.
    package static func table<Value>(_ rows: [(Value, String)]) -> [String: Value] {
        var result: [String: Value] = [:]
        for (value, words) in rows {
            for word in words.split(separator: " ") { result[key(word)] = value }
        }
        return result
    }

    // MARK: Figures

    /// U+0966 to U+096F, the figures of Hindi, as ASCII.
    package static func withPlainDigits(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = bytes.startIndex
        while place < bytes.endIndex {
            if isDigit(bytes, place) {
                result.append(bytes[place + 2] - 0xA6 + 0x30)
                place += 3
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }

    package static func hindiDigitCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.indices.count { isDigit(bytes, $0) }
    }

    /// Whether such a figure, of three bytes, begins here.
    private static func isDigit(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Bool {
        guard bytes[place] == 0xE0, place + 2 < bytes.endIndex else { return false }
        return bytes[place + 1] == 0xA5 && bytes[place + 2] >= 0xA6 && bytes[place + 2] <= 0xAF
    }
}
