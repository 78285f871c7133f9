import Primitives
import Sealing
import Synchronization
import Testing
import Vault

/// A vault with two trackers over an in-memory store, and everything around it in a form that tests can turn.
final class VaultFixture: Sendable {
    let store = InMemoryJournalStore()
    let surroundings: TestSurroundings
    let vault = VaultID(high: 0xA11CE, low: 1)
    let holderKey = SharedSecret(.random(count: 32))
    let keys: VaultKeys
    let slot: KeySlot
    let registry: VaultRegistry

    private let files: (any FileStore)?

    /// - `trackers`: those that there were when the vault was made.
    init(files: (any FileStore)? = nil, trackers: [TrackerID] = [Tally.id, Other.id]) async throws {
        self.files = files
        surroundings = TestSurroundings()
        keys = VaultKeys.make(trackers: trackers)
        slot = try await Self.makeSlot(.passphrase, 1, vault: vault, keys: keys, control: keys, holderKey, surroundings)
        try await surroundings.update(vault, adding: [slot], replacing: [], removing: [])
        registry = Self.registry(store, surroundings, files)
        try await store.create(vault)
    }

    /// Another process on the same store.
    func secondRegistry(
        _ calendar: (any EpochCalendar)? = nil,
        slots: (any SlotStore)? = nil
    ) -> VaultRegistry { Self.registry(store, surroundings, files, calendar, slots) }

    func open(_ purpose: Purpose = .moneyTracking, in registry: VaultRegistry? = nil) async throws -> VaultAccess {
        try await (registry ?? self.registry).open(slot, with: holderKey.bytes, purpose: purpose, at: .zero)
    }

    /// A further slot, in the store.
    func addSlot(
        _ kind: KeySlot.Kind,
        _ number: UInt64,
        keys: VaultKeys,
        secret: SharedSecret
    ) async throws -> KeySlot {
        let slot = try await Self.makeSlot(
            kind,
            number,
            vault: vault,
            keys: keys,
            control: self.keys,
            secret,
            surroundings
        )
        try await surroundings.update(vault, adding: [slot], replacing: [], removing: [])
        return slot
    }

    /// Opens with a slot as it is stored now.
    func reopen(
        _ slot: KeySlot,
        _ secret: SharedSecret,
        in registry: VaultRegistry? = nil,
        at now: Timestamp = .zero
    ) async throws -> VaultAccess {
        let stored = try #require(try await surroundings.slot(slot.id, of: vault))
        return try await (registry ?? self.registry).open(
            stored,
            with: secret.bytes,
            purpose: .moneyTracking,
            at: now
        )
    }

    func addOther(_ number: Int64, to access: VaultAccess) async throws {
        _ = try await access.commit(Other.self, at: .zero) { _, _ in Planned(changes: [number], outcome: 0) }
    }

    func otherSum(_ access: VaultAccess) async throws -> Int64 {
        try await access.read(Other.self) { state, _ in state.sum }
    }

    @discardableResult
    func add(_ numbers: Int64..., to access: VaultAccess, key: IdempotencyKey? = nil) async throws -> Committed<Int> {
        try await access.commit(Tally.self, idempotencyKey: key, at: .zero) { state, _ in
            Planned(changes: numbers, outcome: state.ids.count)
        }
    }

    func sum(_ access: VaultAccess) async throws -> Int64 {
        try await access.read(Tally.self) { state, _ in state.sum }
    }

    static func makeSlot(
        _ kind: KeySlot.Kind,
        _ number: UInt64,
        vault: VaultID,
        keys: VaultKeys,
        control: VaultKeys,
        _ holderKey: SharedSecret,
        _ surroundings: TestSurroundings
    ) async throws -> KeySlot {
        try await KeySlot.make(
            kind,
            id: KeySlotID(high: 7, low: number),
            vault: vault,
            holderKey: holderKey.bytes,
            stretching: nil,
            keys: keys,
            certifiedBy: try #require(control.newest(VaultKeys.control)).key,
            outerLock: surroundings
        )
    }

    private static func registry(
        _ store: InMemoryJournalStore,
        _ surroundings: TestSurroundings,
        _ files: (any FileStore)?,
        _ calendar: (any EpochCalendar)? = nil,
        _ slots: (any SlotStore)? = nil
    ) -> VaultRegistry {
        VaultRegistry(
            VaultRegistry.Surroundings(
                store: store,
                slots: slots ?? surroundings,
                outerLock: surroundings,
                consents: surroundings,
                recorder: surroundings,
                witness: surroundings,
                trackers: [Tally.self, Other.self],
                epochs: calendar,
                files: files
            ),
            byteCountLimit: 1 << 20
        )
    }
}

extension Timestamp {
    static let zero = Timestamp(milliseconds: 1_700_000_000_000)
}

/// Slots, outer lock, consents, records and witness in memory.
final class TestSurroundings: SlotStore, OuterLock, ConsentReader, OpeningRecorder, HeadWitness {
    struct State {
        var slots: [KeySlotID: KeySlot] = [:]
        var withdrawn: Set<Purpose> = []
        var openings: [Opening] = []
        var recorderFails = false
        var heads: [VaultID: JournalHead] = [:]
    }

    let state = Mutex(State())
    private let key = SharedSecret(.random(count: 32))

    func slot(_ id: KeySlotID, of vault: VaultID) async throws(VaultError) -> KeySlot? {
        state.withLock { $0.slots[id] }
    }

    func slots(of vault: VaultID) async throws(VaultError) -> [KeySlot] { state.withLock { Array($0.slots.values) } }

    func update(
        _ vault: VaultID,
        adding: [KeySlot],
        replacing: [KeySlot],
        removing: [KeySlotID]
    ) async throws(VaultError) {
        state.withLock { state in
            for slot in adding { state.slots[slot.id] = slot }
            for slot in replacing where state.slots[slot.id] != nil { state.slots[slot.id] = slot }
            for id in removing { state.slots[id] = nil }
        }
    }

    func lock(
        _ box: [UInt8],
        kind: KeySlot.Kind,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) async throws(VaultError) -> [UInt8] {
        let context = SealingContext(.outerLock, vault: vault, slot: slot, place: place)
        return SealedBox.seal(box, under: key.bytes, keyVersion: 1, context: context)
    }

    func unlock(
        _ locked: [UInt8],
        kind: KeySlot.Kind,
        vault: VaultID,
        slot: KeySlotID,
        place: [UInt8]
    ) async throws(VaultError) -> [UInt8] {
        let context = SealingContext(.outerLock, vault: vault, slot: slot, place: place)
        do { return try SealedBox.open(locked, with: key.bytes, context: context) } catch { throw .doesNotOpen }
    }

    func hasConsent(_ vault: VaultID, for purpose: Purpose) async throws(VaultError) -> Bool {
        state.withLock { !$0.withdrawn.contains(purpose) }
    }

    func record(_ opening: Opening) async throws(VaultError) {
        try state.withLock { state -> Result<Void, VaultError> in
            if state.recorderFails { return .failure(.store(.unavailable)) }
            state.openings.append(opening)
            return .success(())
        }.get()
    }

    func lastSeenHead(of vault: VaultID) async throws(VaultError) -> JournalHead? { state.withLock { $0.heads[vault] } }

    func note(_ head: JournalHead, of vault: VaultID) async throws(VaultError) {
        state.withLock { $0.heads[vault] = head }
    }
}
