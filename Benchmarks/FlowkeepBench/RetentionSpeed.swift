import Identity
import KeyService
import Primitives
import SQLiteStore
import Sealing
import Synchronization
import Vault

/// The longest retention run that a day has, over the SQLite store with an in-memory key service, as JSON: the end of a
/// week in which every account added to the figures over all, and what a read beside it waits.
///
/// Each contribution is opened, summed and deleted; writes are durable.
enum RetentionSpeed {
    private static let accountCount = 100_000
    private static let writersAtATime = 64
    private static let weekSeconds: Int64 = 8 * 86_400

    static func run(accounts: Int?) async throws {
        try await BenchProgram.withDirectory { try await run(in: $0, accounts: accounts ?? accountCount) }
    }

    /// A clock that is turned by hand.
    private final class Clock: Sendable {
        private let time = Mutex(BenchProgram.now())

        var now: Now { { self.time.withLock { $0 } } }

        func turn(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    private static func run(in directory: String, accounts: Int) async throws {
        let stores = try SQLiteStores.open(directory: directory, environment: "bench", region: "here")
        let ring = try await BenchProgram.ring(over: stores)
        let header = StoreHeader(kind: .metadata, environment: "bench", region: "here")
        let records = SealedRecords(store: stores.metadata, ring: ring, header: header, use: .metadata)
        let clock = Clock()
        let desk = AggregateDesk(records: records, now: clock.now)
        _ = try await desk.closeWeek()
        try await fill(desk, records, accounts, clock.now())
        clock.turn(seconds: weekSeconds)
        let quiet = try await readTimes(records, accounts) { try await Task.sleep(for: .seconds(2)) }
        var running = Duration.zero
        let beside = try await readTimes(records, accounts) {
            running = try await BenchProgram.elapsed { _ = try await desk.closeWeek() }
        }
        let left = try await desk.overdueCount()
        precondition(left == 0, "everything of the week is deleted")
        print(
            """
            {
              "accounts": \(accounts),
              "run_milliseconds": \(Int(running / .milliseconds(1))),
              "read_p99_microseconds": \(BenchProgram.percentile99(quiet)),
              "read_p99_microseconds_during_run": \(BenchProgram.percentile99(beside))
            }
            """
        )
        try await stores.close()
    }

    private static func fill(
        _ desk: AggregateDesk,
        _ records: SealedRecords,
        _ accounts: Int,
        _ time: Timestamp
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<accounts {
                if number >= writersAtATime { try await group.next() }
                group.addTask {
                    let consent = ConsentRecord(purpose: .aggregates, given: time)
                    try await records.put(key(number), consent, expected: 0)
                    try await desk.note(.moneyTracking, of: vault(number))
                }
            }
            try await group.waitForAll()
        }
    }

    /// How long each read of a consent took while `body` ran, about a thousand a second.
    private static func readTimes(
        _ records: SealedRecords,
        _ accounts: Int,
        beside body: () async throws -> Void
    ) async throws -> [Duration] {
        let reading = Task {
            var times: [Duration] = []
            var number = 0
            while !Task.isCancelled {
                number = (number + 997) % accounts
                let start = ContinuousClock.now
                _ = try await records.read(key(number), as: ConsentRecord.self)
                times.append(ContinuousClock.now - start)
                do { try await Task.sleep(for: .milliseconds(1)) } catch { break }
            }
            return times
        }
        try await body()
        reading.cancel()
        return try await reading.value
    }

    private static func vault(_ number: Int) -> VaultID { VaultID(high: 1, low: UInt64(number)) }

    private static func key(_ number: Int) -> RecordKey {
        RecordKey(kind: .consent, owner: vault(number).bytes, name: [Purpose.aggregates.rawValue])
    }
}
