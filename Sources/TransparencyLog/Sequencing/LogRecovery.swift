/// Takes up a log from what is durable, after any crash, or says why it cannot be.
///
/// - Source: docs/spec/transparency-log.md §10.
package enum LogRecovery {
    /// Reads a log.
    ///
    /// - Parameters:
    ///   - origin: The log's name.
    ///   - logKey: Its key.
    ///   - store: Where it is kept.
    ///   - known: Heads of this log known from elsewhere (a witness, a copy in another store), which the store must
    ///     hold or continue: what finds that the whole of it was rolled back.
    /// - Returns: The log where it was left, an unfinished publication among it.
    /// - Throws: ``LogDamage``.
    package static func sequencer(
        origin: String,
        logKey: NoteKey,
        store: some LogStore,
        known: [TreeHead] = []
    ) async throws(LogDamage) -> LogSequencer {
        let stored: StoredLog
        do { stored = try await store.storedLog() } catch { throw .store(error) }
        let published = try checkpoint(stored.checkpoint, logKey: logKey, origin: origin)
        let publishedHead = published?.head ?? .empty(origin: origin)
        let intent = try intent(stored.intent, published: publishedHead)
        var builder = try await edge(of: publishedHead, from: store)
        let unfinished = try replay(stored, intent: intent, published: publishedHead.size, into: &builder)
        for head in known { try await check(head, published: publishedHead, store: store) }
        return LogSequencer(
            origin: origin,
            published: published,
            builder: builder,
            intent: stored.intent,
            unfinished: unfinished
        )
    }

    private static func checkpoint(
        _ bytes: [UInt8]?,
        logKey: NoteKey,
        origin: String
    ) throws(LogDamage) -> Checkpoint? {
        guard let bytes else { return nil }
        do {
            return try UnverifiedCheckpoint(parsing: bytes).verified(by: logKey, origin: origin)
        } catch { throw .checkpoint(error) }
    }

    private static func intent(_ bytes: [UInt8]?, published: TreeHead) throws(LogDamage) -> TreeHead? {
        guard let bytes else {
            guard published.size == 0 else { throw .intentMissing(published: published.size) }
            return nil
        }
        let intent: TreeHead
        do { intent = try TreeHead(parsing: bytes) } catch { throw .intent(error) }
        guard intent.origin == published.origin else { throw .intent(.foreignOrigin) }
        guard intent.extensions.isEmpty else { throw .intent(.extensions) }
        guard intent.size >= published.size else {
            throw .intentRolledBack(intent: intent.size, published: published.size)
        }
        guard intent.size > published.size || intent.root == published.root else {
            throw .forked(size: intent.size)
        }
        return intent
    }

    /// The builder at the published size, from the partial tiles there, checked against the root.
    private static func edge(of head: TreeHead, from source: some TileSource) async throws(LogDamage) -> TileBuilder {
        var rows: [[TreeHash]] = []
        var entries: [[UInt8]] = []
        do throws(TileError) {
            for tile in Tile.edge(of: head.size) {
                while rows.count < Int(tile.level) { rows.append([]) }
                rows.append(try await source.hashes(of: tile))
                guard tile.level == 0 else { continue }
                entries = try await source.entries(of: tile)
                guard entries.map({ TreeHash.leaf($0) }) == rows[0] else {
                    throw TileError.entriesDiffer(.entries(tile))
                }
            }
        } catch {
            throw .tile(error)
        }
        guard let builder = TileBuilder(size: head.size, rows: rows, entries: entries), builder.root == head.root else {
            throw .rootDiffers(size: head.size)
        }
        return builder
    }

    /// Appends the entries beyond the published ones, and finds the head that was about to be signed.
    private static func replay(
        _ stored: StoredLog,
        intent: TreeHead?,
        published: UInt64,
        into builder: inout TileBuilder
    ) throws(LogDamage) -> TreeHead? {
        let needed = max(published, intent?.size ?? 0)
        guard stored.endIndex >= needed else {
            throw .sequenceRolledBack(end: stored.endIndex, expected: needed)
        }
        guard stored.firstIndex <= published else {
            throw .entriesMissing(from: published, to: stored.firstIndex)
        }
        for entry in stored.entries.dropFirst(Int(published - stored.firstIndex)) {
            guard entry.count == LogLeaf.byteCount else { throw .malformedEntry(index: builder.size) }
            builder.append(entry)
            guard let intent, builder.size == intent.size, builder.root != intent.root else { continue }
            throw .forked(size: intent.size)
        }
        return intent.flatMap { $0.size > published ? $0 : nil }
    }

    private static func check(
        _ known: TreeHead,
        published: TreeHead,
        store: some LogStore
    ) async throws(LogDamage) {
        guard known.origin == published.origin else { throw .checkpoint(.foreignOrigin) }
        guard known.size <= published.size else {
            throw .rolledBack(known: known.size, published: published.size)
        }
        let root: TreeHash
        do {
            root = try await TileProver.root(of: known.size, size: published.size, from: store)
        } catch .tile(let error) {
            throw .tile(error)
        } catch {
            throw .forked(size: known.size)
        }
        guard root == known.root else { throw .forked(size: known.size) }
    }
}
