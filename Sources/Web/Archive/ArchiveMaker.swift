import AuditTrail
import Identity
import KeyService
import Money
package import Primitives
import Vault

/// Makes archives of everything, step by step, while their owners are there.
///
/// - Source: docs/spec/archives.md §4.
package struct ArchiveMaker: Sendable {
    package enum Outcome: Sendable, Hashable {
        /// There is more to do at once.
        case more
        /// Nothing is left to do.
        case done
        /// Its owner is not there: it goes on with her next opening.
        case locked
        /// She is there, and something that she chose is closed: it goes on a little later.
        case later
    }

    /// A step ends when it has written so much.
    private static let stepByteCount = 24 << 20

    let services: WebServices
    let renderer: PageRenderer

    package init(services: WebServices, renderer: PageRenderer) {
        self.services = services
        self.renderer = renderer
    }

    private var identity: IdentityService { services.identity }

    /// Does one step.
    ///
    /// - Throws: what may pass: a store or a key service that does not answer.
    package func step(_ vault: VaultID) async throws -> Outcome {
        var work: OpenedArchive?
        do {
            work = try await identity.archiveWork(of: vault)
            guard let work else { return .done }
            let locale = PageLocale(rawValue: work.record.language) ?? .standard
            return try await Words.$current.withValue(renderer.words(locale)) { try await step(work) }
        } catch {
            return try await outcome(of: error, vault, work)
        }
    }

    private func outcome(of error: any Error, _ vault: VaultID, _ work: OpenedArchive?) async throws -> Outcome {
        switch error {
        case VaultError.locked, IdentityError.vault(.locked), IdentityError.sessionLocked, IdentityError.signedOut:
            // A token or a guest may be in: then nobody would wake what waits, or it would be woken at once.
            return identity.isOpenHere(vault) ? .later : .locked
        case VaultError.outsideScope, IdentityError.vault(.outsideScope):
            // She left while others are still in, or a tracker is closed.
            return .later
        case VaultError.noConsent, IdentityError.vault(.noConsent):
            try await identity.stopArchive(of: vault, .consentWithdrawn, id: work?.record.id)
        case VaultError.damaged, VaultError.rolledBack, VaultError.newerVersion, IdentityError.vault(.damaged),
            IdentityError.vault(.rolledBack), IdentityError.vault(.newerVersion), IdentityError.records(.undecodable),
            IdentityError.records(.doesNotOpen), AuditError.damagedEvent, AuditError.notInLog, AuditError.missingKey:
            try await identity.stopArchive(of: vault, .damaged, id: work?.record.id)
        case is ArchiveError: try await identity.stopArchive(of: vault, .tooLarge, id: work?.record.id)
        default: throw error
        }
        return .done
    }

    private func step(_ work: OpenedArchive) async throws -> Outcome {
        let stored = Set(try await services.files.list(of: work.folder))
        var writing = try ArchiveWriting(work, try await point(of: work, stored), services)
        try await removeUnnamed(writing.point, work, stored)
        var isFinished = false
        while let unit = writing.point.units.first, writing.written < Self.stepByteCount {
            writing.point.units.removeFirst()
            try await write(unit, to: &writing)
            isFinished = writing.point.units.isEmpty
            // She is shown what comes next before it is begun: it may wait for her.
            if writing.point.units.first?.part != unit.part { break }
        }
        var closed = try await writing.close(isFinished: isFinished, at: services.now())
        closed.record.progress = progress(of: writing.point)
        // Where another began meanwhile, the next step finds it.
        guard let kept = try await identity.keep(closed) else { return .more }
        try await removeUnnamed(writing.point, kept, Set(try await services.files.list(of: kept.folder)))
        return isFinished ? .done : .more
    }

    private func write(_ unit: ArchivePoint.Unit, to writing: inout ArchiveWriting) async throws {
        switch unit.part {
        case .money, .book: try await ArchivedMoney(services: services).write(unit, to: &writing)
        case .receipts:
            try await ArchivedMoney(services: services).writeReceipts(unit, to: &writing, until: Self.stepByteCount)
        case .diary: try await ArchivedDiary(services: services).write(unit, to: &writing)
        case .account: try await ArchivedAccount(services: services).write(unit, to: &writing)
        case .history: try await ArchivedHistory(services: services).write(unit, to: &writing)
        case .index: try await ArchiveIndex(services: services, renderer: renderer).write(to: &writing)
        }
    }

    /// Where the work goes on, or all that is to be done: also where some of its files are gone, as after a restore or
    /// a deletion that was overtaken.
    private func point(of work: OpenedArchive, _ stored: Set<FileID>) async throws -> ArchivePoint {
        guard let kept = work.record.point, stored.contains(kept.file) else { return try await beginning(of: work) }
        let files = ArchiveWriting.files(of: work, services)
        let bytes = try await files.content(of: kept.file, key: work.key, byteCount: kept.byteCount)
        let point: ArchivePoint
        do { point = try ArchivePoint(decoding: bytes) } catch { throw VaultError.damaged(0) }
        return point.pieces.allSatisfy { stored.contains($0.file) } ? point : try await beginning(of: work)
    }

    private func beginning(of work: OpenedArchive) async throws -> ArchivePoint {
        var point = ArchivePoint()
        point.units = [.init(.money, in: "money/"), .init(.diary, in: "diary/")]
        for (number, book) in try await identity.archivedBooks(work).enumerated() {
            point.units.append(.init(.book, book: book.id, in: "books/\(number + 1)/"))
        }
        point.units += [.init(.account, in: "account/"), .init(.history, in: "account/"), .init(.index, in: "")]
        return point
    }

    /// Deletes what a killed step left, what an archive before left, and points of before.
    private func removeUnnamed(_ point: ArchivePoint, _ work: OpenedArchive, _ stored: Set<FileID>) async throws {
        var named = Set(point.pieces.map(\.file))
        if let kept = work.record.point { named.insert(kept.file) }
        let unnamed = stored.subtracting(named)
        // Whoever was held up for long may find that another did this, and went on.
        guard !unnamed.isEmpty, try await identity.isCurrent(work) else { return }
        for file in unnamed { try await services.files.delete(file, of: work.folder) }
    }

    private func progress(of point: ArchivePoint) -> ArchiveRecord.Progress {
        guard let next = point.units.first else { return ArchiveRecord.Progress(.index) }
        guard next.part == .receipts else { return ArchiveRecord.Progress(next.part) }
        return ArchiveRecord.Progress(
            .receipts,
            done: point.receiptTotal - point.receipts.count,
            total: point.receiptTotal
        )
    }
}
