package import KeyService
package import Primitives
package import Vault

/// Consents as sealed records of the metadata store.
package struct RecordConsentReader: ConsentReader {
    private let records: SealedRecords
    private let notices: NoticeVersions

    package init(records: SealedRecords, notices: NoticeVersions = .today) {
        self.records = records
        self.notices = notices
    }

    package func hasConsent(_ vault: VaultID, for purpose: Purpose) async throws(VaultError) -> Bool {
        // Without key work there is no account to consent to anything with.
        if purpose == .keyMaintenance { return true }
        do {
            guard let record = try await records.read(.consent(purpose, of: vault), as: ConsentRecord.self) else {
                return false
            }
            return record.value.isInForce(under: notices)
        } catch {
            throw VaultError(error)
        }
    }
}
