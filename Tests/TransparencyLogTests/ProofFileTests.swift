import Primitives
import Sealing
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Proof files")
struct ProofFileTests {
    private let bytes = Array(Example.proofFile.utf8)

    private func verify(_ bytes: [UInt8], quorum: Int = 1) throws -> (event: LogEvent, inclusion: VerifiedInclusion) {
        try LogProofFile(parsing: bytes).verifyOpening(
            logKey: try NoteKey(text: Example.logKey),
            origin: Example.origin,
            witnesses: [try NoteKey(text: Example.witnessKey)],
            quorum: quorum
        )
    }

    @Test("the frozen file proves the frozen event, with nothing but public keys")
    func frozenFile() throws {
        let (event, inclusion) = try verify(bytes)
        #expect(event.encoded() == Hex.decode(Example.event))
        #expect(inclusion.index == 1)
        #expect(inclusion.checkpoint.head.root == TreeHash(Example.root))
        #expect(inclusion.cosignatures.map(\.time) == [1_767_225_665])
        #expect(try LogProofFile(parsing: bytes).bytes == bytes)
    }

    @Test("the file is what this module makes of the same events and keys")
    func made() throws {
        let signer = try TestLog.signer()
        #expect(signer.key.text == Example.logKey)
        let leaves = try Example.entries.map { TreeHash.leaf(try #require(Hex.decode($0))) }
        let head = TreeHead(origin: Example.origin, size: 3, root: NaiveTree.root(leaves[...]))
        let witness = try NoteSigner(
            name: "witness.example/w1",
            kind: .cosignature,
            privateKey: SignaturePrivateKey(seed: SecretBytes(copying: (96..<128).map { UInt8($0) }))
        )
        let checkpoint = try Checkpoint(head: head, note: signer.sign(head.text))
            .adding([witness.cosign(head.text, at: .init(seconds: 1_767_225_665))], by: [witness.key])
        let proof = try InclusionProof(index: 1, size: 3, hashes: [leaves[0], leaves[2]])
        let event = try LogEvent(decoding: try #require(Hex.decode(Example.event)))
        let opening = LeafOpening(event, logKey: SecretBytes(copying: (0..<32).map { UInt8($0) }))
        let file = LogProofFile(extra: opening.encoded(), proof: proof, checkpoint: checkpoint)
        #expect(file.bytes == bytes)
    }

    @Test("a quorum that is not reached, and another log's key, are refused by name")
    func policies() throws {
        #expect(throws: LogProofError.quorum(expected: 2, found: 1)) { _ = try verify(bytes, quorum: 2) }
        let file = try LogProofFile(parsing: bytes)
        #expect(throws: LogProofError.checkpoint(.note(.noKnownSignature))) {
            _ = try file.verifyOpening(logKey: try NoteKey(text: PublicVectors.neumannKey), origin: Example.origin)
        }
        #expect(throws: LogProofError.checkpoint(.foreignOrigin)) {
            _ = try file.verifyOpening(logKey: try NoteKey(text: Example.logKey), origin: "another.example/log")
        }
        let leaf = TreeHash.leaf(try #require(Hex.decode(Example.entries[0])))
        #expect(throws: LogProofError.proof(.rootDiffers)) {
            _ = try file.verify(leaf, logKey: try NoteKey(text: Example.logKey), origin: Example.origin)
        }
    }

    @Test("no change of one byte leaves a file that proves anything")
    func anyByte() throws {
        var generator = SeededGenerator.printingSeed("any byte of a proof file")
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            #expect(throws: LogProofError.self, "byte \(position)") { _ = try verify(changed) }
        }
        for count in bytes.indices {
            #expect(throws: LogProofError.self, "first \(count) bytes") { _ = try verify(Array(bytes.prefix(count))) }
        }
    }

    @Test("malformed files are refused by name")
    func malformed() throws {
        let text = Example.proofFile
        let hash = "sKp64rynpLWI62pHm3UY6Gl7SDEMdlSxkrF3ZsooR2U=\n"
        expect(.title, "")
        expect(.title, text.replacing("@v1", with: "@v2"))
        expect(.extra, text.replacing("extra Ab", with: "extra !b"))
        expect(.index, text.replacing("index 1\n", with: ""))
        expect(.index, text.replacing("index 1\n", with: "index 01\n"))
        expect(.index, text.replacing("index 1\n", with: "index -1\n"))
        expect(.index, text.replacing("index 1\n", with: "index 18446744073709551616\n"))
        expect(.index, text.replacing("extra ", with: "Extra "))
        expect(.hashes, text.replacing(hash, with: "!!\n"))
        expect(.hashes, text.replacing(hash, with: "AAAA\n"))
        expect(.hashes, text.replacing(hash, with: String(repeating: hash, count: 63)))
        expect(.hashes, "c2sp.org/tlog-proof@v1\nindex 0\n")
        expect(.tooLong(262_145), String(repeating: "a", count: 262_145))
        #expect(throws: LogProofError.proof(.hashCount(expected: 2, found: 1))) {
            _ = try verify(Array(text.replacing(hash, with: "").utf8))
        }
        #expect(throws: LogProofError.proof(.indexBeyondSize(index: 3, size: 3))) {
            _ = try verify(Array(text.replacing("index 1\n", with: "index 3\n").utf8))
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let withoutExtra = lines.filter { !$0.hasPrefix("extra") }.joined(separator: "\n")
        #expect(throws: LogProofError.noOpening) { _ = try verify(Array(withoutExtra.utf8)) }
        let shortExtra = lines.map { $0.hasPrefix("extra") ? "extra AAAA" : $0 }.joined(separator: "\n")
        #expect(throws: LogProofError.opening(.byteCount(3))) { _ = try verify(Array(shortExtra.utf8)) }
    }

    private func expect(_ error: LogProofError, _ text: String, _ location: SourceLocation = #_sourceLocation) {
        #expect(throws: error, sourceLocation: location) { _ = try LogProofFile(parsing: Array(text.utf8)) }
    }
}
