import Foundation
import KeyService
import Primitives
import SQLiteStore
import TestSupport
import Vault

/// Writes to a data directory from a process of its own, and says on standard output what was acknowledged.
///
/// `StoreProbe DIRECTORY WRITER LANES COUNT`: LANES tasks each append COUNT segments to the vault of its number
/// against whoever else appends there, and writes one record beside each. After each acknowledged append it prints
/// `LANE INDEX SEQUENCE`, in one write, so that a kill loses no line that was complete.
@main
enum StoreProbe {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let writer = UInt8(arguments[2]), let lanes = UInt64(arguments[3]),
            let count = UInt32(arguments[4])
        else { exit(2) }
        do {
            let stores = try SQLiteStores.open(directory: arguments[1], environment: "test", region: "here")
            await withTaskGroup(of: StoreError?.self) { group in
                for lane in 0..<lanes {
                    group.addTask { await run(lane: lane, writer: writer, count: count, stores: stores) }
                }
                for await failure in group where failure != nil { exit(1) }
            }
            try await stores.close()
        } catch {
            exit(1)
        }
    }

    private static func run(lane: UInt64, writer: UInt8, count: UInt32, stores: SQLiteStores) async -> StoreError? {
        let vault = VaultID(high: 0, low: lane)
        do throws(StoreError) {
            do throws(StoreError) { try await stores.vaults.create(vault) } catch .conflict {}
            for sequence in 0..<count {
                let head = try await append(sequence, writer: writer, vault: vault, stores: stores)
                let key = RecordKey(kind: .vaultHead, owner: vault.bytes, name: [writer])
                let bytes = bigEndianBytes(UInt64(sequence))
                try await stores.metadata.write([.put(key, bytes: bytes, unique: nil, expected: nil)])
                say("\(lane) \(head.index) \(sequence)\n")
            }
            return nil
        } catch {
            return error
        }
    }

    /// Reads the head and appends after it until nobody was quicker.
    private static func append(
        _ sequence: UInt32,
        writer: UInt8,
        vault: VaultID,
        stores: SQLiteStores
    ) async throws(StoreError) -> JournalHead {
        let payload = [writer] + bigEndianBytes(UInt64(sequence)) + [UInt8](repeating: 0xA5, count: 100)
        while true {
            guard let head = try await stores.vaults.head(of: vault) else { throw .corrupt }
            let append = TestJournal.append([payload], to: vault, after: head)
            do throws(StoreError) {
                try await stores.vaults.append(append)
                return append.head
            } catch .conflict {
                continue
            }
        }
    }

    private static func bigEndianBytes(_ value: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data(line.utf8))
    }
}
