import AuditTrail
import Identity
import JSON
import Primitives
import TransparencyLog
import Vault

/// The access history in an archive: every act, and the proof of each that a checkpoint covers.
struct ArchivedHistory {
    /// Acts of one file and one archive of proofs.
    private static let actCount = 500

    let services: WebServices

    /// One file of acts, newest first, with its proofs; a unit for those below.
    func write(_ unit: ArchivePoint.Unit, to writing: inout ArchiveWriting) async throws {
        let subject = LogSubjectID(writing.archive.access.vaultID)
        let acts = try await services.audit.history(of: subject, below: unit.below, limit: Self.actCount)
        guard !acts.isEmpty || unit.number == 1 else { return }
        let key = try services.audit.signerKey().text
        let mark = unit.number == 1 ? "" : "-\(unit.number)"
        let json = JSONWriter.object { writer in
            writer.member("logKey", key)
            writer.memberArray("items", acts) { AccessHistoryAPI.write($1, to: &$0) }
        }
        try await writing.file("\(unit.folder)access-history\(mark).json", json)
        var proofs = TapeArchive()
        for act in acts where act.isProven {
            let event = act.entry.event
            guard let proof = try await services.audit.proof(of: subject, ordinal: event.ordinal) else { continue }
            proofs.append("flowkeep-\(event.ordinal).tlog-proof", proof.bytes, at: event.time)
        }
        proofs.append("log-key.txt", Array((key + "\n").utf8), at: services.now())
        try await writing.file("\(unit.folder)proofs\(mark).tar", proofs.finished())
        guard let oldest = acts.last?.entry.event.ordinal, oldest > 0, acts.count == Self.actCount else { return }
        var next = unit
        next.below = oldest
        next.number += 1
        writing.point.units.insert(next, at: 0)
    }
}
