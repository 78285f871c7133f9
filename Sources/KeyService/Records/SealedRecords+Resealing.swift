import Primitives
import Sealing

extension SealedRecords {
    /// What a rotation makes of a record.
    enum Resealed: Sendable {
        /// Everything in it is under the newest versions, or under no key of the ring.
        case fresh
        case stale([UInt8])
        /// It does not open: left as it is, for `flowkeep doctor` to name.
        case unreadable
    }

    /// A record's box under the newest version of its key, with its inner locks under theirs.
    ///
    /// `found` gets the versions that were met, before anything is sealed anew.
    func resealed(
        _ record: StoredRecord,
        inner: (any InnerLocks)?,
        found: inout KeyVersions
    ) async throws(SealedRecordError) -> Resealed {
        let version: UInt32
        do { version = try SealedBox.keyVersion(of: record.bytes[...]) } catch { return .unreadable }
        // Version 0 is no KEK's: such a box is under a key of its own (the events of the access history).
        guard version > 0 else { return .fresh }
        found.insert(use, version)
        let newest: KeyEncryptionKey
        do { newest = try await ring.key(use) } catch { throw .key(error) }
        guard inner != nil || version != newest.version else { return .fresh }
        do throws(SealedRecordError) {
            let plaintext = try await openedPlaintext(record)
            let relocked = try await inner?.relocked(plaintext, at: record.key, found: &found)
            guard relocked != nil || version != newest.version else { return .fresh }
            return .stale(sealed(relocked ?? plaintext, at: record.key, under: newest))
        } catch {
            switch error {
            case .doesNotOpen, .undecodable: return .unreadable
            case .key, .store: throw error
            }
        }
    }
}
