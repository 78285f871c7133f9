import Primitives
import Synchronization
import Testing

@testable import Assurance

@Suite("Promise runs")
struct PromiseRunTests {
    private struct Stub: PromiseCheck {
        let promise: PromiseID
        let method = "Asks a stub."
        let answer: @Sendable () async throws -> PromiseFinding

        init(_ promise: PromiseID, _ answer: @escaping @Sendable () async throws -> PromiseFinding) {
            self.promise = promise
            self.answer = answer
        }

        func run() async throws -> PromiseFinding { try await answer() }
    }

    private struct Fault: Error {}

    private static let now: @Sendable () -> Timestamp = { Timestamp(seconds: 1_795_206_429) }

    private static func run(_ checks: [Stub], limit: Duration = .seconds(20)) async -> [PromiseID: PromiseResult] {
        let run = await PromiseRun.make(checks, now: now, limit: limit)
        return Dictionary(uniqueKeysWithValues: run.results.map { ($0.promise.id, $0) })
    }

    @Test("a promise without a check is not in this deployment, never kept")
    func withoutCheck() async {
        let results = await Self.run([])
        #expect(results.count == PromiseID.allCases.count)
        for result in results.values {
            #expect(result.verdict == .notInDeployment(.part(result.promise.needs)))
            #expect(result.method == nil && result.evidence.isEmpty)
        }
    }

    @Test("observations decide: all as promised is kept, one that is not is broken, none at all is broken")
    func observations() async {
        let good = Evidence("a", "b", isAsPromised: true)
        let bad = Evidence("a", "c", isAsPromised: false)
        let results = await Self.run([
            Stub(.tls1) { PromiseFinding([good, good]) }, Stub(.tls2) { PromiseFinding([good, bad]) },
            Stub(.tls3) { PromiseFinding([]) }, Stub(.law3) { PromiseFinding(.notInDeployment(.noServer)) },
            Stub(.fnd1) { PromiseFinding(.overdue, [bad]) },
        ])
        #expect(results[.tls1]?.verdict == .kept)
        #expect(results[.tls1]?.evidence == [good, good])
        #expect(results[.tls1]?.checkedAt == Self.now())
        #expect(results[.tls2]?.verdict == .broken)
        #expect(results[.tls3]?.verdict == .broken)
        #expect(results[.law3]?.verdict == .notInDeployment(.noServer))
        #expect(results[.fnd1]?.verdict == .overdue)
    }

    @Test("a check that fails or does not end is broken, and the others go on")
    func failures() async throws {
        let results = await Self.run(
            [
                Stub(.tls1) { throw Fault() },
                Stub(.tls2) {
                    try await Task.sleep(for: .seconds(600))
                    return PromiseFinding(.kept)
                },
                Stub(.tls3) { PromiseFinding([Evidence("a", "b", isAsPromised: true)]) },
            ],
            limit: .milliseconds(100)
        )
        #expect(results[.tls1]?.verdict == .broken)
        #expect(results[.tls1]?.evidence.first?.found == "failed (Fault)")
        #expect(results[.tls2]?.verdict == .broken)
        #expect(results[.tls3]?.verdict == .kept)
    }

    @Test("who asks for a run while one goes on gets the one after it, which sees what was done before, once for all")
    func afterTheRunning() async throws {
        let looks = Mutex<[Bool]>([])
        let isDone = Mutex(false)
        let (begun, hasBegun) = AsyncStream.makeStream(of: Void.self)
        let check = Stub(.tls1) {
            let seen = isDone.withLock(\.self)
            looks.withLock { $0.append(seen) }
            hasBegun.yield()
            try await Task.sleep(for: .milliseconds(50))
            return PromiseFinding(seen ? .kept : .broken)
        }
        let board = PromiseBoard(checks: { [check] }, now: { Timestamp(seconds: 1000) })
        async let early = board.run()
        for await _ in begun { break }
        isDone.withLock { $0 = true }
        async let first = board.run()
        async let second = board.run()
        let runs = await (early, first, second)
        #expect(runs.0.results.first { $0.promise.id == .tls1 }?.verdict == .broken)
        #expect(runs.1.results.first { $0.promise.id == .tls1 }?.verdict == .kept)
        #expect(runs.1 == runs.2 && looks.withLock(\.self) == [false, true])
        _ = await board.run()
        #expect(looks.withLock { $0.count } == 3, "the board goes on after that")
    }

    @Test(
        "callers that are content with the last run get the one that goes on; an old run is made anew when it is time"
    )
    func board() async throws {
        let count = Mutex(0)
        let time = Mutex<Int64>(1000)
        let check = Stub(.tls1) {
            count.withLock { $0 += 1 }
            try await Task.sleep(for: .milliseconds(50))
            return PromiseFinding(.broken)
        }
        let board = PromiseBoard(checks: { [check] }, now: { Timestamp(seconds: time.withLock { $0 }) })
        async let first = board.latest()
        async let second = board.latest()
        let runs = await (first, second)
        #expect(runs.0 == runs.1)
        _ = await board.latest()
        #expect(count.withLock { $0 } == 1)
        await board.refresh(olderThanSeconds: 600)
        #expect(count.withLock { $0 } == 1)
        time.withLock { $0 += 601 }
        await board.refresh(olderThanSeconds: 600)
        #expect(count.withLock { $0 } == 2)
    }
}
