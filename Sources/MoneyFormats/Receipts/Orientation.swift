import Money

/// How a picture is to be turned before it is shown: the one thing of its EXIF data that is kept.
///
/// - Shape: 1 to 8 as in tag 0x0112 of TIFF 6.0; 1 is as it lies, and needs no word.
struct Orientation: Hashable {
    let rawValue: UInt8

    private static let tag = 0x0112
    /// Entries of a camera's first directory; real ones have a dozen.
    private static let entryMaximum = 512

    /// Reads a TIFF block; nil when it says nothing, or nothing that can be understood.
    init?(tiff: ArraySlice<UInt8>) {
        do throws(ReceiptError) {
            let bytes = PictureBytes(tiff)
            let isBig: Bool
            switch try bytes.big16(0) {
            case 0x4D4D: isBig = true
            case 0x4949: isBig = false
            default: return nil
            }
            func read16(_ place: Int) throws(ReceiptError) -> Int {
                try isBig ? bytes.big16(place) : bytes.little16(place)
            }
            func read32(_ place: Int) throws(ReceiptError) -> Int {
                try isBig ? bytes.big32(place) : bytes.little32(place)
            }
            guard try read16(2) == 42 else { return nil }
            let directory = try read32(4)
            let count = min(try read16(directory), Self.entryMaximum)
            for entry in 0..<count {
                let place = directory + 2 + entry * 12
                guard try read16(place) == Self.tag else { continue }
                // One SHORT, in the entry itself.
                guard try read16(place + 2) == 3, try read32(place + 4) == 1 else { return nil }
                let value = try read16(place + 8)
                guard (2...8).contains(value) else { return nil }
                rawValue = UInt8(value)
                return
            }
            return nil
        } catch {
            return nil
        }
    }

    /// A TIFF block that says this and nothing else.
    var tiff: [UInt8] {
        [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, rawValue, 0, 0, 0, 0, 0, 0]
    }
}
