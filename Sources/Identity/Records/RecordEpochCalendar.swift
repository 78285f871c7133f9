package import KeyService
package import Primitives
package import Vault

/// The births of tracker keys as sealed records of the metadata store.
///
/// - Source: docs/spec/identity-records.md §8.
package struct RecordEpochCalendar: EpochCalendar {
    private let records: SealedRecords

    package init(records: SealedRecords) { self.records = records }

    package func birth(of tracker: TrackerID, in vault: VaultID) async throws(VaultError) -> EpochBirth? {
        do {
            guard let record = try await records.read(.epoch(of: tracker, in: vault), as: EpochRecord.self) else {
                return nil
            }
            return EpochBirth(
                epoch: record.value.epoch,
                born: record.value.born,
                claimed: record.value.claimed,
                revision: record.version
            )
        } catch {
            throw VaultError(error)
        }
    }

    package func note(_ birth: EpochBirth, of tracker: TrackerID, in vault: VaultID) async throws(VaultError) {
        let record = EpochRecord(epoch: birth.epoch, born: birth.born, claimed: birth.claimed)
        do {
            try await records.put(.epoch(of: tracker, in: vault), record, expected: birth.revision)
        } catch {
            throw VaultError(error)
        }
    }

    package func renewalDemanded(for vault: VaultID) async throws(VaultError) -> Timestamp? {
        do {
            let ofAll = try await records.read(.epochDemand(of: nil), as: EpochDemand.self)?.value.since
            let ofOne = try await records.read(.epochDemand(of: vault), as: EpochDemand.self)?.value.since
            return [ofAll, ofOne].compactMap(\.self).max()
        } catch {
            throw VaultError(error)
        }
    }

    /// Asks for new keys of a vault's trackers, or of all vaults': made when each is open next.
    package func demandRenewal(of vault: VaultID?, since moment: Timestamp) async throws(VaultError) {
        do {
            try await records.put(.epochDemand(of: vault), EpochDemand(since: moment), expected: nil)
        } catch {
            throw VaultError(error)
        }
    }
}

struct EpochRecord: RecordCodable {
    let epoch: KeyEpoch
    let born: Timestamp
    let claimed: Timestamp?

    init(epoch: KeyEpoch, born: Timestamp, claimed: Timestamp?) {
        self.epoch = epoch
        self.born = born
        self.claimed = claimed
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        epoch = try reader.uint32(1)
        born = try reader.timestamp(2)
        claimed = try reader.optionalTimestamp(3)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, epoch)
        writer.append(2, born)
        if let claimed { writer.append(3, claimed) }
        return writer.bytes
    }
}

struct EpochDemand: RecordCodable {
    let since: Timestamp

    init(since: Timestamp) { self.since = since }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) { since = try FieldReader(bytes).timestamp(1) }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, since)
        return writer.bytes
    }
}
