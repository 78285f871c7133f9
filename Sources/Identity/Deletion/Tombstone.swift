package import KeyService
package import Primitives
import Sealing
import Vault

package enum ReceiptTokenUse: TokenUse { package static let label = "flowkeep/1 deletion receipt" }

/// Whoever has it reads the receipt of a deletion.
///
/// It opens nothing else: nothing is left to be opened.
package typealias ReceiptCode = OpaqueToken<ReceiptTokenUse>

/// That an account is to be deleted, or was: all that is left of it, so that no restore brings it back.
///
/// - Shape: record 46; docs/spec/deletion.md §8.
package struct Tombstone: Sendable, Hashable, RecordCodable {
    package let account: UserAccountID
    package let vault: VaultID
    package let asked: Timestamp
    /// When it is to happen.
    package let due: Timestamp
    /// Hash of the receipt's code.
    let receipt: [UInt8]
    /// When nothing opened the vault any more.
    package internal(set) var done: Timestamp?
    /// When everything was purged for the first time; a second look follows.
    var firstPurge: Timestamp?

    init(account: UserAccountID, vault: VaultID, asked: Timestamp, due: Timestamp, receipt: [UInt8]) {
        self.account = account
        self.vault = vault
        self.asked = asked
        self.due = due
        self.receipt = receipt
    }

    /// As a restore needs it: the same before and after the purge.
    package var replayed: Tombstone {
        var replayed = self
        replayed.firstPurge = nil
        return replayed
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        account = try reader.id(1)
        vault = try reader.id(2)
        asked = try reader.timestamp(3)
        due = try reader.timestamp(4)
        receipt = try reader.bytes(5)
        done = try reader.optionalTimestamp(6)
        firstPurge = try reader.optionalTimestamp(7)
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, account)
        writer.append(2, vault)
        writer.append(3, asked)
        writer.append(4, due)
        writer.append(5, receipt)
        if let done { writer.append(6, done) }
        if let firstPurge { writer.append(7, firstPurge) }
        return writer.bytes
    }
}

/// What is kept of a receipt (sealed): the proof of one leaf.
///
/// - Shape: record 47.
struct DeletionReceiptRecord: RecordCodable {
    let leaf: DeletionLeaf
    let made: Timestamp

    init(leaf: DeletionLeaf, made: Timestamp) {
        self.leaf = leaf
        self.made = made
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        leaf = DeletionLeaf(
            opening: try reader.bytes(1),
            index: try reader.uint64(2),
            particulars: try reader.bytes(3)
        )
        made = try reader.timestamp(4)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(1, leaf.opening)
        writer.append(2, leaf.index)
        writer.append(3, leaf.particulars)
        writer.append(4, made)
        return writer.bytes
    }
}

extension RecordKey {
    /// Of tombstones whose account is purged: apart from those that are still to be worked on.
    static let purged = [UInt8](repeating: 0, count: 15) + [1]

    static func tombstone(_ account: UserAccountID) -> RecordKey { RecordKey(kind: .tombstone, name: account.bytes) }

    static func purgedTombstone(_ account: UserAccountID) -> RecordKey {
        RecordKey(kind: .tombstone, owner: purged, name: account.bytes)
    }

    static func deletionReceipt(_ hash: [UInt8]) -> RecordKey { RecordKey(kind: .deletionReceipt, name: hash) }
}
