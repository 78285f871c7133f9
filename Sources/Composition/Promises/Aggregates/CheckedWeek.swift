import Aggregates
import Cycle
import Identity
import KeyService
import Primitives
import Sealing
import Synchronization

/// The week before this one, with accounts that nobody has and noise that is the same each time: to see what is kept of
/// it, with the code that counts everybody's.
struct CheckedWeek: Sendable {
    private static let weekSeconds: Int64 = 7 * 86_400

    let records: SealedRecords
    private let now: Now
    private let random: AggregateDesk.Random

    /// - Parameters:
    ///   - records: in memory.
    ///   - now: the week before this moment's is counted.
    ///   - seed: of the noise.
    init(records: SealedRecords, now: @escaping Now, seed: UInt64) {
        self.records = records
        self.now = now
        let generator = Mutex(SplitMix64(seed: seed))
        random = { generator.withLock { $0.next() } }
    }

    /// In the middle of the week, and after it.
    var during: AggregateDesk {
        let moment = now().adding(seconds: -Self.weekSeconds)
        return AggregateDesk(records: records, now: { moment }, random: random)
    }

    var after: AggregateDesk { AggregateDesk(records: records, now: now, random: random) }

    static func consent(of vault: VaultID) -> RecordKey {
        RecordKey(kind: .consent, owner: vault.bytes, name: [Purpose.aggregates.rawValue])
    }

    /// Vaults whose owners agreed to be counted.
    func makeVaults(_ count: Int) async throws -> [VaultID] {
        let vaults = (0..<count).compactMap { _ in VaultID(bytes: SecureRandom.bytes(count: 16)) }
        for vault in vaults {
            try await records.put(
                Self.consent(of: vault),
                ConsentRecord(purpose: .aggregates, given: now()),
                expected: 0
            )
        }
        return vaults
    }

    /// Each vault is opened so often in the week.
    func open(_ vaults: some Sequence<VaultID>, for purpose: Purpose, times: Int = 1) async throws {
        let desk = during
        for vault in vaults { for _ in 0..<times { try await desk.note(purpose, of: vault) } }
    }
}
