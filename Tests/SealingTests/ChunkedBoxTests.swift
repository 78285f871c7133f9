import Primitives
import TestSupport
import Testing

@testable import Sealing

@Suite("Chunked box")
struct ChunkedBoxTests {
    private static let key = SharedSecret(SecretBytes(copying: [UInt8](0..<32)))
    private static let chunk = ChunkedBox.chunkByteCount

    private static func context(_ place: String = "vaults") -> SealingContext {
        SealingContext(.backupFile, place: Array(place.utf8))
    }

    /// A whole box, as its header and its sealed chunks.
    private static func seal(_ plaintext: [UInt8], place: String = "vaults") -> (header: [UInt8], chunks: [[UInt8]]) {
        var sealer = ChunkSealer(under: key.bytes, keyVersion: 3, context: context(place))
        var chunks: [[UInt8]] = []
        var start = 0
        repeat {
            let end = min(start + chunk, plaintext.count)
            chunks.append(sealer.seal(Array(plaintext[start..<end]), isLast: end == plaintext.count))
            start = end
        } while start < plaintext.count
        return (sealer.header, chunks)
    }

    private static func open(
        _ header: [UInt8],
        _ chunks: [[UInt8]],
        with key: SharedSecret = key,
        place: String = "vaults"
    ) throws -> [UInt8] {
        var opener = try ChunkOpener(header: header, with: key.bytes, context: context(place))
        var plaintext: [UInt8] = []
        for (number, chunk) in chunks.enumerated() {
            plaintext += try opener.open(chunk, isLast: number == chunks.count - 1)
        }
        return plaintext
    }

    /// Frozen when version 1 was written: if this fails, backups already made no longer open.
    @Test("version 1 vector seals to the same bytes and opens")
    func frozenVector() throws {
        var sealer = ChunkSealer(
            under: Self.key.bytes,
            keyVersion: 3,
            context: Self.context(),
            salt: [UInt8](repeating: 0xA5, count: 24)
        )
        let header = sealer.header
        let first = sealer.seal([UInt8](repeating: 7, count: Self.chunk), isLast: false)
        let last = sealer.seal(Array("hello".utf8), isLast: true)
        let whole = header + first.suffix(16) + last
        #expect(Hex.encode(whole) == ChunkedVectors.chunkedBox)
        #expect(try Self.open(header, [first, last]) == [UInt8](repeating: 7, count: Self.chunk) + Array("hello".utf8))
    }

    @Test(
        "what is sealed opens again, at every length",
        arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 300_000]
    )
    func roundTrip(_ count: Int) throws {
        let plaintext = SecureRandom.bytes(count: count)
        let (header, chunks) = Self.seal(plaintext)
        let boxByteCount = header.count + chunks.reduce(0) { $0 + $1.count }
        #expect(ChunkedBox.chunkCount(ofBoxWith: boxByteCount) == chunks.count)
        #expect(try Self.open(header, chunks) == plaintext)
    }

    @Test("the lengths no box has are told from those of boxes")
    func lengths() {
        let header = ChunkedBox.headerByteCount
        #expect(ChunkedBox.chunkCount(ofBoxWith: 0) == nil)
        #expect(ChunkedBox.chunkCount(ofBoxWith: header + 15) == nil)
        #expect(ChunkedBox.chunkCount(ofBoxWith: header + 16) == 1)
        #expect(ChunkedBox.chunkCount(ofBoxWith: header + Self.chunk + 16) == 1)
        for rest in 1...16 {
            #expect(ChunkedBox.chunkCount(ofBoxWith: header + Self.chunk + 16 + rest) == nil, "\(rest)")
        }
        #expect(ChunkedBox.chunkCount(ofBoxWith: header + Self.chunk + 16 + 17) == 2)
    }

    @Test("a changed bit anywhere keeps the chunk it is in shut")
    func alteration() throws {
        let (header, chunks) = Self.seal([UInt8](repeating: 1, count: 100))
        for offset in header.indices {
            var altered = header
            altered[offset] ^= 1 << UInt8(offset % 8)
            #expect(throws: SealingError.self, "header byte \(offset)") { try Self.open(altered, chunks) }
        }
        for offset in chunks[0].indices {
            var altered = chunks[0]
            altered[offset] ^= 1 << UInt8(offset % 8)
            #expect(throws: SealingError.doesNotOpen, "byte \(offset)") { try Self.open(header, [altered]) }
        }
    }

    @Test("chunks that are dropped, repeated, swapped, cut or added are refused")
    func order() throws {
        let (header, chunks) = Self.seal([UInt8](repeating: 1, count: 3 * Self.chunk + 5))
        let others = Self.seal([UInt8](repeating: 1, count: 3 * Self.chunk + 5)).chunks
        let bad: [(String, [[UInt8]])] = [
            ("last dropped", Array(chunks.dropLast())),
            ("first dropped", Array(chunks.dropFirst())),
            ("middle dropped", [chunks[0], chunks[2], chunks[3]]),
            ("first repeated", [chunks[0]] + chunks),
            ("swapped", [chunks[1], chunks[0], chunks[2], chunks[3]]),
            ("last cut", chunks.dropLast() + [Array(chunks[3].dropLast())]),
            ("a chunk of another box", [chunks[0], others[1], chunks[2], chunks[3]]),
            ("one more", chunks + [chunks[3]]),
        ]
        for (what, chunks) in bad {
            #expect(throws: SealingError.doesNotOpen, "\(what)") { try Self.open(header, chunks) }
        }
        #expect(try Self.open(header, chunks).count == 3 * Self.chunk + 5)
    }

    @Test("a box cut at the end of a chunk is told: its last chunk opens only as one in the middle")
    func truncation() throws {
        let (header, chunks) = Self.seal([UInt8](repeating: 1, count: 2 * Self.chunk + 5))
        var opener = try ChunkOpener(header: header, with: Self.key.bytes, context: Self.context())
        _ = try opener.open(chunks[0], isLast: false)
        #expect(throws: SealingError.doesNotOpen) { _ = try opener.open(chunks[1], isLast: true) }
        #expect(try opener.open(chunks[1], isLast: false).count == Self.chunk)
    }

    @Test("another key, place or version opens nothing")
    func binding() {
        let (header, chunks) = Self.seal([1, 2, 3])
        let other = SharedSecret(SecretBytes(copying: [UInt8](1..<33)))
        #expect(throws: SealingError.doesNotOpen) { try Self.open(header, chunks, with: other) }
        #expect(throws: SealingError.doesNotOpen) { try Self.open(header, chunks, place: "metadata") }
        #expect(throws: SealingError.malformed) { try Self.open([2] + header.dropFirst(), chunks) }
        #expect(throws: SealingError.malformed) { try Self.open(header.dropLast(), chunks) }
    }

    @Test("a running digest is the digest of the whole")
    func digest() {
        var running = RunningDigest()
        for piece in [[1, 2], [], [3]] as [[UInt8]] { running.update(piece) }
        #expect(running.value() == Digest.sha256([1, 2, 3]))
    }
}

private enum ChunkedVectors {
    /// The header, the tag of the first chunk, and the last chunk.
    ///
    /// Computed apart from this code, with another implementation of HKDF and AES-GCM.
    static let chunkedBox =
        "0100000003a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a549401ec5804b839914e73eb0ba92de2f24a12d"
        + "08fd2882c930fcd0c2960d93ba636e4aab5452805d861a550afd5b06ce58c4890273d1a51c5ea0a59a91c71a872c7732"
        + "7d55"
}
