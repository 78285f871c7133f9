import Money

/// Walks a JPEG segment by segment and leaves what draws it: tables, frame and scans, and how it is turned.
///
/// Gone are EXIF (with the place it was taken), XMP, comments, colour profiles, previews, and whatever stands behind
/// the end: a film, a second picture, an archive.
///
/// - Source: ITU-T T.81 Annex B; docs/spec/receipts.md §3.
struct JPEGReader {
    private let whole: [UInt8]
    private let bytes: PictureBytes
    private var kept = KeptRanges()
    private var density: [UInt8] = []
    private var orientation: Orientation?
    private var size: PixelSize?
    private var hasScan = false
    /// Where the next segment begins.
    private var place = 2

    static func read(_ bytes: [UInt8]) throws(ReceiptError) -> ReadReceipt {
        var reader = JPEGReader(bytes)
        return try reader.read()
    }

    private init(_ bytes: [UInt8]) {
        whole = bytes
        self.bytes = PictureBytes(bytes[...])
    }

    private mutating func read() throws(ReceiptError) -> ReadReceipt {
        for _ in 0..<ReceiptLimits.partCount {
            let marker = try marker()
            if marker == 0xD9 { return try finished() }
            let length = try bytes.big16(place)
            guard length >= 2 else { throw .damaged }
            let content = try bytes.slice(place + 2, count: length - 2)
            let segment = (place - 2)..<(place + length)
            place += length
            try take(marker, segment, content)
        }
        throw .damaged
    }

    /// The next marker's second byte; any number of 0xFF may stand before it.
    private mutating func marker() throws(ReceiptError) -> Int {
        guard try bytes.byte(place) == 0xFF else { throw .damaged }
        while try bytes.byte(place + 1) == 0xFF { place += 1 }
        place += 2
        return try bytes.byte(place - 1)
    }

    private mutating func take(
        _ marker: Int,
        _ segment: Range<Int>,
        _ content: ArraySlice<UInt8>
    ) throws(ReceiptError) {
        switch marker {
        case 0xE0: keepDensity(content)
        case 0xE1 where content.starts(with: Self.exif):
            orientation = orientation ?? Orientation(tiff: content.dropFirst(Self.exif.count))
        // How Adobe's colours are to be read: without it a picture may be drawn in false ones.
        case 0xEE where content.starts(with: "Adobe".utf8) && content.count == 12: kept.keep(segment)
        case 0xE1...0xEF, 0xFE: break
        // Huffman tables, arithmetic conditioning, quantisation, number of lines, restart interval.
        case 0xC4, 0xCC, 0xDB, 0xDC, 0xDD: kept.keep(segment)
        case 0xC0...0xCF where marker != 0xC8:
            let frame = PictureBytes(content)
            guard size == nil else { throw .damaged }
            size = try .checked(try frame.big16(3), try frame.big16(1))
            kept.keep(segment)
        case 0xDA:
            guard size != nil else { throw .damaged }
            hasScan = true
            kept.keep(segment)
            try keepScan()
        default: throw .damaged
        }
    }

    /// JFIF's density, without the preview that may follow it.
    private mutating func keepDensity(_ content: ArraySlice<UInt8>) {
        guard density.isEmpty, content.starts(with: Self.jfif), content.count >= 14 else { return }
        density = [0xFF, 0xE0, 0, 16] + content.prefix(12) + [0, 0]
    }

    /// The coded data behind a scan's header, up to the next marker that is neither stuffing nor a restart.
    private mutating func keepScan() throws(ReceiptError) {
        let start = place
        let end = Self.endOfScan(whole.span, from: start)
        guard let end else { throw .damaged }
        place = end
        kept.keep(start..<end)
    }

    private static func endOfScan(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
        var place = start
        while place + 1 < bytes.count {
            guard bytes[place] == 0xFF else {
                place += 1
                continue
            }
            switch bytes[place + 1] {
            case 0x00, 0xD0...0xD7: place += 2
            case 0xFF: place += 1
            default: return place
            }
        }
        return nil
    }

    private func finished() throws(ReceiptError) -> ReadReceipt {
        guard hasScan, let size else { throw .damaged }
        var head: [UInt8] = [0xFF, 0xD8] + density
        if let orientation {
            let block = Self.exif + orientation.tiff
            head += [0xFF, 0xE1, 0, UInt8(block.count + 2)] + block
        }
        return ReadReceipt(media: .jpeg, bytes: kept.bytes(of: whole, after: head) + [0xFF, 0xD9], size: size)
    }

    private static let exif: [UInt8] = Array("Exif".utf8) + [0, 0]
    private static let jfif: [UInt8] = Array("JFIF".utf8) + [0]
}
