import Primitives
import SQLiteStore
import TransparencyLog

/// The transparency log as its store holds it: everything but the signature, which takes the log's key.
enum LogFindings {
    private static let namedMaximum = 5

    static func findings(_ log: SQLiteLogStore) async -> [Finding] {
        let stored: StoredLog
        do { stored = try await log.storedLog() } catch {
            return [.broken("log", "The transparency log cannot be read; restore the activity store from a backup.")]
        }
        guard let bytes = stored.checkpoint else { return [.ok("log", "The transparency log has no checkpoint yet.")] }
        let head: TreeHead
        do { head = try UnverifiedCheckpoint(parsing: bytes).claimedHead } catch {
            return [.broken("log", LogDamage.checkpoint(error).sentence)]
        }
        guard stored.endIndex >= head.size else {
            let damage = LogDamage.sequenceRolledBack(end: stored.endIndex, expected: head.size)
            return [.broken("log", damage.sentence)]
        }
        let damage = await LogInspection.damage(under: head, in: log)
        guard damage.isEmpty else {
            return damage.prefix(namedMaximum).map { .broken("log", $0.sentence) }
        }
        return [.ok("log", "All \(head.size) leaves of the transparency log fit its checkpoint.")]
    }
}
