import Cycle
import Identity
import KeyService
import Money
import SQLiteStore
import Vault

extension AppServices {
    /// The open vaults of this process, with every tracker that this version has.
    static func vaults(
        _ stores: SQLiteStores,
        _ metadata: SealedRecords,
        _ outerLock: any OuterLock,
        _ recorder: any OpeningRecorder,
        byteCountLimit: Int
    ) -> VaultRegistry {
        VaultRegistry(
            VaultRegistry.Surroundings(
                store: stores.vaults,
                slots: RecordSlotStore(records: metadata),
                outerLock: outerLock,
                consents: RecordConsentReader(records: metadata),
                recorder: recorder,
                witness: RecordHeadWitness(records: metadata),
                trackers: [MoneyTracker.self, CycleTracker.self],
                epochs: RecordEpochCalendar(records: metadata),
                files: stores.files
            ),
            byteCountLimit: byteCountLimit
        )
    }
}
