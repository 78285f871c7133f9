package import KeyService
package import Primitives

/// The keys of the epochs of backups: made when an epoch begins, in no backup, and destroyed by day 23.
///
/// - Source: docs/spec/backup.md §13.
package struct EpochKeys: Sendable {
    /// Told when a key is gone, after the key service was seen not to have it.
    ///
    /// Becomes a leaf of the transparency log; what it throws has the look tried again.
    package typealias Recorded = @Sendable (EpochKey) async throws -> Void

    /// An owner that no person or vault has, so that these records are listed apart from others of the installation.
    private static let owner = Array("flowkeep/endings".utf8)
    /// That a key was is kept for as long as anybody may ask why a copy of an old backup does not open.
    private static let keptSeconds: Int64 = 90 * 86_400

    let keyManagement: any DatedKeyManagement
    private let records: SealedRecords
    private let installation: StoreID
    private let plan: EpochPlan
    private let now: Now
    private let recorded: Recorded

    /// - Parameters:
    ///   - keyManagement: makes and ends the keys.
    ///   - records: of the metadata store, which keep that they are.
    ///   - installation: part of the names of the keys.
    ///   - plan: of the key service.
    ///   - now: the time.
    ///   - recorded: see ``Recorded``.
    package init(
        keyManagement: any DatedKeyManagement,
        records: SealedRecords,
        installation: StoreID,
        plan: EpochPlan,
        now: @escaping Now,
        recorded: @escaping Recorded
    ) {
        self.keyManagement = keyManagement
        self.records = records
        self.installation = installation
        self.plan = plan
        self.now = now
        self.recorded = recorded
    }

    /// The epoch that is now, with its key; made when it is the first time in it.
    package func current() async throws(BackupError) -> BackupEpoch {
        let began = plan.beginning(of: now())
        if let known = try await record(began), known.destroyed == nil, try await isUsable(known.epoch.keyID) {
            return known.epoch
        }
        let alias = "alias/flowkeep-backup-\(installation.text)-\(began.compactText.prefix(8))"
        let id: String
        do throws(KeyServiceError) {
            if let found = try await enabledKey(alias) {
                id = found  // made by a process that ended before it was written down
            } else {
                id = try await keyManagement.createKey(
                    description: "flowkeep backups of one epoch",
                    alias: alias,
                    ending: plan.end(from: began)
                )
            }
        } catch { throw .key(.keyService(error)) }
        let epoch = plan.epoch(from: began, keyID: id)
        try await put(EpochKey(epoch))
        return epoch
    }

    /// Ends the keys whose time is over, and has those written down that are gone.
    ///
    /// - Returns: whether anything changed.
    package func settle() async throws(BackupError) -> Bool {
        var changed = false
        for var key in try await all() {
            if let destroyed = key.destroyed {
                guard destroyed.adding(seconds: Self.keptSeconds) < now() else { continue }
                try await forget(key)
            } else if key.epoch.isOver(at: now()) {
                guard try await end(&key) else { continue }
                try await put(key)
            } else {
                continue
            }
            changed = true
        }
        return changed
    }

    /// The keys there are, and those that were, oldest first.
    package func all() async throws(BackupError) -> [EpochKey] {
        var found: [EpochKey] = []
        var last: [UInt8]?
        while true {
            let page: [OpenRecord<EpochKey>]
            do { page = try await records.list(.installation, owner: Self.owner, after: last) } catch {
                throw BackupLedger.failure(error)
            }
            guard let end = page.last else { return found }
            found += page.map(\.value)
            last = end.key.name
        }
    }

    /// Whether the key service has a key, usable or not.
    package func isThere(_ keyID: String) async throws(BackupError) -> Bool {
        do {
            _ = try await keyManagement.describeKey(keyID)
            return true
        } catch .notFound { return false } catch { throw .key(.keyService(error)) }
    }

    /// - Returns: whether anything is to be kept of it.
    private func end(_ key: inout EpochKey) async throws(BackupError) -> Bool {
        guard try await isThere(key.epoch.keyID) else {
            do { try await recorded(key) } catch { throw BackupError(wrapping: error) }
            key.destroyed = now()
            return true
        }
        guard let days = plan.waitingDays, key.told == nil else { return false }
        do { try await keyManagement.endKey(key.epoch.keyID, days: days) } catch .disabled {
            // It waits for its end already: a process ended before it was written down.
        } catch { throw .key(.keyService(error)) }
        key.told = now()
        return true
    }

    /// Whether the key service has a key and lets it be used.
    package func isUsable(_ keyID: String) async throws(BackupError) -> Bool {
        do { return try await enabledKey(keyID) != nil } catch { throw .key(.keyService(error)) }
    }

    private func enabledKey(_ name: String) async throws(KeyServiceError) -> String? {
        do {
            let key = try await keyManagement.describeKey(name)
            return key.isEnabled ? key.keyID : nil
        } catch .notFound { return nil }
    }

    private func record(_ began: Timestamp) async throws(BackupError) -> EpochKey? {
        try await all().last { $0.epoch.began == began }
    }

    private func put(_ key: EpochKey) async throws(BackupError) {
        do { try await records.put(Self.place(key), key, expected: nil) } catch { throw BackupLedger.failure(error) }
    }

    private func forget(_ key: EpochKey) async throws(BackupError) {
        do { try await records.delete(Self.place(key)) } catch { throw BackupLedger.failure(error) }
    }

    /// By its beginning, so that a list is in the order of time, and by its key: an epoch may have two.
    private static func place(_ key: EpochKey) -> RecordKey {
        var name = FieldWriter()
        name.append(1, key.epoch.began)
        name.append(1, key.epoch.keyID)
        return RecordKey(kind: .installation, owner: owner, name: name.bytes)
    }
}
