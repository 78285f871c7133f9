import AuditTrail
import JSON
import Primitives
import TransparencyLog
import Web

/// What a check of files of the transparency log found.
package struct LogReport: Sendable {
    enum Finding: Sendable {
        /// The file's own event is in the log.
        case event(LogEvent, VerifiedInclusion)
        /// An account ended, and the log has it.
        case receipt(DeletionReceipt, VerifiedInclusion)
        /// The entry that was named is in the log.
        case entry(VerifiedInclusion)
        case checkpoint(Checkpoint, [VerifiedSignature])
        /// The newer tree continues the older one.
        case consistency(ConsistencyProof, Checkpoint)
        case refused(LogFileError)

        var checkpoint: Checkpoint? {
            switch self {
            case .event(_, let inclusion), .receipt(_, let inclusion), .entry(let inclusion): inclusion.checkpoint
            case .checkpoint(let checkpoint, _), .consistency(_, let checkpoint): checkpoint
            case .refused: nil
            }
        }
    }

    struct Verdict: Sendable {
        let name: String
        var finding: Finding

        var checkpoint: Checkpoint? { finding.checkpoint }
    }

    let origin: String
    let verdicts: [Verdict]
    let newestSize: UInt64?
    /// Sizes whose trees are not shown to be beginnings of the newest.
    let uncompared: [UInt64]
    /// Sizes of which that was asked for.
    let required: Set<UInt64>

    /// Whether everything that was to be shown is shown.
    package var isVerified: Bool {
        uncompared.allSatisfy { !required.contains($0) }
            && verdicts.allSatisfy { if case .refused = $0.finding { false } else { true } }
    }

    // MARK: - For people

    package var text: String {
        var lines = verdicts.flatMap(Self.lines)
        if !uncompared.isEmpty, let newestSize {
            let sizes = uncompared.map(String.init).joined(separator: ", ")
            let verb = isRequiredUncompared ? "FAILED" : "NOT COMPARED"
            lines.append(
                "\(verb): nothing here shows that the tree of \(newestSize) leaves continues the one of \(sizes). "
                    + "`flowkeep log prove --from \(uncompared[0])` makes the proof; give it with --consistency."
            )
        }
        lines.append(isVerified ? "verified: \(origin)" : "NOT VERIFIED: \(origin)")
        return lines.joined(separator: "\n")
    }

    private var isRequiredUncompared: Bool { uncompared.contains { required.contains($0) } }

    private static func lines(_ verdict: Verdict) -> [String] {
        switch verdict.finding {
        case .refused(let error): return ["\(verdict.name): FAILED", "  \(error.sentence)"]
        case .event(let event, let inclusion):
            return ["\(verdict.name): in the log", "  \(LogEventWords.sentence(event)), \(LogEventWords.time(event))"]
                + lines(inclusion)
        case .receipt(let receipt, let inclusion):
            let backups =
                receipt.backupsGone.map { "backups that held it are gone by \($0.iso)" } ?? "no backups are made"
            return [
                "\(verdict.name): in the log",
                "  An account was deleted, \(LogEventWords.time(receipt.deleted)); \(backups)",
            ] + lines(inclusion)
        case .entry(let inclusion): return ["\(verdict.name): in the log"] + lines(inclusion)
        case .checkpoint(let checkpoint, let cosignatures):
            return ["\(verdict.name): signed by the log", "  \(checkpoint.head.size) leaves"] + lines(cosignatures)
        case .consistency(let proof, _):
            return [
                "\(verdict.name): consistent",
                "  the tree of \(proof.newer) leaves continues the one of \(proof.older)",
            ]
        }
    }

    private static func lines(_ inclusion: VerifiedInclusion) -> [String] {
        ["  leaf \(inclusion.index) of a tree of \(inclusion.checkpoint.head.size)"] + lines(inclusion.cosignatures)
    }

    private static func lines(_ cosignatures: [VerifiedSignature]) -> [String] {
        cosignatures.map { "  cosigned by \($0.key.name), \(time($0))" }
    }

    /// A witness's time is at most 2^63 − 1 seconds; one that no calendar reaches is told as it is.
    private static func time(_ cosignature: VerifiedSignature) -> String {
        guard cosignature.time <= latestCalendarSecond else { return "second \(cosignature.time)" }
        return LogEventWords.time(Timestamp(seconds: Int64(cosignature.time)))
    }

    /// The end of the year 9999.
    private static let latestCalendarSecond: UInt64 = 253_402_300_799

    // MARK: - For programs

    package var json: [UInt8] {
        JSONWriter.object { writer in
            writer.member("verified", isVerified)
            writer.member("origin", origin)
            writer.memberArray("files", verdicts) { writer, verdict in
                writer.object { Self.write(verdict, &$0) }
            }
            writer.memberArray("notCompared", uncompared) { $0.integer($1) }
        }
    }

    private static func write(_ verdict: Verdict, _ writer: inout JSONWriter) {
        writer.member("file", verdict.name)
        switch verdict.finding {
        case .refused(let error):
            writer.member("verified", false)
            writer.member("error", error.code)
            writer.member("sentence", error.sentence)
        case .event(let event, let inclusion):
            writer.member("verified", true)
            writer.member("kind", "proof")
            writer.memberObject("event") { write(event, &$0) }
            write(inclusion, &writer)
        case .receipt(let receipt, let inclusion):
            writer.member("verified", true)
            writer.member("kind", "deletion-receipt")
            writer.member("deletedAt", receipt.deleted.iso)
            writer.member("backupsGoneBy", optional: receipt.backupsGone?.iso)
            write(inclusion, &writer)
        case .entry(let inclusion):
            writer.member("verified", true)
            writer.member("kind", "proof")
            write(inclusion, &writer)
        case .checkpoint(let checkpoint, let cosignatures):
            writer.member("verified", true)
            writer.member("kind", "checkpoint")
            write(checkpoint, cosignatures, &writer)
        case .consistency(let proof, let checkpoint):
            writer.member("verified", true)
            writer.member("kind", "consistency")
            writer.member("older", proof.older)
            write(checkpoint, [], &writer)
        }
    }

    private static func write(_ event: LogEvent, _ writer: inout JSONWriter) {
        writer.member("act", LogEventWords.name(event.act))
        writer.member("purpose", optional: event.purpose?.name)
        writer.member("slotKind", event.slotKind)
        writer.member("subject", event.subject.text)
        writer.member("actor", event.actor.text)
        writer.member("time", event.time.iso)
        writer.member("ordinal", event.ordinal)
        writer.member("headIndex", event.headIndex)
        writer.member("sentence", LogEventWords.sentence(event))
    }

    private static func write(_ inclusion: VerifiedInclusion, _ writer: inout JSONWriter) {
        writer.member("index", inclusion.index)
        write(inclusion.checkpoint, inclusion.cosignatures, &writer)
    }

    private static func write(
        _ checkpoint: Checkpoint,
        _ cosignatures: [VerifiedSignature],
        _ writer: inout JSONWriter
    ) {
        writer.member("size", checkpoint.head.size)
        let root = checkpoint.head.root.bytes.flatMap { [$0 >> 4, $0 & 15] }
        writer.member("root", root.map { String($0, radix: 16) }.joined())
        writer.memberArray("cosignatures", cosignatures) { writer, cosignature in
            writer.object {
                $0.member("witness", cosignature.key.name)
                $0.member("seconds", cosignature.time)
            }
        }
    }
}
