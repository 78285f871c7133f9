import Cycle

/// Finds tags in an `export.xml` that arrives in pieces, and hands over those that may matter.
///
/// No tree, no entities, nothing fetched: the declarations at the top of Apple's file are passed over, and so are
/// comments and instructions. What lies between two tags is not looked at, so that most of a file costs no more than
/// the search for the next `<`.
///
/// - Source: docs/spec/diary-import.md §5.
struct HealthScanner {
    enum Tag: Equatable {
        /// A record whose type may be wanted, and whether it closes itself.
        case record(Range<Int>, isEmpty: Bool)
        case metadata(Range<Int>)
        case recordEnd
        /// A record with a tag that is longer than a tag may be.
        case overlongRecord
        /// A record with a tag in which another begins.
        case brokenRecord
        case documentEnd
    }

    private enum TagEnd {
        case at(Int)
        case broken
        case overlong
        /// It lies behind the bytes that are there.
        case later
    }

    /// More than the longest word that tells what a tag is.
    private static let lookAhead = 128

    private var passed: PassedOver?
    /// Records so far, whatever they record.
    private(set) var recordCount = 0

    /// Whether the file may end here: no comment or declaration is open.
    var isInText: Bool { passed == nil }

    /// The next tag that may matter, from `position` on, which moves behind it.
    ///
    /// - `isLast`: nothing follows these bytes.
    /// - Returns: nil where the bytes are used up; those from `position` on have to come again, with what follows them.
    mutating func next(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Tag? {
        while position < bytes.count {
            if passed != nil {
                unsafe pass(bytes, &position)
                continue
            }
            guard let start = unsafe Self.index(of: 0x3C, in: bytes, from: position) else {
                position = bytes.count
                return nil
            }
            position = start
            if !isLast, bytes.count - start < Self.lookAhead { return nil }
            var needsMore = false
            if let tag = unsafe tag(bytes, &position, &needsMore, isLast: isLast) { return tag }
            if needsMore { return nil }
        }
        return nil
    }

    /// What begins at `position`, which moves on unless more bytes are needed; nil where it does not matter.
    private mutating func tag(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ position: inout Int,
        _ needsMore: inout Bool,
        isLast: Bool
    ) -> Tag? {
        let start = position
        switch start + 1 < bytes.count ? unsafe bytes[start + 1] : 0 {
        case UInt8(ascii: "R"): return unsafe record(bytes, &position, &needsMore, isLast: isLast)
        case UInt8(ascii: "M"):
            position = start + 1
            guard unsafe Self.matches("<MetadataEntry", bytes, at: start) else { return nil }
            switch unsafe Self.end(of: start, in: bytes) {
            case .at(let end):
                position = end
                return .metadata(start..<end)
            case .later where !isLast:
                position = start
                needsMore = true
                return nil
            case .later, .broken, .overlong: return nil
            }
        case UInt8(ascii: "/"):
            position = start + 2
            if unsafe Self.matches("</Record>", bytes, at: start) { return .recordEnd }
            return unsafe Self.matches("</HealthData", bytes, at: start) ? .documentEnd : nil
        case UInt8(ascii: "!"):
            position = start + 2
            if unsafe Self.matches("<!--", bytes, at: start) {
                passed = .comment(hyphens: 0)
                position = start + 4
            } else if unsafe Self.matches("<![CDATA[", bytes, at: start) {
                passed = .characters(brackets: 0)
            } else {
                passed = .declaration(PassedOver.Declaration())
            }
            return nil
        case UInt8(ascii: "?"):
            passed = .instruction(isAfterMark: false)
            position = start + 2
            return nil
        default:
            position = start + 1
            return nil
        }
    }

    private mutating func record(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ position: inout Int,
        _ needsMore: inout Bool,
        isLast: Bool
    ) -> Tag? {
        let start = position
        let nameEnd = start + 7
        position = start + 1
        guard unsafe Self.matches("<Record", bytes, at: start), nameEnd < bytes.count, unsafe bytes[nameEnd] <= 0x20
        else { return nil }
        // Apple writes the type first; nearly all records are of types that a diary does not have.
        if unsafe Self.matches("type=\"", bytes, at: nameEnd + 1), unsafe !Self.mayBeWanted(bytes, at: nameEnd + 7) {
            recordCount += 1
            return nil
        }
        switch unsafe Self.end(of: start, in: bytes) {
        case .at(let end):
            recordCount += 1
            position = end
            return .record(start..<end, isEmpty: unsafe bytes[end - 2] == UInt8(ascii: "/"))
        case .broken:
            recordCount += 1
            return .brokenRecord
        case .overlong:
            recordCount += 1
            return .overlongRecord
        case .later:
            if isLast { return .brokenRecord }
            position = start
            needsMore = true
            return nil
        }
    }

    /// Whether a type begins as one that is wanted does: by the letter after Apple's two prefixes.
    private static func mayBeWanted(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        guard start + 24 < bytes.count else { return true }
        let letter = unsafe bytes[start + 24]
        if unsafe matches("HKCategoryTypeIdentifier", bytes, at: start) {
            switch letter {
            case UInt8(ascii: "M"), UInt8(ascii: "I"), UInt8(ascii: "O"), UInt8(ascii: "C"), UInt8(ascii: "S"):
                return true
            default: return false
            }
        }
        guard letter == UInt8(ascii: "B") else { return false }
        return unsafe matches("HKQuantityTypeIdentifier", bytes, at: start)
    }

    /// Where the `>` is that ends a tag; what stands in quotes is passed over.
    ///
    /// No `<` may stand in a tag, quoted or not, so that a missing quote costs no more than its own tag.
    private static func end(of start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> TagEnd {
        var quote: UInt8 = 0
        let limit = min(bytes.count, start + DiaryImportLimits.recordByteCount)
        for index in (start + 1)..<limit {
            let byte = unsafe bytes[index]
            if byte == 0x3C { return .broken }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E {
                return .at(index + 1)
            }
        }
        return limit == bytes.count ? .later : .overlong
    }

    /// The next place of a byte, eight bytes at a time.
    private static func index(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let pattern = ones &* UInt64(byte)
        var index = start
        while index + 8 <= bytes.count {
            // Safe: eight bytes from `index` on lie inside of the buffer.
            let word = unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // The lowest byte that is zero after this has its high bit set in `found`, and none below it has.
            let difference = UInt64(littleEndian: word) ^ pattern
            let found = (difference &- ones) & ~difference & highs
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count {
            if unsafe bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    private static func matches(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard start + count <= bytes.count else { return false }
        return word.withUTF8Buffer { word in
            for offset in 0..<count {
                // Safe: both have `count` bytes from there on.
                guard unsafe bytes[start + offset] == word[offset] else { return false }
            }
            return true
        }
    }

    private mutating func pass(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
        guard var passing = passed else { return }
        while position < bytes.count {
            let byte = unsafe bytes[position]
            position += 1
            if passing.ends(with: byte) {
                passed = nil
                return
            }
        }
        passed = passing
    }
}
