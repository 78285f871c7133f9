import Primitives
import TestSupport
import Testing

@testable import TransparencyLog

/// As when one process takes over from another: for a while both write.
@Suite("Two writers of one log")
struct TwoWriterTests {
    private let subject = LogSubjectID(high: 9, low: 9)

    private func log(_ store: any LogStore) throws -> DurableLog {
        DurableLog(
            origin: TestLog.origin,
            signer: try TestLog.signer(),
            store: store,
            cadence: LogCadence(intervalMilliseconds: 1_000, step: 4)
        )
    }

    private func entries(of head: TreeHead, in store: InMemoryLogStore) async throws -> [[UInt8]] {
        var entries: [[UInt8]] = []
        for start in stride(from: 0, to: head.size, by: 256) {
            let tile = try #require(Tile(level: 0, index: start / 256, treeSize: head.size))
            entries += try await store.entries(of: tile)
        }
        return entries
    }

    @Test("all leaves of both get in, once each, while both publish")
    func both() async throws {
        let store = InMemoryLogStore()
        let logs = [try log(store), try log(store)]
        let places = try await withThrowingTaskGroup(of: (index: UInt64, number: UInt64)?.self) { group in
            for number in 0..<400 as Range<UInt64> {
                let log = logs[Int(number % 2)]
                group.addTask { (try await log.append([TestLog.leaf(number)]), number) }
                guard number.isMultiple(of: 20) else { continue }
                for log in logs {
                    group.addTask {
                        _ = try await log.publish(covers: TestLog.covers)
                        return nil
                    }
                }
            }
            return try await group.reduce(into: [(index: UInt64, number: UInt64)]()) { all, one in
                if let one { all.append(one) }
            }
        }
        #expect(Set(places.map(\.index)).count == 400)
        let checkpoint = try #require(try await logs[0].publish(covers: TestLog.covers))
        #expect(await LogInspection.damage(under: checkpoint.head, in: store).isEmpty)
        let entries = try await entries(of: checkpoint.head, in: store)
        for place in places { #expect(entries[Int(place.index)] == TestLog.leaf(place.number).entry) }
        for number in 0..<400 as Range<UInt64> {
            #expect(entries.count { $0 == TestLog.leaf(number).entry } == 1, "leaf \(number)")
        }
    }

    @Test("where what one leaf keeps has its place taken, that one fails, and leaves no leaf")
    func takenPlace() async throws {
        let store = InMemoryLogStore()
        let log = try log(store)
        try await store.write([.event(subject, ordinal: 3, bytes: [1])])
        let failed = await withTaskGroup(of: (number: UInt64, error: LogFailure?).self) { [subject] group in
            for number in 0..<30 as Range<UInt64> {
                group.addTask {
                    do throws(LogFailure) {
                        _ = try await log.append([TestLog.leaf(number)]) { _ in
                            [.event(subject, ordinal: number, bytes: [2])]
                        }
                        return (number, nil)
                    } catch {
                        return (number, error)
                    }
                }
            }
            return await group.reduce(into: [(number: UInt64, error: LogFailure?)]()) { all, one in
                if one.error != nil { all.append(one) }
            }
        }
        #expect(failed.map(\.number) == [3])
        #expect(failed.first?.error == .store(.conflict))
        let head = try #require(try await log.publish(covers: TestLog.covers)).head
        let entries = try await entries(of: head, in: store)
        #expect(!entries.contains(TestLog.leaf(3).entry))
        #expect(entries.count { $0 == TestLog.leaf(4).entry } == 1)
        #expect(store.contents.events[subject]?[3] == [1])
    }

    @Test("whoever publishes second goes on from what the first one published")
    func publishing() async throws {
        let store = InMemoryLogStore()
        let (first, second) = (try log(store), try log(store))
        _ = try await first.append([TestLog.leaf(0)])
        _ = try await second.append([TestLog.leaf(1)])
        let one = try #require(try await first.publish(covers: TestLog.covers))
        let two = try #require(try await second.publish(covers: TestLog.covers))
        let three = try #require(try await first.publish(covers: TestLog.covers))
        #expect([one.head.size, two.head.size, three.head.size] == [4, 8, 12])
        let proof = try await TileProver.consistency(older: 4, newer: 12, from: store)
        try proof.verify(olderRoot: one.head.root, newerRoot: three.head.root)
    }
}
