import Foundation
import Jobs
import KeyService
import Primitives
import SQLiteStore
import Synchronization
import TestSupport
import Testing
import TransparencyLog
import Vault

/// The stores that the contract is run against.
///
/// A new store joins here and in ``open()``, and nowhere else.
enum StoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case memory
    case sqlite

    var testDescription: String { rawValue }

    func open() throws -> OpenStores {
        switch self {
        case .memory:
            OpenStores(
                journal: InMemoryJournalStore(),
                records: InMemoryRecordStore(),
                leases: InMemoryLeaseStore(),
                jobs: InMemoryJobStore(),
                log: InMemoryLogStore(),
                files: InMemoryFileStore()
            )
        case .sqlite:
            try OpenStores(in: KeptDirectories.make())
        }
    }
}

/// Directories that live as long as the tests: a test keeps only the store that it asks, and the directory would go.
private enum KeptDirectories {
    private static let all = Mutex<[TemporaryDirectory]>([])
    private static let removal: Void = {
        _ = atexit { KeptDirectories.all.withLock { $0 = [] } }
    }()

    static func make() throws -> TemporaryDirectory {
        _ = removal
        let directory = try TemporaryDirectory("contract")
        all.withLock { $0.append(directory) }
        return directory
    }
}

/// One of each store.
struct OpenStores: Sendable {
    let journal: any JournalStore
    let records: any RecordStore
    let leases: any LeaseStore
    let jobs: any JobStore
    let log: any LogStore
    let files: any FileStore

    init(
        journal: any JournalStore,
        records: any RecordStore,
        leases: any LeaseStore,
        jobs: any JobStore,
        log: any LogStore,
        files: any FileStore
    ) {
        self.journal = journal
        self.records = records
        self.leases = leases
        self.jobs = jobs
        self.log = log
        self.files = files
    }

    init(in directory: TemporaryDirectory) throws {
        let stores = try SQLiteStores.open(directory: directory.path, environment: "test", region: "here")
        journal = stores.vaults
        records = stores.metadata
        leases = stores.leases
        jobs = stores.jobs
        log = stores.log
        files = stores.files
    }
}

extension VaultID {
    static let alice = VaultID(high: 1, low: 1)
    static let bob = VaultID(high: 2, low: 2)
}

/// Whether a write went through; false when somebody else's did.
///
/// Any other failure is thrown.
func succeeds(_ write: () async throws(StoreError) -> Void) async throws(StoreError) -> Bool {
    do throws(StoreError) {
        try await write()
        return true
    } catch .conflict {
        return false
    }
}
