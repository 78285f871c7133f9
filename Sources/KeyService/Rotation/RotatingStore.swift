package import Primitives

/// A store of sealed records as a rotation sees it.
///
/// - Source: docs/spec/key-rotation.md.
package struct RotatingStore: Sendable {
    /// Records in one batch, and so in one durable write.
    package static let batchCount = 256
    private static let batchAttemptMaximum = 3
    private static let recordAttemptMaximum = 16

    private let store: any RecordStore
    private let records: [KEKUse: SealedRecords]
    private let inner: [RecordKind: any InnerLocks]

    /// - Parameters:
    ///   - store: the metadata or the activity store.
    ///   - ring: lends the keys.
    ///   - header: the store's own.
    ///   - inner: who knows the locks inside records of a kind.
    package init(
        _ store: any RecordStore,
        ring: KeyEncryptionKeyRing,
        header: StoreHeader,
        inner: [RecordKind: any InnerLocks] = [:]
    ) {
        self.store = store
        self.inner = inner
        records = SealedRecords.byUse(in: store, ring: ring, header: header)
    }

    /// Looks at the next records and seals those anew that are under an old version.
    ///
    /// Whoever writes one of them at the same time wins; it is then looked at again.
    func batch(after key: RecordKey?) async throws(SealedRecordError) -> RewrapBatch {
        for _ in 0..<Self.batchAttemptMaximum {
            let stored: [StoredRecord]
            do { stored = try await store.scan(after: key, limit: Self.batchCount) } catch { throw .store(error) }
            let (batch, writes) = try await resealed(stored)
            guard !writes.isEmpty else { return batch }
            do {
                try await store.write(writes)
                return batch
            } catch .conflict {
                continue
            } catch {
                throw .store(error)
            }
        }
        return try await oneByOne(after: key)
    }

    private func resealed(
        _ stored: [StoredRecord]
    ) async throws(SealedRecordError) -> (batch: RewrapBatch, writes: [RecordWrite]) {
        var batch = RewrapBatch(last: stored.count == Self.batchCount ? stored.last?.key : nil)
        var writes: [RecordWrite] = []
        for record in stored {
            if let bytes = try await look(at: record, &batch) {
                writes.append(.rewrite(record.key, bytes: bytes, expected: record.version))
            }
            await Task.yield()  // a batch takes tens of milliseconds, and somebody's request must not wait for it
        }
        batch.rewrapped = writes.count
        return (batch, writes)
    }

    /// The record's bytes under the newest versions; nil when there is nothing to write.
    private func look(
        at record: StoredRecord,
        _ batch: inout RewrapBatch
    ) async throws(SealedRecordError) -> [UInt8]? {
        batch.seen += 1
        guard let use = record.key.kind.sealingUse, let records = records[use] else { return nil }
        switch try await records.resealed(record, inner: inner[record.key.kind], found: &batch.found) {
        case .fresh: return nil
        case .stale(let bytes): return bytes
        case .unreadable:
            batch.unreadable += 1
            return nil
        }
    }

    /// The slow way through records that others keep writing.
    private func oneByOne(after key: RecordKey?) async throws(SealedRecordError) -> RewrapBatch {
        let stored: [StoredRecord]
        do { stored = try await store.scan(after: key, limit: Self.batchCount) } catch { throw .store(error) }
        var batch = RewrapBatch(last: stored.count == Self.batchCount ? stored.last?.key : nil)
        for record in stored { try await rewrap(record, &batch) }
        return batch
    }

    private func rewrap(_ first: StoredRecord, _ batch: inout RewrapBatch) async throws(SealedRecordError) {
        var record = first
        for _ in 0..<Self.recordAttemptMaximum {
            guard let bytes = try await look(at: record, &batch) else { return }
            do {
                try await store.write([.rewrite(record.key, bytes: bytes, expected: record.version)])
                batch.rewrapped += 1
                return
            } catch .conflict {
                // Somebody wrote it since: perhaps under an old version, from a memory of their own.
            } catch { throw .store(error) }
            do {
                guard let again = try await store.read(record.key) else { return }
                record = again
            } catch { throw .store(error) }
        }
        throw .store(.conflict)
    }
}

/// What one batch came to.
struct RewrapBatch: Sendable {
    /// Nil at the end of the store.
    let last: RecordKey?
    var seen = 0
    var rewrapped = 0
    var unreadable = 0
    var found = KeyVersions()

    init(last: RecordKey?) { self.last = last }
}
