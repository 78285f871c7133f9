import AuditTrail
import Glibc
import KeyService
import Primitives
import SQLiteStore
import Sealing
import TransparencyLog
import Vault

/// What writing an act into the log costs over the SQLite store, as JSON: alone beside an fdatasync, which is what a
/// sign-in waits for longer; and many at once beside the same number of small records, which share their syncs too.
enum TrailSpeed {
    private static let aloneCount = 2_000
    private static let concurrentCount = 20_000
    private static let tasksAtATime = 256

    static func run() async throws {
        try await BenchProgram.withDirectory { directory in
            let stores = try SQLiteStores.open(directory: directory, environment: "bench", region: "here")
            let trail = try await openTrail(over: stores)
            let (syncs, acts) = try await alone(trail, DurableFile(in: directory))
            let records = try await concurrently { number in
                let key = RecordKey(kind: .consent, owner: bytes(of: UInt64(number)), name: [])
                let bytes = [UInt8](repeating: 0xA5, count: recordByteCount)
                try await stores.activity.write([.put(key, bytes: bytes, unique: nil, expected: 0)])
            }
            let leaves = try await concurrently { number in
                try await trail.record(opening(of: vault(number), at: BenchProgram.now()))
            }
            let appends = try await appendsAlone(in: directory + "/plain")
            try await stores.close()
            print(
                """
                {
                  "acts": \(concurrentCount),
                  "fdatasync_p99_microseconds": \(BenchProgram.percentile99(syncs)),
                  "fdatasync_median_microseconds": \(BenchProgram.median(syncs)),
                  "act_median_microseconds": \(BenchProgram.median(acts)),
                  "act_p99_microseconds": \(BenchProgram.percentile99(acts)),
                  "appends_per_second": \(Int(Double(concurrentCount) / (appends / .seconds(1)))),
                  "acts_per_second": \(Int(Double(concurrentCount) / (leaves / .seconds(1)))),
                  "records_per_second": \(Int(Double(concurrentCount) / (records / .seconds(1))))
                }
                """
            )
        }
    }

    /// Leaves with what opens them, made before: what the log itself does.
    private static func appendsAlone(in directory: String) async throws -> Duration {
        let stores = try SQLiteStores.open(directory: directory, environment: "bench", region: "here")
        let origin = "bench.example/plain"
        let log = DurableLog(
            origin: origin,
            signer: try NoteSigner(name: origin, kind: .note, privateKey: .random()),
            store: stores.log,
            cadence: LogCadence(intervalMilliseconds: 300_000, step: 256)
        )
        let key = SecretBytes.random(count: 32)
        let sealed = [UInt8](repeating: 0xA5, count: recordByteCount)
        let events = (0..<concurrentCount).map { number in
            LogEvent(
                act: .vaultOpening,
                subject: LogSubjectID(high: 1, low: UInt64(number % vaultCount)),
                actor: .program,
                time: BenchProgram.now(),
                ordinal: UInt64(number / vaultCount)
            )
        }
        let leaves = events.map { LogLeaf($0, logKey: key) }
        let appends = try await concurrently { number in
            let event = events[number]
            _ = try await log.append([leaves[number]]) { _ in
                [.event(event.subject, ordinal: event.ordinal, bytes: sealed)]
            }
        }
        try await stores.close()
        return appends
    }

    /// About what a leaf and what opens it take together.
    private static let recordByteCount = 320
    /// As many people as have a vault open at once; each has a key of the log.
    private static let vaultCount = 500

    private static func openTrail(over stores: SQLiteStores) async throws -> AuditTrail {
        let ring = try await BenchProgram.ring(over: stores)
        let header = StoreHeader(kind: .activity, environment: "bench", region: "here")
        let trail = AuditTrail(store: stores.log)
        try await trail.open(
            keys: LogKeys(records: SealedRecords(store: stores.activity, ring: ring, header: header, use: .log)),
            making: .fresh(origin: "bench.example/log"),
            heads: HistoryHeads(
                records: SealedRecords(
                    store: stores.metadata,
                    ring: ring,
                    header: StoreHeader(kind: .metadata, environment: "bench", region: "here"),
                    use: .metadata
                )
            ),
            cadence: LogCadence(intervalMilliseconds: 300_000, step: 256),
            known: []
        )
        // The first act of a person makes her key; that is once in her life.
        for number in 0..<vaultCount { try await trail.record(opening(of: vault(number), at: BenchProgram.now())) }
        return trail
    }

    /// One after another, in turn, so that a slow moment of the disk hits both.
    private static func alone(
        _ trail: AuditTrail,
        _ file: DurableFile
    ) async throws -> (syncs: [Duration], acts: [Duration]) {
        var syncs: [Duration] = []
        var acts: [Duration] = []
        for number in 0..<aloneCount {
            syncs.append(try await BenchProgram.elapsed { try file.append() })
            let opening = opening(of: vault(number), at: BenchProgram.now())
            acts.append(try await BenchProgram.elapsed { try await trail.record(opening) })
        }
        return (syncs, acts)
    }

    private static func concurrently(_ body: @escaping @Sendable (Int) async throws -> Void) async throws -> Duration {
        try await BenchProgram.elapsed {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<concurrentCount {
                    if number >= tasksAtATime { try await group.next() }
                    group.addTask { try await body(number) }
                }
                try await group.waitForAll()
            }
        }
    }

    private static func opening(of vault: VaultID, at time: Timestamp) -> Opening {
        Opening(
            vault: vault,
            slot: KeySlotID(high: 7, low: 8),
            kind: .session,
            purpose: .moneyTracking,
            time: time,
            head: JournalHead(index: 3, hash: [UInt8](repeating: 0xAB, count: 32))
        )
    }

    private static func vault(_ number: Int) -> VaultID { VaultID(high: 1, low: UInt64(number % vaultCount)) }

    private static func bytes(of number: UInt64) -> [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0 % 8))) }
    }
}

/// A file that grows by a page at a time, each durable before the next: the disk's own speed.
private struct DurableFile {
    private let descriptor: Int32
    private let page = [UInt8](repeating: 0x5A, count: 4096)

    init(in directory: String) {
        descriptor = unsafe open(directory + "/fdatasync-probe", O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
        precondition(descriptor >= 0, "the directory was just made")
    }

    func append() throws {
        let written = unsafe page.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard written == page.count, fdatasync(descriptor) == 0 else { throw DiskFailure() }
    }

    private struct DiskFailure: Error {}
}
