import Money
import TestSupport
import Testing

@testable import MoneyFormats

@Suite("Reading receipts")
struct ReceiptReaderTests {
    private let reader = FileReceiptReader()
    private static let secret = Array("GPS 28.6139 N 77.2090 E".utf8)

    private static func holdsSecret(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: secret) }
    }

    @Test("a JPEG keeps what draws it and how it is turned, and nothing else", arguments: [false, true])
    func jpeg(_ isBig: Bool) throws {
        let picture = SamplePictures.jpeg(exif: SamplePictures.tiff(orientation: 6, isBig, note: Self.secret))
        #expect(Self.holdsSecret(picture))
        let read = try reader.read(picture)
        #expect(read.media == .jpeg)
        #expect(read.size == PixelSize(width: 640, height: 480))
        #expect(!Self.holdsSecret(read.bytes))
        #expect(Orientation(tiff: try #require(SamplePictures.exif(of: read.bytes)))?.rawValue == 6)
        #expect(read.bytes.suffix(2) == [0xFF, 0xD9])
        #expect(SamplePictures.scan.allSatisfy(read.bytes.contains))
        #expect(try reader.read(read.bytes) == read, "reading what was kept changes nothing")
    }

    @Test("a JPEG that is as it lies has no EXIF left at all")
    func upright() throws {
        for exif in [SamplePictures.tiff(orientation: 1, true, note: Self.secret), Array("MM".utf8), []] {
            let read = try reader.read(SamplePictures.jpeg(exif: exif))
            #expect(SamplePictures.exif(of: read.bytes) == nil)
            #expect(!Self.holdsSecret(read.bytes))
        }
    }

    @Test("what stands behind the end of a picture goes")
    func trailing() throws {
        let tail = Self.secret + SamplePictures.jpeg(exif: [])
        for picture in [SamplePictures.jpeg(exif: []), SamplePictures.png(), SamplePictures.webp(exif: nil)] {
            let alone = try reader.read(picture)
            #expect(try reader.read(picture + tail) == alone)
        }
    }

    @Test("a PNG keeps what draws it")
    func png() throws {
        let picture = SamplePictures.png(note: Self.secret)
        #expect(Self.holdsSecret(picture))
        let read = try reader.read(picture)
        #expect(read.media == .png)
        #expect(read.size == PixelSize(width: 3, height: 2))
        #expect(!Self.holdsSecret(read.bytes))
        #expect(read.bytes == SamplePictures.png())
    }

    @Test("a WebP keeps what draws it and how it is turned")
    func webp() throws {
        let tiff = SamplePictures.tiff(orientation: 8, false, note: Self.secret)
        let read = try reader.read(SamplePictures.webp(exif: tiff))
        #expect(read.media == .webp)
        #expect(read.size == PixelSize(width: 16, height: 9))
        #expect(!Self.holdsSecret(read.bytes))
        #expect(read.bytes.suffix(26) == (try #require(Orientation(tiff: tiff[...]))).tiff)
        #expect(try reader.read(read.bytes) == read)
        let plain = try reader.read(SamplePictures.webp(exif: nil))
        #expect(plain.bytes.count == 12 + 8 + SamplePictures.vp8.count)
    }

    @Test("a PDF is kept as it came")
    func pdf() throws {
        let pdf = Array("%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n".utf8)
        #expect(try reader.read(pdf) == ReadReceipt(media: .pdf, bytes: pdf, size: nil))
        #expect(throws: ReceiptError.damaged) { try reader.read(Array("%PDF-1.7\n1 0 obj".utf8)) }
    }

    @Test("what is none of them is refused as what it is")
    func refused() {
        let heic: [UInt8] = [0, 0, 0, 24] + Array("ftypheic".utf8) + [0, 0, 0, 0]
        for (bytes, error) in [
            ([], ReceiptError.empty), (heic, .heic), (Array("GIF89a".utf8), .unknownKind),
            (Array("<html>".utf8), .unknownKind), (Array("PK\u{3}\u{4}".utf8), .unknownKind),
            (Array("MZ".utf8), .unknownKind), (Array(" %PDF-1.7 %%EOF".utf8), .unknownKind),
            ([0xFF, 0xD8, 0xFF], .damaged), (PNGReader.signature, .damaged),
            (Array("RIFF\u{4}\0\0\0WEBP".utf8), .damaged),
            ([UInt8](repeating: 0, count: ReceiptLimits.byteCount + 1), .tooLarge),
            (SamplePictures.jpeg(exif: [], width: 60_000, height: 60_000), .tooManyPixels),
            (SamplePictures.jpeg(exif: [], width: 0), .damaged),
            (SamplePictures.png(width: 1 << 31, height: 1 << 31), .tooManyPixels),
            (SamplePictures.webp(exif: nil, flags: 0x02), .animated),
            (Array(SamplePictures.jpeg(exif: []).dropLast(2)), .damaged),
            (Array(SamplePictures.png().dropLast(12)), .damaged),
            (Array(SamplePictures.webp(exif: nil).dropLast(1)), .damaged),
        ] as [([UInt8], ReceiptError)] {
            #expect(throws: error) { try reader.read(bytes) }
        }
    }

    @Test("lengths that lie, in every place, are refused or read, and never trap", arguments: 0..<6 as Range<UInt64>)
    func hostile(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let tiff = SamplePictures.tiff(orientation: 6, seed % 2 == 0, note: Self.secret)
        let pictures = [
            SamplePictures.jpeg(exif: tiff), SamplePictures.png(note: Self.secret), SamplePictures.webp(exif: tiff),
        ]
        var refused = 0
        for round in 0..<3000 {
            var bytes = pictures[round % pictures.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 3..<bytes.count, using: &generator)
                bytes[place] =
                    [0, 1, 0x7F, 0xFF, UInt8.random(in: 0...255, using: &generator)]
                    .randomElement(using: &generator) ?? 0
            }
            if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            do {
                let read = try reader.read(bytes)
                // Whatever was read is a picture of the same kind, and can be read again.
                #expect(try reader.read(read.bytes) == read, "seed \(seed)")
                #expect(read.bytes.count <= bytes.count + 64)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 500, "seed \(seed)")
    }

    @Test("a picture of very many parts is refused", .timeLimit(.minutes(1)))
    func manyParts() {
        var bytes: [UInt8] = [0xFF, 0xD8]
        for _ in 0...ReceiptLimits.partCount { bytes += [0xFF, 0xFE, 0, 2] }
        #expect(throws: ReceiptError.damaged) { try reader.read(bytes) }
        #expect(throws: ReceiptError.damaged) {
            try reader.read([0xFF, 0xD8] + [UInt8](repeating: 0xFF, count: 1_000_000))
        }
    }

    @Test("a thumbnail is a small picture, and nothing else")
    func thumbnails() throws {
        #expect(try reader.readThumbnail(SamplePictures.webp(exif: nil)).media == .webp)
        for bytes in [
            [], Array("%PDF-1.7 %%EOF".utf8), SamplePictures.jpeg(exif: []),
            SamplePictures.webp(exif: nil) + [UInt8](repeating: 0, count: ReceiptLimits.thumbnailByteCount),
        ] {
            #expect(throws: ReceiptError.thumbnail) { try reader.readThumbnail(bytes) }
        }
    }
}
