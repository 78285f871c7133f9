import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import AuditTrail
@testable import TransparencyLog

/// A log that is put back, and what was published of it before.
@Suite("A restored log and what was published")
struct PublishedNotesTests {
    private let backup = [UInt8](repeating: 0xBC, count: 32)

    /// A log that went on after it was copied.
    private struct Story {
        let test: TestTrail
        /// What was published before the copy, at it, and three and five entries later.
        let before: Checkpoint
        let atCopy: Checkpoint
        let later: Checkpoint
        let newest: Checkpoint

        init() async throws {
            test = try await TestTrail()
            try await test.open()
            try await test.trail.record(TestTrail.opening(.alice, at: 1))
            before = try #require(try await test.trail.publish())
            try await test.trail.record(TestTrail.opening(.alice, at: 2))
            atCopy = try #require(try await test.trail.publish())
            let copy = test.log.contents
            for second in 3...5 { try await test.trail.record(TestTrail.opening(.bob, at: Int64(second))) }
            later = try #require(try await test.trail.publish())
            for second in 6...7 { try await test.trail.record(TestTrail.opening(.bob, at: Int64(second))) }
            newest = try #require(try await test.trail.publish())
            test.log.alter { $0 = copy }
        }

        func restore(_ notes: [[UInt8]], mayLeaveOut: Bool = false) async throws -> AuditTrail {
            let trail = AuditTrail(store: test.log)
            _ = try await trail.openSuccessor(
                keys: test.keys,
                origin: TestTrail.origin,
                heads: test.heads,
                cadence: LogCadence(intervalMilliseconds: 1000, step: 4),
                known: [],
                published: PublishedNotes(notes, mayLeaveOut: mayLeaveOut),
                backup: [UInt8](repeating: 0xBC, count: 32),
                at: TestTrail.start.adding(seconds: 500)
            )
            return trail
        }
    }

    private func leftOut(_ trail: AuditTrail) async throws -> [UInt8] {
        let acts = try await trail.history(of: .installation, limit: 100)
        let act = try #require(acts.first { $0.entry.event.act == .restoration })
        guard case .restoration(let predecessor)? = act.entry.particulars else {
            Issue.record("the act says nothing")
            return []
        }
        return predecessor.leftOut
    }

    @Test("what the log holds, or nothing published, needs no word")
    func held() async throws {
        for notes in [0, 1, 2] {
            let story = try await Story()
            let restored = try await story.restore([story.before.bytes, story.atCopy.bytes].prefix(notes).map(\.self))
            #expect(try await leftOut(restored).isEmpty)
        }
    }

    @Test("a larger one is refused with what is missing, and nothing of the log is changed")
    func older() async throws {
        let story = try await Story()
        let contents = story.test.log.contents
        let error = AuditError.olderLog(held: story.atCopy.head.size, published: story.newest.head.size)
        await #expect(throws: error) {
            try await story.restore([story.later.bytes, story.newest.bytes, story.before.bytes])
        }
        #expect(story.newest.head.size >= story.atCopy.head.size + 5)
        #expect(story.test.log.contents == contents)
    }

    @Test("told to, it goes on, and its first leaf says the largest checkpoint that it leaves out, as it was signed")
    func told() async throws {
        let story = try await Story()
        let restored = try await story.restore([story.newest.bytes, story.later.bytes], mayLeaveOut: true)
        #expect(try await leftOut(restored) == story.newest.bytes)
        let held = try await Story()
        #expect(try await leftOut(held.restore([held.before.bytes], mayLeaveOut: true)).isEmpty)
    }

    @Test("one that this log did not sign is an error, also where the log may leave something out")
    func foreign() async throws {
        let story = try await Story()
        let other = try await Story()
        var altered = story.newest.bytes
        altered[altered.count - 5] ^= 1
        var larger = String(decoding: story.later.bytes, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        larger[1] = "999"
        let forged = Array(larger.joined(separator: "\n").utf8)
        for note in [other.newest.bytes, altered, forged, Array("nothing".utf8), []] {
            for mayLeaveOut in [false, true] {
                do {
                    _ = try await story.restore([note], mayLeaveOut: mayLeaveOut)
                    Issue.record("it was taken")
                } catch AuditError.published {}
            }
        }
        // After all of that it is as it was.
        _ = try await story.restore([story.atCopy.bytes])
    }

    @Test("one of the log's own key with another history in it stops the restore")
    func forked() async throws {
        let story = try await Story()
        let identity = try #require(try await story.test.keys.identity())
        let head = TreeHead(origin: identity.origin, size: story.before.head.size, root: story.newest.head.root)
        let note = identity.signer.sign(head.text)
        await #expect(throws: AuditError.log(.damaged(.forked(size: head.size)))) {
            try await story.restore([note.bytes])
        }
    }
}
