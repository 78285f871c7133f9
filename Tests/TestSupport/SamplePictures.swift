/// Small pictures, made part by part.
///
/// Their coded data is not of any real picture: nothing here decodes it.
package enum SamplePictures {
    /// Coded data with stuffing and a restart in it.
    package static let scan: [UInt8] = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]

    /// A TIFF block with an orientation and a text behind it.
    package static func tiff(orientation: UInt8, _ isBig: Bool, note: [UInt8]) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            return isBig ? little.reversed() : little
        }
        var block = Array((isBig ? "MM" : "II").utf8) + number(42, 2) + number(8, 4) + number(2, 2)
        block += number(0x010F, 2) + number(2, 2) + number(note.count, 4) + number(38, 4)
        block += number(0x0112, 2) + number(3, 2) + number(1, 4) + number(Int(orientation), 2) + [0, 0]
        return block + number(0, 4) + note
    }

    package static func jpeg(exif: [UInt8], width: Int = 640, height: Int = 480) -> [UInt8] {
        func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
            [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
        }
        let frame: [UInt8] = [
            8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255), 1, 1, 17, 0,
        ]
        var bytes: [UInt8] = [0xFF, 0xD8]
        bytes += segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9])
        if !exif.isEmpty { bytes += segment(0xE1, Array("Exif\0\0".utf8) + exif) }
        bytes += segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0GPS 28.6139 N 77.2090 E".utf8))
        bytes += segment(0xED, Array("Photoshop 3.0\0GPS 28.6139 N 77.2090 E".utf8))
        bytes += segment(0xFE, Array("GPS 28.6139 N 77.2090 E".utf8))
        bytes += segment(0xDB, [UInt8](repeating: 1, count: 65)) + [0xFF] + segment(0xC0, frame)
        bytes += segment(0xC4, [UInt8](repeating: 0, count: 19)) + segment(0xDA, [1, 1, 0, 0, 63, 0]) + scan
        return bytes + [0xFF, 0xD9]
    }

    /// The TIFF block of a JPEG's first EXIF segment.
    package static func exif(of jpeg: [UInt8]) -> ArraySlice<UInt8>? {
        let mark = Array("Exif\0\0".utf8)
        return jpeg.indices.first { jpeg[$0...].starts(with: mark) }.map { jpeg[($0 + mark.count)...] }
    }

    package static func png(note: [UInt8]? = nil, width: Int = 3, height: Int = 2) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            number(content.count) + Array(name.utf8) + content + [0, 0, 0, 0]
        }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += chunk("IHDR", number(width) + number(height) + [8, 2, 0, 0, 0])
        if let note {
            bytes += chunk("tEXt", note) + chunk("eXIf", note) + chunk("iTXt", note) + chunk("iCCP", note)
        }
        bytes += chunk("gAMA", [0, 0, 177, 143]) + chunk("IDAT", [1, 2, 3])
        if let note { bytes += chunk("tIME", note) }
        return bytes + chunk("IDAT", [4]) + chunk("IEND", [])
    }

    /// A VP8 key frame's head, 16 × 9.
    package static let vp8: [UInt8] = [0x10, 0, 0, 0x9D, 0x01, 0x2A, 16, 0, 9, 0, 1, 2]

    package static func webp(exif: [UInt8]?, flags: UInt8 = 0) -> [UInt8] {
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            let length = (0..<4).map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) }
            return Array(name.utf8) + length + content + (content.count % 2 == 1 ? [0] : [])
        }
        var chunks: [UInt8] = []
        if exif != nil || flags != 0 {
            chunks += chunk("VP8X", [flags | 0x2C, 0, 0, 0, 15, 0, 0, 8, 0, 0])
            chunks += chunk("ICCP", Array("GPS 28.6139 N 77.2090 E".utf8))
        }
        chunks += chunk("VP8 ", vp8)
        if let exif { chunks += chunk("EXIF", exif) + chunk("XMP ", Array("GPS 28.6139 N 77.2090 E".utf8)) }
        let length = (0..<4).map { UInt8(truncatingIfNeeded: (chunks.count + 4) >> (8 * $0)) }
        return Array("RIFF".utf8) + length + Array("WEBP".utf8) + chunks
    }
}
