import Assurance
import Identity
import KeyService
import Money
import Primitives
import SQLiteStore
import Sealing
import Synchronization
import Vault

/// LAW-2: openings without consent.
struct PurposeCheck: PromiseCheck {
    let promise = PromiseID.law2
    let method =
        "Makes a vault in memory that nobody owns, with the code that keeps all others, and opens it for each purpose: "
        + "refused before consent, allowed after, refused again once it is withdrawn. Each opening must be written "
        + "down with its purpose."
    let now: Now
    /// Who knows of consents, over the records in memory.
    var consents: @Sendable (SealedRecords) -> any ConsentReader = { RecordConsentReader(records: $0) }

    private static let purposes = Purpose.allCases.filter { $0 != .keyMaintenance }

    func run() async throws -> PromiseFinding {
        let vault = try await EmptyVault(now: now, consents: consents)
        var (before, allowed, after) = (0, 0, 0)
        for purpose in Self.purposes {
            if await vault.opens(for: purpose) { before += 1 }
            try await vault.setConsent(purpose, isGiven: true)
            if await vault.opens(for: purpose) { allowed += 1 }
            try await vault.setConsent(purpose, isGiven: false)
            if await vault.opens(for: purpose) { after += 1 }
        }
        let count = Self.purposes.count
        // What was refused is written down as well: its key was used, for no purpose of hers.
        let written = vault.writtenPurposes.filter { $0 != .keyMaintenance }
        return PromiseFinding([
            Evidence("Before consent", "\(count) tried, \(before) opened", isAsPromised: before == 0),
            Evidence("With consent", "\(count) tried, \(allowed) opened", isAsPromised: allowed == count),
            Evidence("After it was withdrawn", "\(count) tried, \(after) opened", isAsPromised: after == 0),
            Evidence(
                "Openings written down with their purpose",
                "\(written.count)",
                isAsPromised: written == Self.purposes
            ),
        ])
    }
}

/// A vault in memory that nobody owns: real code over stores that end with it.
private final class EmptyVault: Sendable {
    private let registry: VaultRegistry
    private let records: SealedRecords
    private let slot: KeySlot
    private let holderKey: SharedSecret
    private let recorder = RecorderInMemory()
    private let now: Now

    init(now: @escaping Now, consents: (SealedRecords) -> any ConsentReader) async throws {
        self.now = now
        let stores = try await CheckedStores(now: now)
        records = stores.records
        registry = stores.registry(recorder: recorder, consents: consents(records))
        holderKey = SharedSecret(.random(count: 32))
        guard let id = VaultID(bytes: SecureRandom.bytes(count: 16)),
            let slotID = KeySlotID(bytes: SecureRandom.bytes(count: 16))
        else { throw VaultError.notFound }
        let keys = VaultKeys.make(trackers: registry.trackers)
        guard let control = keys.newest(VaultKeys.control)?.key else { throw VaultError.outsideScope }
        slot = try await KeySlot.make(
            .session,
            id: slotID,
            vault: id,
            holderKey: holderKey.bytes,
            stretching: nil,
            keys: keys,
            certifiedBy: control,
            outerLock: stores.outerLock
        )
        try await stores.journals.create(id)
    }

    deinit { registry.lockAll() }

    var writtenPurposes: [Purpose] { recorder.purposes }

    func opens(for purpose: Purpose) async -> Bool {
        do {
            _ = try await registry.open(slot, with: holderKey.bytes, purpose: purpose, at: now())
            return true
        } catch {
            return false
        }
    }

    func setConsent(_ purpose: Purpose, isGiven: Bool) async throws {
        let key = RecordKey(kind: .consent, owner: slot.vault.bytes, name: [purpose.rawValue])
        var consent = ConsentRecord(purpose: purpose, given: now())
        if !isGiven { consent.withdrawn = now() }
        try await records.put(key, consent, expected: nil)
        if !isGiven { registry.endOpenings(of: slot.vault, for: purpose) }
    }
}

private final class RecorderInMemory: OpeningRecorder {
    private let openings = Mutex<[Opening]>([])

    var purposes: [Purpose] { openings.withLock { $0.map(\.purpose) } }

    func record(_ opening: Opening) async throws(VaultError) { openings.withLock { $0.append(opening) } }
}
