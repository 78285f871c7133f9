import Money

/// The bytes of a picture, read by place: a place beyond the end is damage and never a trap.
struct PictureBytes {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    func byte(_ place: Int) throws(ReceiptError) -> Int {
        guard place >= 0, place < bytes.count else { throw .damaged }
        return Int(bytes[bytes.startIndex + place])
    }

    func big16(_ place: Int) throws(ReceiptError) -> Int { try byte(place) << 8 | byte(place + 1) }
    func big32(_ place: Int) throws(ReceiptError) -> Int { try big16(place) << 16 | big16(place + 2) }
    func little16(_ place: Int) throws(ReceiptError) -> Int { try byte(place + 1) << 8 | byte(place) }
    func little24(_ place: Int) throws(ReceiptError) -> Int { try byte(place + 2) << 16 | little16(place) }
    func little32(_ place: Int) throws(ReceiptError) -> Int { try little16(place + 2) << 16 | little16(place) }

    /// - Throws: when some of them are beyond the end.
    func slice(_ start: Int, count: Int) throws(ReceiptError) -> ArraySlice<UInt8> {
        guard start >= 0, count >= 0, start <= bytes.count, count <= bytes.count - start else { throw .damaged }
        return bytes[(bytes.startIndex + start)..<(bytes.startIndex + start + count)]
    }
}

/// The parts of a picture that stay, in their order; neighbours are one range.
struct KeptRanges {
    private(set) var ranges: [Range<Int>] = []

    mutating func keep(_ range: Range<Int>) {
        guard let last = ranges.last, last.upperBound == range.lowerBound else {
            ranges.append(range)
            return
        }
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
    }

    func bytes(of whole: [UInt8], after head: [UInt8]) -> [UInt8] {
        var result = head
        result.reserveCapacity(head.count + ranges.reduce(0) { $0 + $1.count })
        for range in ranges { result += whole[range] }
        return result
    }
}

extension PixelSize {
    /// - Throws: ``ReceiptError/damaged`` for none, ``ReceiptError/tooManyPixels``.
    static func checked(_ width: Int, _ height: Int) throws(ReceiptError) -> PixelSize {
        guard width > 0, height > 0 else { throw .damaged }
        let size = PixelSize(width: width, height: height)
        guard size.isReasonable else { throw .tooManyPixels }
        return size
    }
}
