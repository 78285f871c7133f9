import Foundation
import KeyService
import Primitives
import SQLiteStore

/// Measures one thing inside the modules, where a whole program would hide it, and prints JSON.
///
///     flowkeep-bench sealing MILLISECONDS
///     flowkeep-bench log | trail | rotation | permissions
///     flowkeep-bench retention ACCOUNTS
///     flowkeep-bench cycle ROUNDS PEOPLE
@main
enum BenchProgram {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "sealing": try SealingSpeed.run(milliseconds: arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000)
        case "log": try await LogSpeed.run()
        case "trail": try await TrailSpeed.run()
        case "rotation": try await RotationSpeed.run()
        case "permissions": try PermissionSpeed.run()
        case "retention": try await RetentionSpeed.run(accounts: number(2, of: arguments))
        case "cycle": CycleSpeed.run(rounds: number(2, of: arguments) ?? 100, people: number(3, of: arguments) ?? 150)
        default: throw Misuse()
        }
    }

    /// What `body` does in a directory of its own under the system's temporary one (`TMPDIR`), which is gone after it.
    static func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("flowkeep-bench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer {
            do {
                try FileManager.default.removeItem(at: directory)
            } catch {
                // The system clears its temporary directory in time.
            }
        }
        try await body(directory.path)
    }

    /// Key-encryption keys over a key service in memory.
    static func ring(over stores: SQLiteStores) async throws -> KeyEncryptionKeyRing {
        let ring = KeyEncryptionKeyRing(
            keyManagement: InMemoryKeyManagement(now: BenchProgram.now),
            store: stores.metadata,
            environment: "bench",
            region: "here",
            now: BenchProgram.now,
            onFetch: { _ in }
        )
        try await ring.prepare()
        return ring
    }

    static func elapsed(_ body: () async throws -> Void) async rethrows -> Duration {
        let start = ContinuousClock.now
        try await body()
        return ContinuousClock.now - start
    }

    /// The 99th percentile in whole microseconds.
    static func percentile99(_ times: [Duration]) -> Int { percentile(99, times) }

    /// The median in whole microseconds.
    static func median(_ times: [Duration]) -> Int { percentile(50, times) }

    private static func percentile(_ hundredths: Int, _ times: [Duration]) -> Int {
        precondition(!times.isEmpty, "something was measured")
        return Int(times.sorted()[times.count * hundredths / 100] / .microseconds(1))
    }

    static let now: Now = { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    /// An argument that is a number from 1 on.
    private static func number(_ place: Int, of arguments: ArraySlice<String>) -> Int? {
        arguments.indices.contains(place) ? Int(arguments[place]).flatMap { $0 > 0 ? $0 : nil } : nil
    }

    private struct Misuse: Error {}
}
