import Primitives

/// A proof in a file that needs nothing else but the log's public key: this entry is in the log.
///
/// - Shape: text — `c2sp.org/tlog-proof@v1`, `extra <base 64>` where there is some, `index <decimal>`, one hash in base
///   64 a line, an empty line, the checkpoint as it was published.
/// - Source: docs/spec/transparency-log.md §9; C2SP tlog-proof.
package struct LogProofFile: Sendable, Hashable {
    package static let byteCountMaximum = SignedNote.byteCountMaximum
    /// A proof in a tree of fewer than 2^63 leaves has no more.
    package static let hashCountMaximum = 63
    private static let title = Array("c2sp.org/tlog-proof@v1".utf8)

    /// Bytes that the format does not authenticate.
    ///
    /// Ours are a ``LeafOpening``, which the leaf itself binds.
    package let extra: [UInt8]?
    package let index: UInt64
    package let hashes: [TreeHash]
    /// As it was published, not yet verified.
    package let checkpoint: [UInt8]

    package init(extra: [UInt8]?, proof: InclusionProof, checkpoint: Checkpoint) {
        self.extra = extra
        index = proof.index
        hashes = proof.hashes
        self.checkpoint = checkpoint.bytes
    }

    /// Reads exactly what ``bytes`` writes.
    ///
    /// - Parameter bytes: Untrusted.
    /// - Throws: ``LogProofError``: `tooLong`, `title`, `extra`, `index` or `hashes`, in that order.
    package init(parsing bytes: [UInt8]) throws(LogProofError) {
        guard bytes.count <= Self.byteCountMaximum else { throw .tooLong(bytes.count) }
        var lines = ByteLines(bytes)
        guard let title = lines.next(), title.elementsEqual(Self.title) else { throw .title }
        var line = lines.next()
        var extra: [UInt8]?
        if let text = line, text.starts(with: Array("extra ".utf8)) {
            guard let decoded = Base64.decode(text.dropFirst(6)) else { throw .extra }
            extra = decoded
            line = lines.next()
        }
        guard let text = line, text.starts(with: Array("index ".utf8)), let index = Decimal.parse(text.dropFirst(6))
        else { throw .index }
        guard let hashes = lines.nextHashes(maximum: Self.hashCountMaximum) else { throw .hashes }
        self.extra = extra
        self.index = index
        self.hashes = hashes
        checkpoint = Array(lines.rest)
    }

    package var bytes: [UInt8] {
        var bytes = Self.title + [0x0A]
        if let extra { bytes += Array("extra ".utf8) + Base64.encode(extra) + [0x0A] }
        bytes += Array("index \(index)\n".utf8)
        for hash in hashes { bytes += Base64.encode(hash.bytes) + [0x0A] }
        return bytes + [0x0A] + checkpoint
    }

    /// Checks the whole of it for an entry with this leaf hash: the log's signature, cosignatures, the proof.
    ///
    /// - Parameters:
    ///   - leaf: The hash of the entry in question.
    ///   - logKey: The key that the log is known by.
    ///   - origin: The log's name.
    ///   - witnesses: Whose cosignatures count.
    ///   - quorum: How many of them it takes.
    /// - Returns: What is proven.
    /// - Throws: ``LogProofError``.
    package func verify(
        _ leaf: TreeHash,
        logKey: NoteKey,
        origin: String,
        witnesses: [NoteKey] = [],
        quorum: Int = 0
    ) throws(LogProofError) -> VerifiedInclusion {
        let verified: Checkpoint
        do {
            verified = try UnverifiedCheckpoint(parsing: checkpoint).verified(by: logKey, origin: origin)
        } catch { throw .checkpoint(error) }
        let cosignatures: [VerifiedSignature]
        do { cosignatures = try verified.cosignatures(by: witnesses) } catch { throw .checkpoint(.note(error)) }
        guard cosignatures.count >= quorum else { throw .quorum(expected: quorum, found: cosignatures.count) }
        do throws(ProofError) {
            try InclusionProof(index: index, size: verified.head.size, hashes: hashes)
                .verify(leaf, root: verified.head.root)
        } catch { throw .proof(error) }
        return VerifiedInclusion(index: index, checkpoint: verified, cosignatures: cosignatures)
    }

    /// Checks the whole of it for the event that the file itself opens, which is the answer.
    ///
    /// - Throws: ``LogProofError``, `noOpening` and `opening` among them.
    package func verifyOpening(
        logKey: NoteKey,
        origin: String,
        witnesses: [NoteKey] = [],
        quorum: Int = 0
    ) throws(LogProofError) -> (event: LogEvent, inclusion: VerifiedInclusion) {
        guard let extra else { throw .noOpening }
        let opening: LeafOpening
        do { opening = try LeafOpening(decoding: extra) } catch { throw .opening(error) }
        // The leaf is made anew from key and event, so the proof fails when either was altered.
        let inclusion = try verify(
            opening.leaf.hash,
            logKey: logKey,
            origin: origin,
            witnesses: witnesses,
            quorum: quorum
        )
        return (opening.event, inclusion)
    }
}

/// An entry's place in a log, proven.
package struct VerifiedInclusion: Sendable, Hashable {
    package let index: UInt64
    package let checkpoint: Checkpoint
    package let cosignatures: [VerifiedSignature]
}

/// Why a proof file proves nothing.
package enum LogProofError: Error, Hashable, Sendable {
    /// Longer than ``LogProofFile/byteCountMaximum``.
    case tooLong(Int)
    /// The first line is not the format's.
    case title
    /// The extra line is not base 64.
    case extra
    /// No index, or not a decimal number.
    case index
    /// A line of the proof is not a hash, there are too many, or no empty line ends them.
    case hashes
    case checkpoint(CheckpointError)
    /// Fewer of the known witnesses have cosigned than were asked for.
    case quorum(expected: Int, found: Int)
    case proof(ProofError)
    /// The file does not say which event it is for.
    case noOpening
    case opening(LeafError)
}
