package import KeyService
package import Primitives

/// Which backups there are, and which keys they need: sealed records of the metadata store.
///
/// It says nothing of where they lie but a digest, by which a directory is known again. A key version that a backup
/// needs must not be destroyed while the backup is to be readable.
/// - Source: docs/spec/backup.md §7.
package struct BackupLedger: KeyVersionHolds {
    /// An owner that no person or vault has, so that these records are listed apart from others of the installation.
    private static let owner = Array("flowkeep/backups".utf8)
    /// One that was begun so long ago and never finished was killed; its keys are free again.
    private static let abandonedSeconds: Int64 = 7 * 86_400

    private let records: SealedRecords

    package init(records: SealedRecords) { self.records = records }

    /// Every key version that some backup needs, those being made included.
    ///
    /// Empty sets do not occur.
    package func neededVersions() async throws(BackupError) -> [KEKUse: Set<UInt32>] {
        try await all().reduce(KeyNeeds()) { $0.union($1.needs) }.versions.filter { !$0.value.isEmpty }
    }

    /// When the newest backup that was finished had its view taken; nil when none ever was.
    package func newest() async throws(BackupError) -> Timestamp? {
        try await all().filter(\.isWhole).map(\.made).max()
    }

    /// Drops a backup that was deleted: the keys it needed may go.
    package func forget(_ id: BackupID) async throws(BackupError) {
        do { try await records.delete(Self.key(id)) } catch { throw Self.failure(error) }
    }

    /// Makes the ledger agree with what lies in a directory.
    ///
    /// What was made there and is gone is forgotten; what lies there and was made elsewhere, or by the installation
    /// that this one was restored from, is known from now on as being there.
    ///
    /// - Parameters:
    ///   - directory: without links.
    ///   - present: every backup in it that has its name.
    /// - Throws: ``BackupError``; what was written before stays.
    func reconcile(_ directory: String, present: Set<BackupID>) async throws(BackupError) {
        let place = BackupRecord.place(directory)
        for record in try await all() {
            if present.contains(record.id) {
                guard !record.isWhole || record.place != place else { continue }
                let found = BackupRecord(
                    id: record.id,
                    made: record.made,
                    isWhole: true,
                    needs: record.needs,
                    place: place
                )
                try await put(found)
            } else if record.isWhole, record.place == place {
                try await forget(record.id)
            }
        }
    }

    /// Whether it knows a backup.
    func contains(_ id: BackupID) async throws(BackupError) -> Bool { try await all().contains { $0.id == id } }

    func begin(_ id: BackupID, at moment: Timestamp, needs: KeyNeeds, in directory: String) async throws(BackupError) {
        for record in try await all() where !record.isWhole {
            if record.made < moment.adding(seconds: -Self.abandonedSeconds) { try await forget(record.id) }
        }
        let place = BackupRecord.place(directory)
        try await put(BackupRecord(id: id, made: moment, isWhole: false, needs: needs, place: place))
    }

    func finish(
        _ id: BackupID,
        at moment: Timestamp,
        needs: KeyNeeds,
        in directory: String
    ) async throws(BackupError) {
        let place = BackupRecord.place(directory)
        try await put(BackupRecord(id: id, made: moment, isWhole: true, needs: needs, place: place))
    }

    private func put(_ record: BackupRecord) async throws(BackupError) {
        do { try await records.put(Self.key(record.id), record, expected: nil) } catch { throw Self.failure(error) }
    }

    private func all() async throws(BackupError) -> [BackupRecord] {
        var found: [BackupRecord] = []
        var last: [UInt8]?
        while true {
            let page: [OpenRecord<BackupRecord>]
            do { page = try await records.list(.installation, owner: Self.owner, after: last) } catch {
                throw Self.failure(error)
            }
            guard let end = page.last else { return found }
            found += page.map(\.value)
            last = end.key.name
        }
    }

    private static func key(_ id: BackupID) -> RecordKey {
        RecordKey(kind: .installation, owner: owner, name: id.bytes)
    }

    static func failure(_ error: SealedRecordError) -> BackupError {
        switch error {
        case .store(let error): .store(error)
        case .key(let error): .key(error)
        case .doesNotOpen, .undecodable: .notRecorded
        }
    }
}
