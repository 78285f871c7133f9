import Dispatch
import Primitives
import Synchronization
import TestSupport
import Testing
import Vault

@testable import SQLiteStore

@Suite("Group commit")
struct GroupCommitTests {
    @Test("many callers share a sync")
    func sharing() async throws {
        let fixture = try SQLiteFixture()
        let before = fixture.database.committer.commitCount
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<1000 as Range<UInt64> {
                group.addTask {
                    await #expect(throws: Never.self) {
                        try await fixture.journal.create(VaultID(high: 9, low: number))
                    }
                }
            }
        }
        #expect(fixture.database.committer.commitCount - before < 500)
        #expect(try await fixture.writerInteger("SELECT count(*) FROM vaults") == 1000)
    }

    @Test("a write that fails alone leaves its neighbours alone", arguments: [StoreError.conflict, .full, .corrupt])
    func isolation(_ failure: StoreError) async throws {
        let fixture = try SQLiteFixture()
        let committer = fixture.database.committer
        let gate = Gate()
        async let held: Void = committer.write { _ in gate.hold() }
        await gate.entered()
        // All three wait behind the one that is held, so they are one batch.
        async let first: Void = fixture.journal.create(VaultID(high: 9, low: 1))
        async let bad: Void = committer.write { _ throws(StoreError) in throw failure }
        async let last: Void = fixture.journal.create(VaultID(high: 9, low: 2))
        try await Task.sleep(for: .milliseconds(50))
        gate.open()
        try await held
        try await first
        try await last
        do {
            try await bad
            Issue.record("the bad write was acknowledged")
        } catch {
            #expect(error as? StoreError == failure)
        }
        #expect(try await fixture.writerInteger("SELECT count(*) FROM vaults") == 2)
    }

    @Test("after an input/output error nothing is acknowledged until the store is opened again")
    func stops() async throws {
        let fixture = try SQLiteFixture()
        try await fixture.journal.create(.alice)
        await #expect(throws: StoreError.unavailable) {
            try await fixture.database.committer.write { writer throws(StoreError) in
                try writer.execute("DELETE FROM vaults")
                throw .unavailable
            }
        }
        await #expect(throws: StoreError.unavailable) { try await fixture.journal.create(.bob) }
        #expect(try await fixture.journal.head(of: .alice) == .empty)
        try await fixture.database.close()
        let again = try SQLiteFixture(in: fixture.directory)
        try await again.journal.create(.bob)
        #expect(try await again.journal.head(of: .alice) == .empty)
    }

    @Test("what waits is bounded: one more is refused, and those that wait are not")
    func backPressure() async throws {
        let fixture = try SQLiteFixture()
        let committer = fixture.database.committer
        let gate = Gate()
        async let held: Void = committer.write { _ in gate.hold() }
        await gate.entered()
        let refused = Counter()
        let done = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<GroupCommitter.queuedWriteMaximum + 10 {
                group.addTask {
                    do throws(StoreError) {
                        try await committer.write { _ in }
                        done.increment()
                    } catch {
                        // The last of the ten that are too many: everything else is in the queue, so let it flow.
                        if refused.increment() == 10 { gate.open() }
                    }
                }
            }
        }
        try await held
        #expect(refused.count == 10)
        #expect(done.count == GroupCommitter.queuedWriteMaximum)
    }

    @Test("own commits leave the foreign stamp alone, and a commit of another connection moves it")
    func foreignStamp() async throws {
        let fixture = try SQLiteFixture()
        try await fixture.journal.create(.alice)
        let stamp = try fixture.journal.foreignChangeStamp()
        var head = JournalHead.empty
        for number in 0..<100 as Range<UInt8> {
            let append = TestJournal.append([[number]], to: .alice, after: head)
            try await fixture.journal.append(append)
            head = append.head
            #expect(try fixture.journal.foreignChangeStamp() == stamp)
        }
        let other = try SQLiteFixture(in: fixture.directory)
        var seen = try fixture.journal.foreignChangeStamp()
        for number in 0..<100 as Range<UInt8> {
            // Either store's append is foreign to the other, whichever it follows.
            let append = TestJournal.append([[number]], to: .alice, after: head)
            try await other.journal.append(append)
            #expect(try fixture.journal.foreignChangeStamp() != seen)
            let own = TestJournal.append([[number]], to: .alice, after: append.head)
            try await fixture.journal.append(own)
            head = own.head
            seen = try fixture.journal.foreignChangeStamp()
        }
    }
}

/// Holds the writer's queue until the test has lined up what comes next.
private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let isEntered = Mutex(false)

    func hold() {
        isEntered.withLock { $0 = true }
        semaphore.wait()
        semaphore.signal()  // once open, it stays open
    }

    func open() { semaphore.signal() }

    func entered() async {
        while !isEntered.withLock({ $0 }) { await Task.yield() }
    }
}

private final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    @discardableResult
    func increment() -> Int {
        value.withLock {
            $0 += 1
            return $0
        }
    }
}
