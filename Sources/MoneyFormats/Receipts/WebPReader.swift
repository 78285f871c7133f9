import Money

/// Walks a WebP chunk by chunk and leaves what draws it, and how it is turned.
///
/// - Source: RFC 9649; docs/spec/receipts.md §3.
struct WebPReader {
    private let whole: [UInt8]
    private let bytes: PictureBytes
    private var kept = KeptRanges()
    private var canvas: PixelSize?
    private var image: PixelSize?
    private var hasAlpha = false
    private var orientation: Orientation?

    static func read(_ bytes: [UInt8]) throws(ReceiptError) -> ReadReceipt {
        var reader = WebPReader(bytes)
        return try reader.read()
    }

    private init(_ bytes: [UInt8]) {
        whole = bytes
        self.bytes = PictureBytes(bytes[...])
    }

    private mutating func read() throws(ReceiptError) -> ReadReceipt {
        // What the container says is its length, and nothing behind it.
        let end = try bytes.little32(4) + 8
        guard end <= bytes.count else { throw .damaged }
        var place = 12
        for _ in 0..<ReceiptLimits.partCount where place < end {
            let length = try bytes.little32(place + 4)
            let padded = length + length % 2
            guard place + 8 + padded <= end else { throw .damaged }
            let content = try bytes.slice(place + 8, count: length)
            let name = String(decoding: try bytes.slice(place, count: 4), as: UTF8.self)
            try take(name, place..<(place + 8 + padded), PictureBytes(content))
            place += 8 + padded
        }
        guard place == end, let size = image, canvas == nil || canvas == size else { throw .damaged }
        return ReadReceipt(media: .webp, bytes: written(size), size: size)
    }

    private mutating func take(_ name: String, _ range: Range<Int>, _ content: PictureBytes) throws(ReceiptError) {
        switch name {
        case "VP8X":
            guard range.lowerBound == 12, content.count == 10 else { throw .damaged }
            let flags = try content.byte(0)
            guard flags & Self.animation == 0 else { throw .animated }
            hasAlpha = flags & Self.alpha != 0
            canvas = try .checked(try content.little24(4) + 1, try content.little24(7) + 1)
        case "ANIM", "ANMF": throw .animated
        case "VP8 ":
            guard image == nil else { throw .damaged }
            image = try Self.lossy(content)
            kept.keep(range)
        case "VP8L":
            guard image == nil else { throw .damaged }
            image = try Self.lossless(content)
            kept.keep(range)
        case "ALPH":
            guard canvas != nil, image == nil else { throw .damaged }
            if hasAlpha { kept.keep(range) }
        case "EXIF":
            var block = content.bytes
            if block.starts(with: Self.prefix) { block = block.dropFirst(Self.prefix.count) }
            orientation = orientation ?? Orientation(tiff: block)
        default: break
        }
    }

    /// The size in a VP8 key frame (RFC 6386 §9.1).
    private static func lossy(_ content: PictureBytes) throws(ReceiptError) -> PixelSize {
        guard try content.byte(0) & 1 == 0, try content.byte(3) == 0x9D, try content.byte(4) == 0x01,
            try content.byte(5) == 0x2A
        else { throw .damaged }
        return try .checked(try content.little16(6) & 0x3FFF, try content.little16(8) & 0x3FFF)
    }

    private static func lossless(_ content: PictureBytes) throws(ReceiptError) -> PixelSize {
        guard try content.byte(0) == 0x2F else { throw .damaged }
        let bits = try content.little32(1)
        return try .checked(bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
    }

    /// The container anew: extended only where there is something to say beside the image.
    private func written(_ size: PixelSize) -> [UInt8] {
        var extended: [UInt8] = []
        var exif: [UInt8] = []
        if hasAlpha || orientation != nil {
            extended = Array("VP8X".utf8) + Self.little(10, 4)
            extended += [UInt8((hasAlpha ? Self.alpha : 0) | (orientation == nil ? 0 : Self.exifFlag)), 0, 0, 0]
            extended += Self.little(size.width - 1, 3) + Self.little(size.height - 1, 3)
            if let tiff = orientation?.tiff { exif = Array("EXIF".utf8) + Self.little(tiff.count, 4) + tiff }
        }
        let length = 4 + extended.count + kept.ranges.reduce(0) { $0 + $1.count } + exif.count
        let head = Array("RIFF".utf8) + Self.little(length, 4) + Array("WEBP".utf8) + extended
        return kept.bytes(of: whole, after: head) + exif
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static let animation = 0x02
    private static let exifFlag = 0x08
    private static let alpha = 0x10
    private static let prefix: [UInt8] = Array("Exif".utf8) + [0, 0]
}
