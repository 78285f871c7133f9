import Backup
import CPlatform
import Foundation
import Glibc
import Primitives
import SQLiteStore

/// The stores made of a backup, opened once as a start would, and checked as `flowkeep doctor` does.
enum StagedStores {
    /// - Throws: ``BackupError/damagedPart(_:)`` or ``BackupError/store(_:)``.
    static func check(_ directory: String, environment: String, region: String) async throws(BackupError) {
        let stores: SQLiteStores
        do {
            stores = try SQLiteStores.open(directory: directory, environment: environment, region: region)
        } catch { throw .store(error) }
        let (damaged, journalCount): ([StoreHeader.Kind], Int)
        do throws(StoreError) {
            damaged = try await stores.damagedStores()
            journalCount = try await StoresCheck.count(stores.vaults).damaged.count
            try await stores.close()
        } catch { throw .store(error) }
        let part = damaged.first.flatMap { BackupPart(rawValue: $0.rawValue) } ?? (journalCount > 0 ? .vaults : nil)
        if let part { throw .damagedPart(part) }
    }

    /// Makes everything below a directory durable, whatever number of files that is.
    static func sync(_ directory: String) throws(BackupError) {
        let number = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system(errno) }
        defer { _ = close(number) }
        guard fk_sync_file_system(number) == 0 else { throw .system(errno) }
    }

    static func remove(_ directory: String) throws(BackupError) {
        do { try FileManager.default.removeItem(atPath: directory) } catch { throw .system(EIO) }
    }
}
