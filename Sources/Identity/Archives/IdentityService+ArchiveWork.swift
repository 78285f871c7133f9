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
    /// - Returns: the same archive as it is now; nil where it was dropped or stopped meanwhile, or another began. What
    ///   the step wrote is named by nobody then.
    /// - Throws: `.vault(.noConsent)` where that was taken back during the step.
    package func keep(_ work: OpenedArchive) async throws(IdentityError) -> OpenedArchive? {
        let vault = work.access.vaultID
        guard try await hasConsent(.export, vault) else { throw .vault(.noConsent(.export)) }
        do throws(SealedRecordError) {
            try await records.put(.archive(of: vault), work.record, expected: work.version)
        } catch {
            guard error == .store(.conflict) else { throw .records(error) }
            return nil
        }
        guard let stored = try await storedArchive(vault), stored.value == work.record else { return nil }
        return try opened(stored, work.access)
    }

    /// Whether an archive is still as it was when a step began.
    package func isCurrent(_ work: OpenedArchive) async throws(IdentityError) -> Bool {
        try await storedArchive(work.access.vaultID)?.version == work.version
    }

    /// Whether a vault is open in this process, by whomever.
    package func isOpenHere(_ vault: VaultID) -> Bool { registry.isOpen(vault) }

    /// Says that nothing more comes of an archive, and deletes its files.
    ///
    /// - `id`: of the archive that is meant; nil for the one that is there. Another is left alone.
    package func stopArchive(
        of vault: VaultID,
        _ reason: ArchiveRecord.Stop,
        id: [UInt8]? = nil
    ) async throws(IdentityError) {
        let isStopped = try await repeating { () async throws(IdentityError) -> Bool in
            guard let present = try await storedArchive(vault), id == nil || present.value.id == id,
                present.value.state == .making || present.value.state == .ready
            else { return false }
            var record = present.value
            record.state = .stopped(reason)
            record.worked = now()
            record.point = nil
            try await write([.put(present.key, record, expected: present.version)])
            return true
        }
        if isStopped { try await deleteArchiveFiles(of: vault) }
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
    /// - Returns: the vaults whose archives are still being made: each needs its job; and the first error of one that
    ///   could not be looked at, which keeps no other from it.
    package func sweepArchives() async throws(IdentityError) -> (making: [VaultID], failure: IdentityError?) {
        var (making, after, failure): ([VaultID], [UInt8]?, IdentityError?) = ([], nil, nil)
        while true {
            let page: [OpenRecord<ArchivePointer>]
            do { page = try await records.list(.archive, owner: RecordKey.nobody, after: after) } catch {
                throw .records(error)
            }
            for pointer in page {
                do throws(IdentityError) {
                    if try await sweep(pointer) { making.append(pointer.value.vault) }
                } catch {
                    failure = failure ?? error
                }
            }
            guard let last = page.last else { break }
            after = last.key.name
        }
        return (making, failure)
    }

    /// Whether the archive of a pointer is still being made.
    private func sweep(_ pointer: OpenRecord<ArchivePointer>) async throws(IdentityError) -> Bool {
        let vault = pointer.value.vault
        guard let record = try await storedArchive(vault) else {
            try await deleteArchiveFiles(of: vault)
            try await write([.delete(pointer.key)])
            return false
        }
        guard now() >= record.value.expiry else { return record.value.state == .making }
        try await deleteArchiveFiles(of: vault)
        try await write([.delete(record.key, expected: record.version), .delete(pointer.key)])
        return false
    }
}
