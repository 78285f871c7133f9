import KeyService
package import Primitives
package import Vault

/// Archives that are being made, by a job that goes on while their owner is there.
///
/// - Source: docs/spec/archives.md §4 and §7.
extension IdentityService {
    /// The archive of a vault that is still to be made, opened by a session of its owner.
    ///
    /// - Returns: nil where there is nothing to do.
    /// - Throws: `.vault(.locked)` where no session of hers is open in this process; `.vault(.noConsent)`.
    package func archiveWork(of vault: VaultID) async throws(IdentityError) -> OpenedArchive? {
        guard let record = try await storedArchive(vault), record.value.state == .making else { return nil }
        let access: VaultAccess
        do { access = try await registry.ownerAccess(of: vault, purpose: .export, at: now()) } catch {
            throw .vault(error)
        }
        return try opened(record, access)
    }

    /// Keeps what a step did.
    ///
    /// - Returns: the same archive as it is now; nil where it was dropped meanwhile, or another began. What the step
    ///   wrote is deleted then.
    package func keep(_ work: OpenedArchive) async throws(IdentityError) -> OpenedArchive? {
        let key = RecordKey.archive(of: work.access.vaultID)
        do throws(SealedRecordError) {
            try await records.put(key, work.record, expected: work.version)
        } catch {
            guard error == .store(.conflict) else { throw .records(error) }
            let present = try await storedArchive(work.access.vaultID)
            if present?.value.folder != work.record.folder { try await deleteArchiveFiles(work.record.folder) }
            return nil
        }
        guard let stored = try await storedArchive(work.access.vaultID), stored.value == work.record else { return nil }
        return try opened(stored, work.access)
    }

    /// Says that nothing more comes of an archive, and deletes its files.
    package func stopArchive(of vault: VaultID, _ reason: ArchiveRecord.Stop) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            guard let present = try await storedArchive(vault), present.value.state == .making else { return }
            var record = present.value
            record.state = .stopped(reason)
            record.worked = now()
            record.point = nil
            try await write([.put(present.key, record, expected: present.version)])
            try await deleteArchiveFiles(record.folder)
        }
    }

    /// The shared books that belong into an archive, by name.
    package func archivedBooks(_ work: OpenedArchive) async throws(IdentityError) -> [(id: VaultID, name: String)] {
        var books: [(id: VaultID, name: String)] = []
        for membership in try await memberships(of: work.record.account) {
            let id = membership.value.book
            guard let book = try await storedBook(id)?.value, book.member(work.record.account) != nil else { continue }
            books.append((id, book.name))
        }
        return books.sorted { ($0.name, $0.id.bytes.description) < ($1.name, $1.id.bytes.description) }
    }

    /// Opens one of them, as the session does that the work goes on with.
    ///
    /// - Throws: as ``openBook(_:for:token:)``.
    package func openArchivedBook(_ id: VaultID, _ work: OpenedArchive) async throws(IdentityError) -> VaultAccess {
        let session = try await sessions(of: work.record.account).first { $0.slot == work.access.opening.slot }
        guard let session else { throw .vault(.locked) }
        return try await openBook(id, for: .export, session, work.access)
    }

    /// Deletes archives whose time is up.
    ///
    /// - Returns: the vaults whose archives are still being made: each needs its job.
    package func sweepArchives() async throws(IdentityError) -> [VaultID] {
        var (making, after): ([VaultID], [UInt8]?) = ([], nil)
        while true {
            let page: [OpenRecord<ArchivePointer>]
            do { page = try await records.list(.archive, owner: RecordKey.nobody, after: after) } catch {
                throw .records(error)
            }
            for pointer in page {
                let vault = pointer.value.vault
                guard let record = try await storedArchive(vault)?.value else {
                    try await write([.delete(pointer.key)])
                    continue
                }
                if now() >= record.expiry {
                    try await dropArchive(of: vault)
                } else if record.state == .making {
                    making.append(vault)
                }
            }
            guard let last = page.last else { return making }
            after = last.key.name
        }
    }
}
