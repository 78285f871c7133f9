import Primitives
import Sealing

/// A tracker's state at a journal index, sealed: what makes opening fast and deletion real.
///
/// - Source: docs/spec/vault-format.md §6.
struct SnapshotSealer: Sendable {
    private static let version: UInt8 = 1
    private static let stateByteCountMaximum = 1 << 30

    let vault: VaultID

    /// What a snapshot holds once it is opened.
    struct Content: Sendable {
        let head: JournalHead
        let schema: UInt16
        let idempotency: RecentKeys
        let state: [UInt8]
    }

    /// The name a tracker's snapshot is stored under: 16 bytes that only a holder of its key can compute.
    func name(of tracker: TrackerID, key: SharedSecret) -> [UInt8] {
        var message = LengthPrefixed()
        message.append(vault.bytes)
        message.append(tracker.rawValue)
        return Array(Authenticator.tag("flowkeep/1 snapshot name", message.bytes, key: key.bytes).prefix(16))
    }

    func seal(_ content: Content, tracker: TrackerID, epoch: KeyEpoch, key: SharedSecret) -> StoredSnapshot {
        let compressed = Compression.compress(content.state)
        var writer = ByteWriter(reservingCapacity: (compressed ?? content.state).count + 4096)
        writer.append(Self.version)
        writer.append((compressed == nil ? 0 : 1) as UInt8)
        writer.append(content.schema)
        writer.append(content.head.index)
        writer.append(content.head.hash)
        writer.append(counted: content.idempotency.encoded())
        writer.append(UInt64(content.state.count))
        writer.append(counted: compressed ?? content.state)
        let padding = Padding.paddedByteCount(writer.bytes.count) - writer.bytes.count
        writer.append(repeatElement(0, count: padding))
        let name = name(of: tracker, key: key)
        let context = context(tracker: tracker, name: name, index: content.head.index)
        let bytes = SealedBox.seal(writer.bytes, under: key.bytes, keyVersion: epoch, context: context)
        return StoredSnapshot(name: name, index: content.head.index, bytes: bytes)
    }

    /// - Throws: ``VaultError/damaged(_:)`` or `.newerVersion`.
    func open(_ snapshot: StoredSnapshot, tracker: TrackerID, key: SharedSecret) throws(VaultError) -> Content {
        do {
            let context = context(tracker: tracker, name: snapshot.name, index: snapshot.index)
            var reader = ByteReader(try SealedBox.open(snapshot.bytes, with: key.bytes, context: context))
            guard try reader.read(UInt8.self) == Self.version else { throw VaultError.newerVersion }
            let isCompressed = try reader.read(UInt8.self) & 1 != 0
            let schema: UInt16 = try reader.read()
            let head = JournalHead(index: try reader.read(), hash: Array(try reader.read(count: 32)))
            let idempotency = try RecentKeys(decoding: Array(try reader.readCounted(maximum: 1 << 20)))
            let rawCount = try reader.read(UInt64.self)
            guard rawCount <= Self.stateByteCountMaximum else { throw VaultError.damaged(0) }
            let stored = try reader.readCounted(maximum: Self.stateByteCountMaximum)
            guard let state = isCompressed ? Compression.decompress(stored, count: Int(rawCount)) : Array(stored),
                state.count == Int(rawCount), head.index == snapshot.index
            else { throw VaultError.damaged(0) }
            return Content(head: head, schema: schema, idempotency: idempotency, state: state)
        } catch let error as VaultError {
            throw error
        } catch {
            throw .damaged(0)
        }
    }

    private func context(tracker: TrackerID, name: [UInt8], index: JournalIndex) -> SealingContext {
        var place = LengthPrefixed()
        place.append("vaults")
        place.append(tracker.rawValue)
        place.append(name)
        place.append(index)
        return SealingContext(.snapshot, vault: vault, place: place.bytes)
    }
}
