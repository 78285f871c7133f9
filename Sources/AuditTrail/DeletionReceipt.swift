import KeyService
package import Primitives
import Sealing
package import TransparencyLog

/// What a person keeps of the end of her account: what was said, and the proof that the log has it.
///
/// - Shape: text, five lines and a proof file; docs/spec/deletion.md §6.
package struct DeletionReceipt: Sendable, Hashable {
    package static let title = "flowkeep.dev/deletion-receipt@v1"
    private static let lineCount = 5

    package let deleted: Timestamp
    /// By then no backup of the installation holds it; nil where it makes none by itself.
    package let backupsGone: CalendarDay?
    package let proof: LogProofFile
    private let particulars: [UInt8]

    /// - Throws: ``DeletionReceiptError/particulars`` where the act is not the end of an account.
    package init(_ act: LastAct, proof: LogProofFile) throws(DeletionReceiptError) {
        try self.init(act.opening.event, act.particulars.encode(), proof)
    }

    private init(
        _ event: LogEvent,
        _ particulars: [UInt8],
        _ proof: LogProofFile
    ) throws(DeletionReceiptError) {
        let said: AuditParticulars
        do { said = try AuditParticulars(decoding: particulars) } catch { throw .particulars }
        guard event.act == .deletion, event.digest == Digest.sha256(particulars), case .accountDeletion = said else {
            throw .particulars
        }
        deleted = event.time
        backupsGone = said.backupsGone(after: event.time)
        self.proof = proof
        self.particulars = particulars
    }

    private var head: [String] {
        [
            Self.title, "account deleted \(deleted.iso)", "backups gone by \(backupsGone?.iso ?? "-")",
            "particulars \(String(decoding: Base64.encode(particulars), as: UTF8.self))", "",
        ]
    }

    package var bytes: [UInt8] { Array((head.joined(separator: "\n") + "\n").utf8) + proof.bytes }

    /// Reads and checks what ``bytes`` writes: the proof under the log's key, and that every line is what it proves.
    ///
    /// - Throws: ``DeletionReceiptError``.
    package static func verified(
        _ bytes: [UInt8],
        logKey: NoteKey,
        witnesses: [NoteKey] = [],
        quorum: Int = 0
    ) throws(DeletionReceiptError) -> (receipt: DeletionReceipt, inclusion: VerifiedInclusion) {
        guard bytes.count <= LogProofFile.byteCountMaximum else { throw .form }
        let lines = bytes.split(separator: 0x0A, maxSplits: lineCount, omittingEmptySubsequences: false)
        guard lines.count == lineCount + 1, lines[0].elementsEqual(title.utf8),
            lines[3].starts(with: "particulars ".utf8), let said = Base64.decode(lines[3].dropFirst(12))
        else { throw .form }
        let file: LogProofFile
        let proven: (event: LogEvent, inclusion: VerifiedInclusion)
        do throws(LogProofError) {
            file = try LogProofFile(parsing: Array(lines[lineCount]))
            proven = try file.verifyOpening(
                logKey: logKey,
                origin: logKey.name,
                witnesses: witnesses,
                quorum: quorum
            )
        } catch { throw .proof(error) }
        let receipt = try DeletionReceipt(proven.event, said, file)
        // What people read of it.
        guard zip(lines, receipt.head).allSatisfy({ $0.elementsEqual($1.utf8) }) else { throw .sentences }
        return (receipt, proven.inclusion)
    }
}

/// Why a receipt is not one.
package enum DeletionReceiptError: Error, Hashable, Sendable {
    case form
    case proof(LogProofError)
    /// The proven act is another one than its particulars say, or not the end of an account.
    case particulars
    /// What stands in words is not what is proven.
    case sentences
}

extension AuditParticulars {
    /// The day by which no backup holds an account that ended; nil where none are made, or it says something else.
    fileprivate func backupsGone(after ended: Timestamp) -> CalendarDay? {
        // More days than a calendar has are of no installation.
        guard case .accountDeletion(_, let days) = self, (1...36_500).contains(days) else { return nil }
        return ended.day().adding(days: Int(days) + 1)
    }
}

extension LastAct {
    /// The day by which no backup holds the account; nil where none are made.
    package var backupsGone: CalendarDay? { particulars.backupsGone(after: opening.event.time) }

    /// Of what was kept after the history was destroyed.
    ///
    /// - Throws: ``DeletionReceiptError/form``.
    package init(opening: [UInt8], index: UInt64, particulars: [UInt8]) throws(DeletionReceiptError) {
        do {
            self.init(
                opening: try LeafOpening(decoding: opening),
                index: index,
                particulars: try AuditParticulars(decoding: particulars)
            )
        } catch { throw .form }
    }
}
