import Identity
import KeyService
import Primitives
import Sealing
import Vault

/// A vault that nobody has an account for, opened by the drill of a restore as a person's would be.
///
/// It is made at the first backup or drill. No sign-in leads to it, and since everything that counts people begins with
/// accounts, it is in no figure, list or aggregate.
/// - Source: docs/spec/backup.md §12.
package struct CanaryVault: Sendable {
    /// Stores that may hold a canary vault: those of the installation, or a copy of them.
    struct Place: Sendable {
        let journals: any JournalStore
        let records: SealedRecords
        let ring: KeyEncryptionKeyRing
    }

    private static let byteCountLimit = 1 << 20

    private let home: Place
    private let recorder: any OpeningRecorder
    private let now: Now

    /// - Parameters:
    ///   - home: the stores of the installation.
    ///   - recorder: writes its openings down, as those of any vault.
    ///   - now: the time.
    init(home: Place, recorder: any OpeningRecorder, now: @escaping Now) {
        self.home = home
        self.recorder = recorder
        self.now = now
    }

    /// How it is opened; nil before the first backup or drill.
    func record() async throws -> CanaryRecord? { try await home.records.read(CanaryRecord.key)?.value }

    /// Writes a new mark, so that the backup made next can be told from those before it; makes the vault first where
    /// there is none.
    ///
    /// The mark is noted before it is written and again when it is: what a kill leaves between says which it may be.
    func renew() async throws {
        var record = try await made()
        let mark = CanaryMark.make(at: now())
        record.add(mark)
        try await home.records.put(CanaryRecord.key, record, expected: nil)
        try await opened(record, in: home) { registry, access in
            try await CanaryContent.write(mark, to: access, at: now())
            // Once a day a little: folded away before it is long.
            _ = await registry.maintain(at: now())
        }
        record.noteWritten(mark, at: now())
        try await home.records.put(CanaryRecord.key, record, expected: nil)
    }

    /// The mark that a copy says, out of those that it may.
    ///
    /// - Parameters:
    ///   - marks: which it may say.
    ///   - record: how the vault is opened.
    ///   - place: the copy.
    /// - Returns: the mark; nil when it says something else.
    /// - Throws: ``VaultError``, `notFound` when the vault or its slot is not there.
    func mark(among marks: [CanaryMark], _ record: CanaryRecord, in place: Place) async throws -> CanaryMark? {
        try await opened(record, in: place) { _, access in
            try await CanaryContent.mark(in: access, among: marks)
        }
    }

    private func made() async throws -> CanaryRecord {
        if let record = try await record(), try await isThere(record) { return record }
        let outerLock = KEKOuterLock(ring: home.ring)
        var random = SystemRandomNumberGenerator()
        let record = CanaryRecord(
            vault: VaultID.make(using: &random),
            slot: KeySlotID.make(using: &random),
            secret: SecureRandom.bytes(count: 32),
            made: now()
        )
        let keys = VaultKeys.make(trackers: CanaryContent.trackers.map { $0.id })
        guard let control = keys.newest(VaultKeys.control)?.key else { throw VaultError.outsideScope }
        let slot = try await KeySlot.make(
            .recoveryCode,
            id: record.slot,
            vault: record.vault,
            holderKey: SecretBytes(copying: record.secret),
            stretching: nil,
            keys: keys,
            certifiedBy: control,
            outerLock: outerLock
        )
        try await home.journals.create(record.vault)
        try await RecordSlotStore(records: home.records).update(
            record.vault,
            adding: [slot],
            replacing: [],
            removing: []
        )
        try await home.records.put(CanaryRecord.key, record, expected: nil)
        return record
    }

    /// Whether it is where the record says; an installation whose stores were put back from elsewhere makes a new one.
    private func isThere(_ record: CanaryRecord) async throws -> Bool {
        try await RecordSlotStore(records: home.records).slot(record.slot, of: record.vault) != nil
    }

    /// The way in of a person: the slot's record, its key behind two locks, the keys in it, the journal under them.
    private func opened<Outcome: Sendable>(
        _ record: CanaryRecord,
        in place: Place,
        _ body: (VaultRegistry, VaultAccess) async throws -> Outcome
    ) async throws -> Outcome {
        let slots = RecordSlotStore(records: place.records)
        let registry = VaultRegistry(
            VaultRegistry.Surroundings(
                store: place.journals,
                slots: slots,
                outerLock: KEKOuterLock(ring: place.ring),
                consents: RecordConsentReader(records: place.records),
                recorder: recorder,
                witness: RecordHeadWitness(records: place.records),
                trackers: CanaryContent.trackers
            ),
            byteCountLimit: Self.byteCountLimit
        )
        guard let slot = try await slots.slot(record.slot, of: record.vault) else { throw VaultError.notFound }
        let holderKey = SecretBytes(copying: record.secret)
        let access = try await registry.open(slot, with: holderKey, purpose: .keyMaintenance, at: now())
        defer { registry.lockAll() }
        return try await body(registry, access)
    }
}

/// Writes openings of the canary vault into the log, once the start of the process is there.
struct CanaryRecorder: OpeningRecorder {
    let recorder: any OpeningRecorder
    let startLeaf: StartLeaf

    func record(_ opening: Opening) async throws(VaultError) {
        try await startLeaf.waitForVault()
        try await recorder.record(opening)
    }
}
