import Primitives
import Sealing
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Signed notes")
struct NoteTests {
    private let neumann = try? NoteKey(text: PublicVectors.neumannKey)
    private let text = Array(PublicVectors.noteText.utf8)

    private func note(_ rest: String) -> [UInt8] { text + Array("\n\(rest)".utf8) }

    @Test("the public key has the public id and reads back to the same text")
    func publicKey() throws {
        let key = try NoteKey(text: PublicVectors.neumannKey)
        #expect(key.name == "PeterNeumann")
        #expect(key.id == 0xC74F_20A3)
        #expect(key.text == PublicVectors.neumannKey)
    }

    @Test("no part of a key's text and no change of one byte is a key")
    func mangledKeys() {
        let text = Array(PublicVectors.neumannKey.utf8)
        for start in text.indices {
            for end in start...text.count where end - start < text.count {
                #expect(throws: NoteError.self) {
                    _ = try NoteKey(text: String(decoding: text[start..<end], as: UTF8.self))
                }
            }
        }
        for position in text.indices {
            var mangled = text
            mangled[position] += 1
            #expect(throws: NoteError.self) { _ = try NoteKey(text: String(decoding: mangled, as: UTF8.self)) }
        }
    }

    @Test("keys with an id of their own making are refused by name")
    func badKeys() {
        let tooLong = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="
        let unknownKind = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let otherID = "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let upperCase = "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let spaced = "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        #expect(throws: NoteError.malformedKey) { _ = try NoteKey(text: tooLong) }
        #expect(throws: NoteError.malformedKey) { _ = try NoteKey(text: unknownKind) }
        #expect(throws: NoteError.keyIDDiffers) { _ = try NoteKey(text: otherID) }
        #expect(throws: NoteError.keyIDDiffers) { _ = try NoteKey(text: upperCase) }
        #expect(throws: NoteError.malformedName) { _ = try NoteKey(text: spaced) }
    }

    @Test("signing the public text with the public seed gives the public note")
    func publicSignature() throws {
        let seed = SecretBytes(copying: try #require(Hex.decode(PublicVectors.neumannSeed)))
        let signer = try NoteSigner(name: "PeterNeumann", kind: .note, privateKey: SignaturePrivateKey(seed: seed))
        #expect(signer.key == neumann)
        #expect(signer.sign(text).bytes == note(PublicVectors.neumannSignature))
    }

    @Test("known signatures are verified and unknown ones passed over")
    func verification() throws {
        let enoch = try NoteKey(text: PublicVectors.enochKey)
        let neumann = try #require(neumann)
        let both = note(PublicVectors.neumannSignature + PublicVectors.enochSignature)
        let note = try SignedNote(parsing: both)
        #expect(note.bytes == both)
        #expect(try note.verified(by: [neumann]).map(\.key) == [neumann])
        #expect(try note.verified(by: [enoch, neumann]).map(\.key) == [neumann, enoch])
        #expect(throws: NoteError.noKnownSignature) { _ = try note.verified(by: []) }
    }

    @Test("a false signature of a known key spoils the note")
    func falseSignature() throws {
        let neumann = try #require(neumann)
        let line = PublicVectors.neumannSignature
        let longer = String(line.prefix(60)) + "ABCD" + String(line.dropFirst(60))
        let other = line.replacing("ZJkuBS", with: "ZJkuBT")
        for rest in [longer, other, PublicVectors.enochSignature + other] {
            let note = try SignedNote(parsing: note(rest))
            let line = note.signatures.count - 1
            #expect(throws: NoteError.invalidSignature(line: line)) { _ = try note.verified(by: [neumann]) }
        }
        var changed = note(line)
        changed[3] ^= 1
        let note = try SignedNote(parsing: changed)
        #expect(throws: NoteError.invalidSignature(line: 0)) { _ = try note.verified(by: [neumann]) }
    }

    @Test("a second signature of a key counts once")
    func repeatedSignature() throws {
        let neumann = try #require(neumann)
        let twice = try SignedNote(parsing: note(PublicVectors.neumannSignature + PublicVectors.neumannSignature))
        #expect(try twice.verified(by: [neumann]).count == 1)
        #expect(twice.adding(twice.signatures) == twice)
    }

    @Test("malformed notes are refused by name")
    func malformed() {
        let line = PublicVectors.neumannSignature
        let bad = line.replacing("PeterNeumann", with: "Bad Name")
        expect(.noSignatures, text)
        expect(.noSignatures, note(""))
        expect(.noSignatures, note(String(line.dropLast())))
        expect(.notText, [1] + note(line))
        expect(.notText, [0xFF] + note(line))
        expect(.notText, note(line).map { $0 == 0x2C ? 0x0D : $0 })
        expect(.malformedSignature(line: 0), note(bad))
        expect(.malformedSignature(line: 1), note(line + "Unexpected line.\n"))
        expect(.malformedSignature(line: 0), note(line.replacing("PeterNeumann", with: "a+b")))
        expect(.malformedSignature(line: 0), note(line.replacing("=\n", with: "\n")))
        expect(.malformedSignature(line: 0), note(line.replacing("nAM=", with: "nAN=")))
        expect(.malformedSignature(line: 0), note("— name AAAA\n"))
        expect(.malformedSignature(line: 0), note("- name AAAAAAA=\n"))
        expect(.tooManySignatures(101), note(String(repeating: line, count: 101)))
        expect(.tooLong(262_145), [UInt8](repeating: 0x61, count: 262_145))
    }

    private func expect(_ error: NoteError, _ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) {
        #expect(throws: error, sourceLocation: location) { _ = try SignedNote(parsing: bytes) }
    }

    @Test("what parses is written back to the same bytes, whatever was changed")
    func oneEncoding() throws {
        var generator = SeededGenerator.printingSeed("one encoding of a note")
        let whole = note(PublicVectors.neumannSignature + PublicVectors.enochSignature)
        for _ in 0..<3_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            guard let note = try? SignedNote(parsing: bytes) else { continue }
            #expect(note.bytes == bytes)
        }
    }
}
