package import KeyService
package import Primitives
package import Vault

/// Key slots as sealed records of the metadata store.
package struct RecordSlotStore: SlotStore {
    let records: SealedRecords

    package init(records: SealedRecords) { self.records = records }

    package func slot(_ id: KeySlotID, of vault: VaultID) async throws(VaultError) -> KeySlot? {
        do { return try await record(id, of: vault)?.value.slot } catch { throw VaultError(error) }
    }

    package func slots(of vault: VaultID) async throws(VaultError) -> [KeySlot] {
        do { return try await stored(of: vault).map(\.value.slot) } catch { throw VaultError(error) }
    }

    /// The slots with the versions of their records.
    func stored(of vault: VaultID) async throws(SealedRecordError) -> [OpenRecord<SlotRecord>] {
        var slots: [OpenRecord<SlotRecord>] = []
        for kind in [RecordKind.keySlot, .sessionSlot] {
            slots += try await records.list(kind, owner: vault.bytes, as: SlotRecord.self)
        }
        return slots
    }

    package func update(
        _ vault: VaultID,
        adding: [KeySlot],
        replacing: [KeySlot],
        removing: [KeySlotID]
    ) async throws(VaultError) {
        do {
            var changes = adding.map { RecordChange.add($0) }
            for slot in replacing {
                guard let present = try await records.read(slot.place(in: vault), as: SlotRecord.self) else { continue }
                // The version makes a sign-out between the read and this write win.
                changes.append(.put(slot.place(in: vault), SlotRecord(slot: slot), expected: present.version))
            }
            for id in removing {
                changes += [true, false].map { .delete(.slot(id, of: vault, isSession: $0)) }
            }
            guard !changes.isEmpty else { return }
            try await records.transaction(changes)
        } catch {
            throw VaultError(error)
        }
    }

    /// The record of a slot, whichever of the two kinds it is.
    private func record(
        _ id: KeySlotID,
        of vault: VaultID
    ) async throws(SealedRecordError) -> OpenRecord<SlotRecord>? {
        // Most often it is a session that opens a vault.
        if let found = try await records.read(.slot(id, of: vault, isSession: true), as: SlotRecord.self) {
            return found
        }
        return try await records.read(.slot(id, of: vault, isSession: false), as: SlotRecord.self)
    }
}

extension RecordChange {
    /// Puts a slot where there must be none.
    static func add(_ slot: KeySlot) -> RecordChange {
        .put(slot.place(in: slot.vault), SlotRecord(slot: slot), expected: 0)
    }

    /// Puts a slot in the place of the one that was read, or of whatever is there.
    static func replace(_ slot: KeySlot, expected: UInt64?) -> RecordChange {
        .put(slot.place(in: slot.vault), SlotRecord(slot: slot), expected: expected)
    }
}

extension KeySlot {
    func place(in vault: VaultID) -> RecordKey { .slot(id, of: vault, isSession: kind == .session) }
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
