import Money

/// Walks a PNG chunk by chunk and leaves what draws it.
///
/// Gone are EXIF, texts, times, colour profiles, further frames, and whatever stands behind the end.
///
/// - Source: W3C PNG (third edition) §5 and §11; docs/spec/receipts.md §3.
enum PNGReader {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private static let needed: Set<String> = ["IHDR", "PLTE", "IDAT", "IEND"]
    /// Transparency, and how bright and which colours the numbers are.
    private static let useful: Set<String> = ["tRNS", "gAMA", "cHRM", "sRGB"]

    static func read(_ whole: [UInt8]) throws(ReceiptError) -> ReadReceipt {
        let bytes = PictureBytes(whole[...])
        var kept = KeptRanges()
        var size: PixelSize?
        var hasData = false
        var place = signature.count
        for _ in 0..<ReceiptLimits.partCount {
            let length = try bytes.big32(place)
            let content = try bytes.slice(place + 8, count: length)
            _ = try bytes.big32(place + 8 + length)  // the check sum, which whoever draws it compares
            let name = String(decoding: try bytes.slice(place + 4, count: 4), as: UTF8.self)
            let end = place + 12 + length
            guard (name == "IHDR") == (size == nil) else { throw .damaged }
            switch name {
            case "IHDR":
                let header = PictureBytes(content)
                guard length == 13 else { throw .damaged }
                size = try .checked(try header.big32(0), try header.big32(4))
            case "IDAT": hasData = true
            case "IEND":
                guard hasData, length == 0 else { throw .damaged }
                kept.keep(place..<end)
                return ReadReceipt(media: .png, bytes: kept.bytes(of: whole, after: signature), size: size)
            default:
                // A name that begins with a capital is of something that must be understood.
                guard needed.contains(name) || whole[place + 4] & 0x20 != 0 else { throw .damaged }
            }
            if needed.contains(name) || useful.contains(name) { kept.keep(place..<end) }
            place = end
        }
        throw .damaged
    }
}
