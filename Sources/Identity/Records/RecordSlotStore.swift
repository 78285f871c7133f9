package import KeyService
package import Primitives
package import Vault

/// Key slots as sealed records of the metadata store.
package struct RecordSlotStore: SlotStore {
    let records: SealedRecords

    package init(records: SealedRecords) { self.records = records }

    package func slot(_ id: KeySlotID, of vault: VaultID) async throws(VaultError) -> KeySlot? {
        do {
            let record = try await records.read(.slot(id, of: vault), as: SlotRecord.self)
            return record?.value.slot
        } catch {
            throw VaultError(error)
        }
    }

    package func slots(of vault: VaultID) async throws(VaultError) -> [KeySlot] {
        do {
            return try await records.list(.keySlot, owner: vault.bytes, as: SlotRecord.self).map(\.value.slot)
        } catch {
            throw VaultError(error)
        }
    }

    package func update(
        _ vault: VaultID,
        adding: [KeySlot],
        replacing: [KeySlot],
        removing: [KeySlotID]
    ) async throws(VaultError) {
        do {
            var changes = adding.map { RecordChange.put(.slot($0.id, of: vault), SlotRecord(slot: $0), expected: 0) }
            for slot in replacing {
                guard let present = try await records.read(.slot(slot.id, of: vault), as: SlotRecord.self) else {
                    continue
                }
                // The version makes a sign-out between the read and this write win.
                changes.append(.put(.slot(slot.id, of: vault), SlotRecord(slot: slot), expected: present.version))
            }
            changes += removing.map { RecordChange.delete(.slot($0, of: vault)) }
            guard !changes.isEmpty else { return }
            try await records.transaction(changes)
        } catch {
            throw VaultError(error)
        }
    }
}

/// A slot in its record.
struct SlotRecord: RecordCodable {
    let slot: KeySlot

    init(slot: KeySlot) { self.slot = slot }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        do { slot = try KeySlot(decoding: bytes) } catch { throw .value(1) }
    }

    func encode() -> [UInt8] { slot.encoded() }
}

extension VaultError {
    /// What a failed record means to whoever opens a vault.
    init(_ error: SealedRecordError) {
        self =
            switch error {
            case .key(.store(let error)), .store(let error): .store(error)
            case .key(.unrecorded): .unrecorded
            case .key: .keyServiceUnavailable
            case .doesNotOpen, .undecodable: .damaged(0)
            }
    }
}
