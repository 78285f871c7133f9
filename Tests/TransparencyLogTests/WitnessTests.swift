import Primitives
import Sealing
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Witness")
struct WitnessTests {
    private func consider(
        _ request: String,
        after latest: TreeHead?,
        key: String = PublicVectors.witnessLogKey,
        origin: String = PublicVectors.witnessOrigin
    ) throws -> ConsistentCheckpoint {
        let request = try WitnessRequest(parsing: Array(request.utf8))
        return try ConsistentCheckpoint(request, after: latest, logKey: try NoteKey(text: key), origin: origin)
    }

    @Test("the public requests are consistent, each after the size that it names")
    func publicRequests() throws {
        let first = try consider(PublicVectors.witnessRequests[0], after: nil).checkpoint.head
        #expect(first.size == 1)
        #expect(try consider(PublicVectors.witnessRequests[1], after: first).checkpoint.head.size == 3)
        let last = try consider(PublicVectors.witnessRequests[2], after: first).checkpoint.head
        #expect(last.size == 5)
        // The slower of two requests would roll the log back: it names a size that is no longer the last.
        #expect(throws: WitnessRefusal.cosignedAnotherSize(5)) {
            _ = try consider(PublicVectors.witnessRequests[1], after: last)
        }
    }

    @Test("a request is written back to the same bytes")
    func oneEncoding() throws {
        for text in PublicVectors.witnessRequests {
            #expect(try WitnessRequest(parsing: Array(text.utf8)).bytes == Array(text.utf8))
        }
    }

    @Test("each refusal has its name")
    func refusals() throws {
        let requests = PublicVectors.witnessRequests
        let first = try consider(requests[0], after: nil).checkpoint.head
        let forked = TreeHead(origin: first.origin, size: 1, root: .leaf([9]))
        #expect(throws: WitnessRefusal.malformedRequest) { _ = try consider("new 0\n\n", after: nil) }
        #expect(throws: WitnessRefusal.malformedRequest) { _ = try consider("old 01\n\n", after: nil) }
        #expect(throws: WitnessRefusal.malformedRequest) { _ = try consider("old 0\nAAAA\n\n", after: nil) }
        let hash = String(decoding: Base64.encode(TreeHash.empty.bytes), as: UTF8.self) + "\n"
        #expect(throws: WitnessRefusal.malformedRequest) {
            _ = try consider("old 0\n" + String(repeating: hash, count: 64) + "\n", after: nil)
        }
        #expect(throws: WitnessRefusal.unknownLog) { _ = try consider(requests[0], after: nil, origin: "other") }
        #expect(throws: WitnessRefusal.notSigned(.note(.noKnownSignature))) {
            _ = try consider(requests[0], after: nil, key: PublicVectors.neumannKey)
        }
        #expect(throws: WitnessRefusal.sizesReversed) {
            _ = try consider(requests[0].replacing("old 0", with: "old 2"), after: nil)
        }
        #expect(throws: WitnessRefusal.cosignedAnotherSize(1)) { _ = try consider(requests[0], after: first) }
        let again = requests[0].replacing("old 0", with: "old 1")
        _ = try consider(again, after: first)
        #expect(throws: WitnessRefusal.forked(size: 1)) { _ = try consider(again, after: forked) }
        #expect(throws: WitnessRefusal.inconsistent(.newerRootDiffers)) { _ = try consider(requests[2], after: forked) }
        let short = requests[2].replacing("KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", with: "")
        #expect(throws: WitnessRefusal.inconsistent(.hashCount(expected: 3, found: 2))) {
            _ = try consider(short, after: first)
        }
    }
}
