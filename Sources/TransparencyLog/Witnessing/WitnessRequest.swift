import Primitives

/// A request to a witness: a checkpoint, and the proof that it continues the one cosigned last.
///
/// - Shape: `old <size>`, one base 64 hash a line, an empty line, the checkpoint.
/// - Source: docs/spec/transparency-log.md §7; C2SP tlog-witness.
package struct WitnessRequest: Sendable, Hashable {
    /// No proof between trees of fewer than 2^63 leaves is longer.
    package static let hashCountMaximum = 63

    package let older: UInt64
    package let hashes: [TreeHash]
    package let checkpoint: [UInt8]

    package init(older: UInt64, hashes: [TreeHash], checkpoint: Checkpoint) {
        self.older = older
        self.hashes = hashes
        self.checkpoint = checkpoint.bytes
    }

    /// Reads a request.
    ///
    /// - Parameter bytes: Untrusted.
    /// - Throws: ``WitnessRefusal/malformedRequest``.
    package init(parsing bytes: [UInt8]) throws(WitnessRefusal) {
        guard bytes.count <= SignedNote.byteCountMaximum else { throw .malformedRequest }
        var lines = ByteLines(bytes)
        guard let first = lines.next(), first.starts(with: Array("old ".utf8)),
            let older = Decimal.parse(first.dropFirst(4))
        else { throw .malformedRequest }
        guard let hashes = lines.nextHashes(maximum: Self.hashCountMaximum) else { throw .malformedRequest }
        self.older = older
        self.hashes = hashes
        checkpoint = Array(lines.rest)
    }

    package var bytes: [UInt8] {
        Array("old \(older)\n".utf8) + hashes.flatMap { Base64.encode($0.bytes) + [0x0A] } + [0x0A] + checkpoint
    }
}

/// Why a witness does not cosign, each with the answer that C2SP tlog-witness asks for.
package enum WitnessRefusal: Error, Hashable, Sendable {
    /// 400.
    case malformedRequest
    /// 404: not a log that the witness watches.
    case unknownLog
    /// 403: not signed by the log.
    case notSigned(CheckpointError)
    /// 400: the older size is above the checkpoint's.
    case sizesReversed
    /// 409: the witness cosigned another size last, which the answer names.
    case cosignedAnotherSize(UInt64)
    /// 409: a second tree of one size: proof that the log has forked.
    case forked(size: UInt64)
    /// 422: the proof does not show that the log only grew.
    case inconsistent(ProofError)

    /// The HTTP status of the answer.
    package var status: Int {
        switch self {
        case .malformedRequest, .sizesReversed: 400
        case .notSigned: 403
        case .unknownLog: 404
        case .cosignedAnotherSize, .forked: 409
        case .inconsistent: 422
        }
    }
}

/// A checkpoint that continues the last one which a witness cosigned: what it may cosign, once it has written down
/// that it did.
package struct ConsistentCheckpoint: Sendable, Hashable {
    package let checkpoint: Checkpoint

    private init(checkpoint: Checkpoint) { self.checkpoint = checkpoint }

    /// Decides on a request.
    ///
    /// The witness must make the checkpoint durable, in one step with comparing `latest` again, before it cosigns.
    ///
    /// - Parameters:
    ///   - request: What the log sent.
    ///   - latest: The head cosigned last for this log; nil before the first.
    ///   - logKey: The key that the log is known by.
    ///   - origin: The log's name.
    /// - Throws: ``WitnessRefusal``.
    package init(
        _ request: WitnessRequest,
        after latest: TreeHead?,
        logKey: NoteKey,
        origin: String
    ) throws(WitnessRefusal) {
        let checkpoint: Checkpoint
        do {
            checkpoint = try UnverifiedCheckpoint(parsing: request.checkpoint).verified(by: logKey, origin: origin)
        } catch .foreignOrigin {
            throw .unknownLog
        } catch {
            throw .notSigned(error)
        }
        let size = checkpoint.head.size
        guard request.older <= size else { throw .sizesReversed }
        let known = latest?.size ?? 0
        guard request.older == known else { throw .cosignedAnotherSize(known) }
        let knownRoot = latest?.root ?? .empty
        guard size != known || checkpoint.head.root == knownRoot else { throw .forked(size: size) }
        do throws(ProofError) {
            try ConsistencyProof(older: known, newer: size, hashes: request.hashes)
                .verify(olderRoot: knownRoot, newerRoot: checkpoint.head.root)
        } catch {
            throw .inconsistent(error)
        }
        self.init(checkpoint: checkpoint)
    }
}
