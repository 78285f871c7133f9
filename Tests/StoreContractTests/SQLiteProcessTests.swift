import Foundation
import KeyService
import Primitives
import SQLiteStore
import TestSupport
import Testing
import Vault

/// Real processes on one data directory: they race for heads, and they are killed.
@Suite("Two processes on one store", .serialized)
struct SQLiteProcessTests {
    @Test("two processes that race for the same heads leave chains without a gap and lose nothing they acknowledged")
    func contention() async throws {
        let directory = try TemporaryDirectory("contention")
        let data = directory.path("data")
        let processes = try (1...2).map { writer in
            try SecondProcess(
                directory: data,
                writer: writer,
                lanes: 4,
                count: 100,
                output: directory.url.appendingPathComponent("acknowledged-\(writer)")
            )
        }
        #expect(processes.map { $0.wait() } == [0, 0])
        let stores = try SQLiteStores.open(directory: data, environment: "test", region: "here")
        for (writer, process) in zip([1, 2] as [UInt8], processes) {
            let acknowledged = try process.acknowledgements()
            #expect(acknowledged.count == 400)
            try await check(acknowledged, of: writer, lanes: 4, in: stores)
        }
        for lane in 0..<4 as Range<UInt64> {
            #expect(try await stores.vaults.head(of: VaultID(high: 0, low: lane))?.index == 200)
        }
        try await stores.close()
    }

    @Test("a process killed at 60 random moments loses no append and no record that it acknowledged")
    func killed() async throws {
        var generator = SeededGenerator.printingSeed("killed")
        var acknowledgedCount = 0
        for round in 0..<12 {
            let directory = try TemporaryDirectory("killed-\(round)")
            let data = directory.path("data")
            // Five deaths in a row on one directory: each start recovers what the one before left.
            for death in 0..<5 {
                let process = try SecondProcess(
                    directory: data,
                    writer: 1,
                    lanes: 8,
                    count: 1_000_000,
                    output: directory.url.appendingPathComponent("acknowledged-\(death)")
                )
                let start = ContinuousClock.now
                // The first death of a directory may fall into its making; the others wait until it serves.
                while death > 0, try process.acknowledgements().isEmpty, start.duration(to: .now) < .seconds(30) {
                    try await Task.sleep(for: .milliseconds(1))
                }
                try await Task.sleep(for: .microseconds(Int.random(in: 0...150_000, using: &generator)))
                process.killAndWait()
                let acknowledged = try process.acknowledgements()
                acknowledgedCount += acknowledged.count
                let stores = try SQLiteStores.open(directory: data, environment: "test", region: "here")
                try await check(acknowledged, of: 1, lanes: 8, in: stores)
                // A close would tidy what the next start is to find: only every other death is followed by one.
                if death.isMultiple(of: 2) { try await stores.close() }
            }
        }
        #expect(acknowledgedCount > 1000)
    }

    @Test("a commit of another process moves the stamp, and a store that stands still is seen standing still")
    func stamp() async throws {
        let directory = try TemporaryDirectory("stamp")
        let data = directory.path("data")
        let stores = try SQLiteStores.open(directory: data, environment: "test", region: "here")
        let before = try stores.vaults.foreignChangeStamp()
        let recordsBefore = try stores.metadata.foreignChangeStamp()
        let output = directory.url.appendingPathComponent("acknowledged")
        #expect(try SecondProcess(directory: data, writer: 1, lanes: 1, count: 1, output: output).wait() == 0)
        let after = try stores.vaults.foreignChangeStamp()
        #expect(after != before)
        #expect(try stores.metadata.foreignChangeStamp() != recordsBefore)
        #expect(try await stores.vaults.head(of: VaultID(high: 0, low: 0))?.index == 1)
        #expect(try stores.vaults.foreignChangeStamp() == after)
        try await stores.close()
    }

    /// Every chain leads to its head, every acknowledged append is where it was said to be, and the record that was
    /// written before the acknowledgement is at least as new.
    private func check(
        _ acknowledged: [SecondProcess.Acknowledgement],
        of writer: UInt8,
        lanes: UInt64,
        in stores: SQLiteStores
    ) async throws {
        for lane in 0..<lanes {
            let vault = VaultID(high: 0, low: lane)
            let own = acknowledged.filter { $0.lane == lane }
            guard let head = try await stores.vaults.head(of: vault) else {
                #expect(own.isEmpty, "lane \(lane) is gone")
                continue
            }
            let segments = try await stores.vaults.segments(of: vault, after: 0, byteCountMaximum: .max)
            #expect(TestJournal.head(after: segments) == head, "lane \(lane)")
            for acknowledgement in own {
                let position = Int(acknowledgement.index) - 1
                guard segments.indices.contains(position) else {
                    Issue.record("lane \(lane) lost \(acknowledgement)")
                    continue
                }
                let expected = [writer] + VaultID(high: 0, low: acknowledgement.sequence).bytes.suffix(8)
                #expect(Array(segments[position].bytes.prefix(9)) == expected)
            }
            guard let last = own.map(\.sequence).max() else { continue }
            let record = try await stores.metadata.read(RecordKey(kind: .vaultHead, owner: vault.bytes, name: [writer]))
            let bytes = try #require(record?.bytes)
            #expect(bytes.reduce(0) { $0 << 8 | UInt64($1) } >= last, "the record of lane \(lane)")
        }
    }
}
