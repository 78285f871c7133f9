import Identity
import KeyService
import Primitives
import SQLiteStore
import Sealing
import Vault

/// Speed of a re-wrap over the SQLite store with an in-memory key service, as JSON: key slots a second, and what a read
/// beside it waits.
///
/// The figure by the processor's time is what another busy program on the machine leaves alone; it counts reads too.
///
/// Every slot has a private half and the keys of two trackers, so a pass opens and seals three outer locks and the
/// record around them; both keys were rotated. Writes are durable.
enum RotationSpeed {
    static let vaultCount = 5_000
    static let slotsPerVault = 4
    private static let writersAtATime = 64

    static func run() async throws {
        try await BenchProgram.withDirectory { try await run(in: $0) }
    }

    private static func run(in directory: String) async throws {
        let stores = try SQLiteStores.open(directory: directory, environment: "bench", region: "here")
        let ring = try await BenchProgram.ring(over: stores)
        let header = StoreHeader(kind: .metadata, environment: "bench", region: "here")
        let records = SealedRecords(store: stores.metadata, ring: ring, header: header, use: .metadata)
        try await fill(RecordSlotStore(records: records), KEKOuterLock(ring: ring))
        let rotation = KeyRotation(
            ring: ring,
            stores: [
                RotatingStore(
                    stores.metadata,
                    ring: ring,
                    header: header,
                    inner: SlotInnerLocks.byKind(ring: ring)
                )
            ],
            holds: NoKeyVersionHolds(),
            recorded: { _ in }
        )
        try await measure(rotation, RecordSlotStore(records: records))
        try await stores.close()
    }

    private static func measure(_ rotation: KeyRotation, _ slots: RecordSlotStore) async throws {
        let quiet = try await readTimes(slots) { try await Task.sleep(for: .seconds(2)) }
        try await rotation.rotate(.metadata)
        try await rotation.rotate(.vaults)
        var pass = rotation.newPass()
        var rewrapping = Duration.zero
        var processing = Duration.zero
        let beside = try await readTimes(slots) {
            let start = ContinuousClock.now
            let processorStart = SealingSpeed.processorTime()
            while case .more(let next) = try await rotation.step(pass) { pass = next }
            rewrapping = ContinuousClock.now - start
            processing = SealingSpeed.processorTime() - processorStart
        }
        let slotCount = vaultCount * slotsPerVault
        precondition(pass.rewrapped == UInt64(slotCount), "every slot was sealed anew")
        print(
            """
            {
              "slots": \(slotCount),
              "slots_per_second": \(Int(Double(slotCount) / (rewrapping / .seconds(1)))),
              "slots_per_processor_second": \(Int(Double(slotCount) / (processing / .seconds(1)))),
              "read_p99_microseconds": \(BenchProgram.percentile99(quiet)),
              "read_p99_microseconds_during_rewrap": \(BenchProgram.percentile99(beside))
            }
            """
        )
    }

    private static func fill(_ slots: RecordSlotStore, _ lock: KEKOuterLock) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<vaultCount {
                if number >= writersAtATime { try await group.next() }
                group.addTask {
                    let vault = vault(number)
                    let keys = VaultKeys.make(trackers: [TrackerID(rawValue: 1)])
                    guard let control = keys.newest(VaultKeys.control)?.key else {
                        preconditionFailure("a vault has its control key")
                    }
                    var made: [KeySlot] = []
                    for slot in 0..<slotsPerVault {
                        made.append(
                            try await KeySlot.make(
                                .recoveryCode,
                                id: KeySlotID(high: UInt64(number), low: UInt64(slot)),
                                vault: vault,
                                holderKey: SecretBytes.random(count: 32),
                                stretching: nil,
                                keys: keys,
                                certifiedBy: control,
                                outerLock: lock
                            )
                        )
                    }
                    try await slots.update(vault, adding: made, replacing: [], removing: [])
                }
            }
            try await group.waitForAll()
        }
    }

    /// How long each read of a slot took while `body` ran, about a thousand a second.
    private static func readTimes(
        _ slots: RecordSlotStore,
        beside body: () async throws -> Void
    ) async throws -> [Duration] {
        let reading = Task {
            var times: [Duration] = []
            var number = 0
            while !Task.isCancelled {
                number = (number + 997) % vaultCount
                let start = ContinuousClock.now
                _ = try await slots.slot(KeySlotID(high: UInt64(number), low: 0), of: vault(number))
                times.append(ContinuousClock.now - start)
                do {
                    try await Task.sleep(for: .milliseconds(1))
                } catch {
                    break
                }
            }
            return times
        }
        try await body()
        reading.cancel()
        return try await reading.value
    }

    private static func vault(_ number: Int) -> VaultID { VaultID(high: 1, low: UInt64(number)) }
}
