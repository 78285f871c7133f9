import Primitives
import Synchronization
import Testing

@testable import Assurance

@Suite("Promise history")
struct PromiseHistoryTests {
    private struct Stub: PromiseCheck {
        let promise = PromiseID.tls1
        let method = "Asks a stub."
        let isKept: Bool

        func run() async throws -> PromiseFinding {
            PromiseFinding([Evidence("a", "b", isAsPromised: isKept)])
        }
    }

    private static func run(_ isKept: Bool, at seconds: Int64) async -> PromiseRun {
        await PromiseRun.make([Stub(isKept: isKept)], now: { Timestamp(seconds: seconds) })
    }

    @Test("a verdict that stays leaves nothing; one that changes is kept with its time, newest first")
    func changes() async {
        var history = PromiseHistory()
        for (isKept, time) in [(true, 100), (true, 200), (false, 300), (false, 400), (true, 500)] as [(Bool, Int64)] {
            history = history.adding(await Self.run(isKept, at: time))
        }
        let entry = history.entries[.tls1]
        #expect(history.lastRunAt == Timestamp(seconds: 500))
        #expect(entry?.verdict == .kept && entry?.since == Timestamp(seconds: 500))
        #expect(
            entry?.changes == [
                VerdictChange(from: .broken, to: .kept, at: Timestamp(seconds: 500)),
                VerdictChange(from: .kept, to: .broken, at: Timestamp(seconds: 300)),
            ]
        )
        #expect(history.entries.count == PromiseID.allCases.count)
        #expect(history.entries[.run1]?.verdict == .notInDeployment)
        #expect(history.entries[.run1]?.since == Timestamp(seconds: 100))
    }

    @Test("only the latest changes are kept")
    func bounded() async {
        var history = PromiseHistory()
        for time in 0..<50 as Range<Int64> {
            history = history.adding(await Self.run(time.isMultiple(of: 2), at: time))
        }
        #expect(history.entries[.tls1]?.changes.count == PromiseHistory.changeCountMaximum)
        #expect(history.entries[.tls1]?.changes.first?.at == Timestamp(seconds: 49))
    }

    @Test("a second board goes on where the first ended, and a run says since when")
    func restart() async {
        let store = InMemoryPromiseHistory()
        for (isKept, time) in [(true, 100), (false, 200)] as [(Bool, Int64)] {
            let board = PromiseBoard(
                checks: { [Stub(isKept: isKept)] },
                history: store,
                now: { Timestamp(seconds: time) }
            )
            let run = await board.run()
            let result = run.results.first { $0.promise.id == .tls1 }
            #expect(result?.history?.since == Timestamp(seconds: time))
            #expect(result?.history?.changes.count == (isKept ? 0 : 1))
            #expect(run.number == 1)
        }
    }

    @Test("who only looks leaves the history as it is, and shows it only where it saw the same")
    func onlooker() async {
        let store = InMemoryPromiseHistory()
        await store.save(PromiseHistory().adding(await Self.run(true, at: 100)))
        for isKept in [true, false] {
            let board = PromiseBoard(
                checks: { [Stub(isKept: isKept)] },
                history: store,
                growsHistory: false,
                now: { Timestamp(seconds: 200) }
            )
            let result = await board.run().results.first { $0.promise.id == .tls1 }
            #expect(result?.history?.since == (isKept ? Timestamp(seconds: 100) : nil))
            #expect(await store.load().lastRunAt == Timestamp(seconds: 100))
        }
    }

    private actor FailingStore: PromiseHistoryStore {
        struct Fault: Error {}
        private(set) var saveCount = 0
        let canLoad: Bool

        init(canLoad: Bool) { self.canLoad = canLoad }

        func load() throws -> PromiseHistory {
            guard canLoad else { throw Fault() }
            return PromiseHistory()
        }

        func save(_ history: PromiseHistory) throws {
            saveCount += 1
            throw Fault()
        }
    }

    @Test(
        "a history that cannot be read is not written over, and the run counts all the same",
        arguments: [true, false]
    )
    func failures(canLoad: Bool) async {
        let failures = Mutex(0)
        let store = FailingStore(canLoad: canLoad)
        let board = PromiseBoard(
            checks: { [Stub(isKept: true)] },
            history: store,
            historyFailed: { failures.withLock { $0 += 1 } },
            now: { Timestamp(seconds: 1) }
        )
        let run = await board.run()
        #expect(run.count(.kept) == 1)
        #expect(failures.withLock { $0 } == 1)
        #expect(await store.saveCount == (canLoad ? 1 : 0))
        #expect(run.results.allSatisfy { ($0.history != nil) == canLoad })
    }
}
