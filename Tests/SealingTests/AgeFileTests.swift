import Primitives
import TestSupport
import Testing

@testable import Sealing

/// docs/spec/archives.md §5.
@Suite("Age files")
struct AgeFileTests {
    private static let key = SharedSecret(SecretBytes(copying: [UInt8](1...16)))
    private static let passphrase = "plover-anvil"
    private static let chunk = AgeFile.chunkByteCount

    private static func secret(_ text: String = passphrase) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

    private static func seal(_ content: [UInt8]) throws -> [UInt8] {
        let header = try AgeFile.header(for: key.bytes, passphrase: secret())
        var sealer = AgeSealer(header: header, key: key.bytes)
        var bytes = sealer.preamble
        var start = 0
        repeat {
            let end = min(start + chunk, content.count)
            bytes += sealer.seal(Array(content[start..<end]), isLast: end == content.count)
            start = end
        } while start < content.count
        #expect(bytes.count == sealer.byteCount(of: content.count))
        return bytes
    }

    private static func open(_ file: [UInt8], _ text: String = passphrase) throws(SealingError) -> [UInt8] {
        try AgeOpener.content(of: file, passphrase: secret(text))
    }

    @Test(
        "what is sealed opens again, of every length around a chunk",
        arguments: [0, 1, 65_535, 65_536, 65_537, 131_072]
    )
    func roundTrip(_ count: Int) throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        #expect(try Self.open(try Self.seal(content)) == content)
    }

    /// Made by age 1.1.1 with the passphrase `plover-anvil`.
    @Test("a file that the age program made opens")
    func foreign() throws {
        let file = try #require(Hex.decode(Self.foreignFile))
        #expect(try Self.open(file) == Array("Everything of yours.\n".utf8))
    }

    /// Opened by age 1.1.1.
    @Test("a header is written as it was when the age program read it")
    func frozenHeader() throws {
        let salt = [UInt8](0..<16)
        let header = try AgeFile.header(for: Self.key.bytes, passphrase: Self.secret(), salt: salt)
        #expect(String(decoding: header, as: UTF8.self) == Self.frozen)
    }

    @Test("nothing that was altered opens, wherever it was")
    func altered() throws {
        let file = try Self.seal([UInt8](repeating: 7, count: Self.chunk + 10))
        let places = [0, 25, 40, 70, 110, 140, 160, 170, 200, Self.chunk, file.count - 20, file.count - 1]
        for place in places {
            var other = file
            other[place] ^= 1
            #expect(throws: SealingError.self, "byte \(place)") { try Self.open(other) }
        }
    }

    @Test("a file that ends early, goes on, or has its chunks in another order does not open")
    func cut() throws {
        let file = try Self.seal([UInt8](repeating: 7, count: 2 * Self.chunk + 10))
        let start = file.count - (2 * AgeFile.sealedChunkByteCount + 10 + AgeFile.tagByteCount)
        for end in [file.count - 1, file.count - 26, start + AgeFile.sealedChunkByteCount, start] {
            #expect(throws: SealingError.self) { try Self.open(Array(file[..<end])) }
        }
        #expect(throws: SealingError.self) { try Self.open(file + [0]) }
        var swapped = Array(file[..<start])
        let second = start + AgeFile.sealedChunkByteCount
        swapped += file[second..<second + AgeFile.sealedChunkByteCount]
        swapped += file[start..<second]
        swapped += file[(second + AgeFile.sealedChunkByteCount)...]
        #expect(throws: SealingError.doesNotOpen) { try Self.open(swapped) }
    }

    @Test("another passphrase opens nothing")
    func otherPassphrase() throws {
        let file = try Self.seal([1])
        #expect(throws: SealingError.doesNotOpen) { try Self.open(file, "plover-anvi1") }
    }

    @Test(
        "headers that are not exactly one, or ask for more work than is done, are refused before any of it",
        arguments: [
            ("-> scrypt", "-> x25519"), (" 14\n", " 21\n"), (" 14\n", " 014\n"), (" 14\n", " 0\n"), (" 14\n", " 14 \n"),
            ("v1\n", "v2\n"), ("--- ", "---"), ("\n", "\r\n"),
        ]
    )
    func malformed(_ change: (String, String)) throws {
        let header = try AgeFile.header(for: Self.key.bytes, passphrase: Self.secret())
        let text = String(decoding: header, as: UTF8.self).replacing(change.0, with: change.1)
        let file = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
        #expect(throws: SealingError.malformed) { try Self.open(file) }
    }

    private static let frozen = """
        age-encryption.org/v1
        -> scrypt AAECAwQFBgcICQoLDA0ODw 14
        gvCLj6I/o7Qm0W9jjfUyDEUYXLalzOXfvhUpqVH2gts
        --- j7PJUGnl+NMzyoIHd3hy4nbwxdZv9D4WEMiYa0lwq30

        """

    private static let foreignFile =
        "6167652d656e6372797074696f6e2e6f72672f76310a2d3e207363727970742050566950344d796e715a78546d514c4b624535"
        + "4142672031380a7a6b4566745339514862537a4744776945616d6373696b3235496d374e413841584f5756787a4934556b730a"
        + "2d2d2d2036464f7458356e75784d653563616f6c2f6d4a642b656f4d2b713862556a4b63733948722b4f6563614c510ab1a817"
        + "e1a162b35510405019f9dd275658d8e43c3df321ea276f06eccef4d26bba30945da7f94f4a4a90bde89f1e3c1bf913b85794"
}
