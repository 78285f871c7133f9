import Primitives
import Synchronization
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Crashes of the log")
struct CrashTests {
    /// What the world outside has seen of a log: nothing of it may ever be taken back.
    private struct Seen: Sendable {
        /// Leaves whose append returned, by index.
        var acknowledged: [UInt64: LogLeaf] = [:]
        /// Every head that was ever signed, by size.
        var signed: [UInt64: TreeHash] = [:]
    }

    private static func log(_ store: FaultyLogStore) throws -> DurableLog {
        DurableLog(
            origin: TestLog.origin,
            signer: try TestLog.signer(),
            store: store,
            cadence: LogCadence(intervalMilliseconds: 1_000, step: 4)
        )
    }

    /// Notes an intent that became durable: from then on its head may have been signed.
    private static func note(_ contents: InMemoryLogStore.Contents, in seen: inout Seen) {
        guard let intent = contents.log.intent, let head = try? TreeHead(parsing: intent) else { return }
        let earlier = seen.signed.updateValue(head.root, forKey: head.size)
        #expect(earlier == nil || earlier == head.root, "two heads of size \(head.size)")
    }

    /// Takes a log up, lets it do one more of everything, and compares with all that was seen.
    private static func check(_ contents: InMemoryLogStore.Contents, _ seen: Seen, number: Int) async throws {
        let store = FaultyLogStore(contents)
        let log = try log(store)
        let extra = TestLog.leaf(1 << 40)
        let index = try await log.append([extra])
        let checkpoint = try #require(try await log.publish(covers: TestLog.covers))
        var entries: [[UInt8]] = []
        for start in stride(from: 0, to: checkpoint.head.size, by: 256) {
            let tile = try #require(Tile(level: 0, index: start / 256, treeSize: checkpoint.head.size))
            entries += try await store.entries(of: tile)
        }
        var frontier = MerkleFrontier()
        for entry in entries {
            frontier.append(.leaf(entry))
            guard let root = seen.signed[frontier.size] else { continue }
            #expect(root == frontier.root, "after write \(number): the head of size \(frontier.size) was taken back")
        }
        #expect(frontier.root == checkpoint.head.root)
        #expect(frontier.size == checkpoint.head.size)
        #expect(seen.signed.keys.allSatisfy { $0 <= frontier.size })
        #expect(entries[Int(index)] == extra.entry)
        for (index, leaf) in seen.acknowledged {
            #expect(entries[Int(index)] == leaf.entry, "after write \(number): leaf \(index) is gone")
        }
        #expect(try await TileProver.root(size: frontier.size, from: store) == frontier.root)
    }

    @Test("a crash after any write of 300 batches loses no acknowledged leaf and never signs two heads of one size")
    func everyWrite() async throws {
        var generator = SeededGenerator.printingSeed("a crash after any write")
        let store = FaultyLogStore()
        let states = Mutex<[InMemoryLogStore.Contents]>([.init()])
        store.observe { contents in states.withLock { $0.append(contents) } }
        let log = try Self.log(store)
        var seen = Seen()
        var next: UInt64 = 0
        var snapshots: [(InMemoryLogStore.Contents, Seen)] = []
        func takeSnapshots() {
            // During the writes of one step only what was seen before it is certain; heads from the intent on.
            for contents in states.withLock({ states in
                defer { states = [] }
                return states
            }) {
                Self.note(contents, in: &seen)
                snapshots.append((contents, seen))
            }
        }
        for _ in 0..<300 {
            let leaves = (0..<UInt64.random(in: 1...6, using: &generator)).map { TestLog.leaf(next + $0) }
            next += UInt64(leaves.count)
            let first = try await log.append(leaves)
            takeSnapshots()
            for (offset, leaf) in leaves.enumerated() { seen.acknowledged[first + UInt64(offset)] = leaf }
            guard Int.random(in: 0..<3, using: &generator) == 0 else { continue }
            _ = try await log.publish(covers: TestLog.covers)
            takeSnapshots()
        }
        #expect(snapshots.count > 600)
        for (number, (contents, seen)) in snapshots.enumerated() {
            try await Self.check(contents, seen, number: number)
        }
    }

    @Test("a head that may have been signed before a crash is published after it, with the same signature")
    func intendedHead() async throws {
        let store = FaultyLogStore()
        let log = try Self.log(store)
        _ = try await log.append([TestLog.leaf(0)])
        // The fourth single write from now on is the intent: covers, a tile and a bundle come before it.
        let first = store.writeCount
        store.set { $0 == first + 3 ? .after : .none }
        await #expect(throws: LogFailure.store(.unavailable)) { _ = try await log.publish(covers: TestLog.covers) }
        let intent = try TreeHead(parsing: try #require(store.contents.log.intent))
        #expect(intent.size == 4)
        #expect(store.contents.log.checkpoint == nil)
        store.set { _ in .none }
        let checkpoint = try #require(try await Self.log(store).checkpoint())
        #expect(checkpoint.head == intent)
        #expect(checkpoint.note == (try TestLog.signer().sign(intent.text)))
        #expect(store.contents.log.checkpoint == checkpoint.bytes)
        // The process that crashed goes on in the same way.
        #expect(try await log.append([TestLog.leaf(1)]) == 4)
        #expect(try await log.checkpoint()?.head == intent)
    }

    @Test("a log that crashes again and again, while it recovers too, still keeps everything")
    func againAndAgain() async throws {
        var generator = SeededGenerator.printingSeed("crashes again and again")
        let store = FaultyLogStore()
        let seen = Mutex(Seen())
        store.observe { contents in seen.withLock { Self.note(contents, in: &$0) } }
        let faults = Mutex(generator)
        store.set { _ in
            switch faults.withLock({ Int.random(in: 0..<6, using: &$0) }) {
            case 0: .before
            case 1: .after
            default: .none
            }
        }
        var log = try Self.log(store)
        var next: UInt64 = 0
        var (failureCount, successCount) = (0, 0)
        for _ in 0..<600 {
            do throws(LogFailure) {
                if Int.random(in: 0..<3, using: &generator) == 0 {
                    _ = try await log.publish(covers: TestLog.covers)
                } else {
                    let leaf = TestLog.leaf(next)
                    next += 1
                    let index = try await log.append([leaf])
                    seen.withLock { $0.acknowledged[index] = leaf }
                }
                successCount += 1
            } catch {
                #expect(error == .store(.unavailable))
                failureCount += 1
                // Half of the time the process goes on and recovers in place, half of the time it starts anew.
                if Bool.random(using: &generator) { log = try Self.log(store) }
            }
        }
        #expect(failureCount > 50)
        #expect(successCount > 50)
        try await Self.check(store.contents, seen.withLock { $0 }, number: store.writeCount)
    }
}
