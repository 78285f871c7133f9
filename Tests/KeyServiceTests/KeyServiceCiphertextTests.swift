import KeyService
import Sealing
import TestSupport
import Testing

@Suite("Key service ciphertext")
struct KeyServiceCiphertextTests {
    static let context = EncryptionContext(store: "vaults", use: "slots", environment: "test", region: "local")

    static func key(_ byte: UInt8) -> SecretBytes { SecretBytes(copying: [UInt8](repeating: byte, count: 32)) }

    static func sample() throws -> (id: CustomerKeyID, blob: [UInt8]) {
        let id = CustomerKeyID.make()
        let blob = try KeyServiceCiphertext.seal(
            Array("a key".utf8),
            under: key(1),
            keyID: id,
            keyVersion: 3,
            context: context
        )
        return (id, blob)
    }

    @Test("a blob names its key and version and opens under them")
    func opens() throws {
        let (id, blob) = try Self.sample()
        let read = try KeyServiceCiphertext(decoding: blob)
        #expect(read.keyID == id)
        #expect(read.keyVersion == 3)
        #expect(try read.open(with: Self.key(1), context: Self.context) == Array("a key".utf8))
    }

    @Test("a flipped bit in any byte makes it invalid")
    func flipped() throws {
        let (_, blob) = try Self.sample()
        for position in blob.indices {
            var altered = blob
            altered[position] ^= 1
            #expect(throws: KeyServiceError.invalidCiphertext) {
                try KeyServiceCiphertext(decoding: altered).open(with: Self.key(1), context: Self.context)
            }
        }
    }

    @Test("a blob of any other length is invalid")
    func truncated() throws {
        let (_, blob) = try Self.sample()
        for count in 0..<blob.count {
            #expect(throws: KeyServiceError.invalidCiphertext) {
                try KeyServiceCiphertext(decoding: Array(blob[..<count])).open(
                    with: Self.key(1),
                    context: Self.context
                )
            }
        }
        let long = blob + [UInt8](repeating: 0, count: KeyServiceCiphertext.byteCountMaximum)
        #expect(throws: KeyServiceError.invalidCiphertext) { try KeyServiceCiphertext(decoding: long) }
    }

    @Test("another key, or a context that differs in one pair, does not open it")
    func bound() throws {
        let (_, blob) = try Self.sample()
        let read = try KeyServiceCiphertext(decoding: blob)
        #expect(throws: KeyServiceError.invalidCiphertext) {
            try read.open(with: Self.key(2), context: Self.context)
        }
        for other in [
            EncryptionContext(pairs: [:]), Self.context.adding("use", "files"), Self.context.adding("extra", "1"),
        ] {
            #expect(throws: KeyServiceError.invalidCiphertext) { try read.open(with: Self.key(1), context: other) }
        }
    }
}
