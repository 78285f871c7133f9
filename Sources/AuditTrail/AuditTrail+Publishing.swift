package import Primitives
package import TransparencyLog

extension AuditTrail {
    /// Publishes a checkpoint where one is due.
    ///
    /// - Returns: It, or nil when none was due.
    package func publishIfDue(now: Timestamp) async throws(AuditError) -> Checkpoint? {
        let running = try running()
        do {
            return try await running.log.publishIfDue(now: now) { Self.covers($0, $1, under: running.installation) }
        } catch {
            throw .log(error)
        }
    }

    /// Publishes a checkpoint now.
    package func publish() async throws(AuditError) -> Checkpoint? {
        let running = try running()
        do {
            return try await running.log.publish { Self.covers($0, $1, under: running.installation) }
        } catch {
            throw .log(error)
        }
    }

    /// The checkpoint that is published; nil before the first.
    package func checkpoint() async throws(AuditError) -> Checkpoint? {
        let running = try running()
        do { return try await running.log.checkpoint() } catch { throw .log(error) }
    }

    /// The key that the log's checkpoints are signed with, and its name.
    package func signerKey() throws(AuditError) -> NoteKey { try running().signerKey }

    /// Adds witnesses' cosignatures to the published checkpoint.
    package func add(_ lines: [NoteSignature], by witnesses: [NoteKey]) async throws(AuditError) {
        let running = try running()
        do { try await running.log.add(lines, by: witnesses) } catch { throw .log(error) }
    }

    /// A tile or a bundle as it is published; nil when there is none.
    package func bytes(of resource: LogResource) async throws(AuditError) -> [UInt8]? {
        do { return try await store.bytes(of: resource) } catch { throw .tile(.tile(error)) }
    }

    /// What is damaged of the log under a verified head, by making all of it anew.
    package func damage(under head: TreeHead) async -> [LogDamage] {
        await LogInspection.damage(under: head, in: store)
    }

    /// The root of the first `size` leaves of the tree with this head.
    package func root(of size: UInt64, under head: TreeHead) async throws(AuditError) -> TreeHash {
        do throws(TileProverError) {
            return try await TileProver.root(of: size, size: head.size, from: store)
        } catch {
            throw .tile(error)
        }
    }

    private static func covers(_ index: UInt64, _ count: Int, under key: LogKey) -> [LogLeaf] {
        (0..<UInt64(count)).map { LogLeaf(.cover(at: index + $0), logKey: key.bytes) }
    }
}
