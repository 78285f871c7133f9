import Primitives
import Sealing
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Checkpoints")
struct CheckpointTests {
    @Test("a checkpoint of the Go checksum database verifies")
    func sumdb() throws {
        let bytes = Array(PublicVectors.sumdbCheckpoint.utf8)
        let key = try NoteKey(text: PublicVectors.sumdbKey)
        let checkpoint = try UnverifiedCheckpoint(parsing: bytes).verified(by: key, origin: "go.sum database tree")
        #expect(checkpoint.head.size == 63_096_908)
        #expect(checkpoint.bytes == bytes)
        #expect(throws: CheckpointError.foreignOrigin) {
            _ = try UnverifiedCheckpoint(parsing: bytes).verified(by: key, origin: "sum.golang.org")
        }
    }

    @Test("a public log's checkpoint has the cosignatures of four public witnesses")
    func cosignatures() throws {
        let bytes = Array(PublicVectors.archeCheckpoint.utf8)
        let key = try NoteKey(text: PublicVectors.archeKey)
        let witnesses = try PublicVectors.archeWitnesses.map { try NoteKey(text: $0) }
        let checkpoint = try UnverifiedCheckpoint(parsing: bytes).verified(by: key, origin: PublicVectors.archeOrigin)
        let cosignatures = try checkpoint.cosignatures(by: witnesses)
        #expect(Set(cosignatures.map(\.key)) == Set(witnesses))
        #expect(cosignatures.allSatisfy { $0.time == 1_779_573_024 })
        #expect(try checkpoint.cosignatures(by: []).isEmpty)
    }

    @Test("a witness's key does not stand in for the log's, nor the other way round")
    func kinds() throws {
        let bytes = Array(PublicVectors.archeCheckpoint.utf8)
        let witness = try NoteKey(text: PublicVectors.archeWitnesses[0])
        #expect(throws: CheckpointError.note(.malformedKey)) {
            _ = try UnverifiedCheckpoint(parsing: bytes).verified(by: witness, origin: PublicVectors.archeOrigin)
        }
        let key = try NoteKey(text: PublicVectors.archeKey)
        let checkpoint = try UnverifiedCheckpoint(parsing: bytes).verified(by: key, origin: PublicVectors.archeOrigin)
        #expect(try checkpoint.cosignatures(by: [key]).isEmpty)
    }

    @Test("malformed heads are refused by name")
    func malformed() {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
        let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        #expect(throws: Never.self) { _ = try TreeHead(parsing: Array("a\n0\n\(empty)\n".utf8)) }
        expect(.lines, "")
        expect(.lines, "a\n1\n")
        expect(.lines, "a\n1\n\(root)")
        expect(.origin, "\n1\n\(root)\n")
        for size in ["", "01", "+1", "-1", "1 ", "0x1", "9223372036854775808", "99999999999999999999"] {
            expect(.size, "a\n\(size)\n\(root)\n")
        }
        for bad in ["", "x", String(root.dropLast()), root + "AAAA", "AAAA", root.replacing("2I=", with: "2J=")] {
            expect(.root, "a\n1\n\(bad)\n")
        }
        expect(.root, "a\n0\n\(root)\n")
        expect(.extensions, "a\n1\n\(root)\n\n")
        expect(.extensions, "a\n1\n\(root)\nfirst\n\nthird\n")
    }

    private func expect(_ error: CheckpointError, _ text: String, _ location: SourceLocation = #_sourceLocation) {
        #expect(throws: error, sourceLocation: location) { _ = try TreeHead(parsing: Array(text.utf8)) }
    }

    @Test("extension lines are kept and signed")
    func extensions() throws {
        let text = Array("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nfirst\nsecond\n".utf8)
        let head = try TreeHead(parsing: text)
        #expect(head.extensions == ["first", "second"])
        #expect(head.text == text)
        let signer = try NoteSigner(name: "a", kind: .note, privateKey: .random())
        var bytes = signer.sign(text).bytes
        _ = try UnverifiedCheckpoint(parsing: bytes).verified(by: signer.key, origin: "a")
        bytes[text.count - 2] = 0x46
        #expect(throws: CheckpointError.note(.invalidSignature(line: 0))) {
            _ = try UnverifiedCheckpoint(parsing: bytes).verified(by: signer.key, origin: "a")
        }
    }

    @Test("a cosignature is over the time as well, and added once")
    func cosigning() throws {
        let log = try NoteSigner(name: "a", kind: .note, privateKey: .random())
        let witness = try NoteSigner(name: "w", kind: .cosignature, privateKey: .random())
        let head = TreeHead(origin: "a", size: 1, root: .leaf([1]))
        let checkpoint = Checkpoint(head: head, note: log.sign(head.text))
        let line = witness.cosign(head.text, at: Timestamp(seconds: 1_700_000_000))
        let cosigned = try checkpoint.adding([line], by: [witness.key])
        #expect(try cosigned.cosignatures(by: [witness.key]).map(\.time) == [1_700_000_000])
        #expect(try cosigned.adding([line], by: [witness.key]) == cosigned)
        #expect(try checkpoint.adding([line], by: []) == checkpoint)
        var later = line.bytes
        later[7] ^= 1
        let moved = NoteSignature(name: line.name, keyID: line.keyID, bytes: later)
        #expect(throws: NoteError.invalidSignature(line: 0)) {
            _ = try checkpoint.adding([moved], by: [witness.key])
        }
        let negative = NoteSignature(name: line.name, keyID: line.keyID, bytes: [0x80] + line.bytes.dropFirst())
        #expect(throws: NoteError.invalidSignature(line: 0)) {
            _ = try checkpoint.adding([negative], by: [witness.key])
        }
    }
}
