import Foundation
import GRDB
import Primitives
import Synchronization

/// How connections are set up, in one place.
///
/// - Source: docs/spec/store-schema.md §4.
enum ConnectionSettings {
    static let writerCacheKibibytes = 8192
    static let readerCacheKibibytes = 2048
    static let readerCountMaximum = 4

    static func perConnection(cacheKibibytes: Int) -> [String] {
        [
            "PRAGMA trusted_schema=OFF",
            "PRAGMA cell_size_check=ON",
            "PRAGMA mmap_size=0",
            "PRAGMA temp_store=MEMORY",
            "PRAGMA cache_size=-\(cacheKibibytes)",
        ]
    }

    /// Only those that write need these.
    ///
    /// Full synchronisation is set after opening: GRDB lowers it (``StoreDatabase``).
    static let perWriter = [
        "PRAGMA auto_vacuum=INCREMENTAL",  // takes effect in a file that has no table yet
        "PRAGMA secure_delete=ON",
        "PRAGMA foreign_keys=ON",
        "PRAGMA journal_size_limit=4194304",  // bytes
        "PRAGMA wal_autocheckpoint=1000",  // pages of 4 KiB: what a kill leaves to be read again at the next start
    ]

    /// For a database that is filled once and synced at the end.
    static let perFilling = [
        "PRAGMA auto_vacuum=INCREMENTAL", "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF",
        "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA foreign_keys=OFF",
    ]
}

/// How long the writer waits for another process, changed while a WAL flush runs so that a slow reader elsewhere does
/// not hold up every write here.
final class BusyPatience: Sendable {
    /// Sleeps of 2 ms each: about 8 seconds.
    static let writing = 4000
    /// About 50 ms.
    static let flushing = 25

    private let attemptCountMaximum = Atomic(BusyPatience.writing)

    func set(_ count: Int) { attemptCountMaximum.store(count, ordering: .relaxed) }

    /// SQLite's busy handler: short sleeps, so that a process that commits without pause does not starve the other.
    func shouldRetry(after attemptCount: Int) -> Bool {
        guard attemptCount < attemptCountMaximum.load(ordering: .relaxed) else { return false }
        usleep(useconds_t(min(100 * (attemptCount + 1), 2000)))
        return true
    }
}
