package import KeyService
package import Primitives
package import Vault

/// The metadata store's copy of each vault's head, so that a vaults store put back from a copy is noticed.
package struct RecordHeadWitness: HeadWitness {
    private let records: SealedRecords

    package init(records: SealedRecords) { self.records = records }

    package func lastSeenHead(of vault: VaultID) async throws(VaultError) -> JournalHead? {
        do { return try await records.read(.head(of: vault), as: HeadRecord.self)?.value.head } catch {
            throw VaultError(error)
        }
    }

    package func note(_ head: JournalHead, of vault: VaultID) async throws(VaultError) {
        do {
            let present = try await records.read(.head(of: vault), as: HeadRecord.self)
            // Never backwards: two processes may note in either order.
            if let present, present.value.head.index >= head.index { return }
            try await records.put(.head(of: vault), HeadRecord(head: head), expected: present?.version ?? 0)
        } catch .store(.conflict) {
            return  // somebody noted a head at the same time: either is a true one, and the next note goes on from it
        } catch {
            throw VaultError(error)
        }
    }
}

struct HeadRecord: RecordCodable {
    let head: JournalHead

    init(head: JournalHead) { self.head = head }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        head = JournalHead(index: try reader.uint64(1), hash: try reader.bytes(2))
        guard head.hash.count == 32 else { throw .width(2) }
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, head.index)
        writer.append(2, head.hash)
        return writer.bytes
    }
}
