package import AuditTrail
package import TransparencyLog

/// Why a file of the transparency log proves nothing, each case with one sentence for whoever checks it.
package enum LogFileError: Error, Hashable, Sendable {
    case missing
    case unreadable(SystemError)
    case proof(LogProofError)
    case receipt(DeletionReceiptError)
    case checkpoint(CheckpointError)
    /// Fewer of the known witnesses have cosigned than were asked for.
    case quorum(expected: Int, found: Int)
    /// Not a consistency file: the form of a request to a witness.
    case malformedConsistency
    case consistency(ProofError)
    case history(TreeHistoryError)
    case tiles(TileError)

    /// One word for programs, stable.
    package var code: String {
        switch self {
        case .missing: "missing"
        case .unreadable: "unreadable"
        case .proof(let error), .receipt(.proof(let error)): Self.code(error)
        case .receipt: "receipt"
        case .checkpoint(let error): Self.code(error)
        case .quorum: "quorum"
        case .malformedConsistency: "consistency-form"
        case .consistency: "consistency-proof"
        case .history(.forked): "forked"
        case .history(.unknownSize): "nothing-to-compare"
        case .history(.inconsistent): "inconsistent"
        case .tiles(.unavailable): "tiles-unavailable"
        case .tiles: "tiles"
        }
    }

    package var sentence: String {
        switch self {
        case .missing: "The file does not exist; check its path."
        case .unreadable(let error): "The file cannot be read: \(error.reason)."
        case .proof(let error), .receipt(.proof(let error)): Self.sentence(error)
        case .receipt(.form):
            "This is not a receipt of a deletion: five lines, an empty one the last, and a proof file."
        case .receipt(.particulars): "What the log proves is not the end of an account that the receipt tells of."
        case .receipt(.sentences): "The receipt's lines are altered: they do not say what the log proves."
        case .checkpoint(let error): Self.sentence(error)
        case .quorum(let expected, let found): Self.quorum(expected, found)
        case .malformedConsistency:
            "This is not a consistency file: it begins with `old` and a size, then hashes, an empty line and the "
                + "newer checkpoint."
        case .consistency(let error): Self.sentence(error)
        case .history(let error): Self.sentence(error)
        case .tiles(let error): Self.sentence(error)
        }
    }

    private static func quorum(_ expected: Int, _ found: Int) -> String {
        "Too few of the named witnesses have cosigned the checkpoint: \(found), where \(expected) were asked for."
    }
}

extension LogFileError {
    /// Why there is no proof from tiles.
    init(_ error: TileProverError) {
        switch error {
        case .tile(let error): self = .tiles(error)
        case .proof(let error): self = .consistency(error)
        }
    }
}

// MARK: - Codes

extension LogFileError {
    private static func code(_ error: LogProofError) -> String {
        switch error {
        case .tooLong, .title, .extra, .index, .hashes: "proof-form"
        case .checkpoint(let error): code(error)
        case .quorum: "quorum"
        case .proof(.rootDiffers): "not-in-log"
        case .proof: "proof-size"
        case .noOpening: "no-event"
        case .opening: "event-form"
        }
    }

    private static func code(_ error: CheckpointError) -> String {
        switch error {
        case .foreignOrigin: "other-log"
        case .note(.noKnownSignature): "not-signed"
        case .note(.invalidSignature): "signature"
        default: "checkpoint-form"
        }
    }
}

// MARK: - Sentences

extension LogFileError {
    private static func sentence(_ error: LogProofError) -> String {
        switch error {
        case .tooLong(let count): "The file has \(count) bytes; no proof file has more than 262,144."
        case .title: "The first line is not `c2sp.org/tlog-proof@v1`: this is not a proof file."
        case .extra: "The `extra` line is not base 64."
        case .index: "The `index` line is missing or is not a decimal number."
        case .hashes: "A line of the proof is not a hash, there are more than 63, or no empty line follows them."
        case .checkpoint(let error): sentence(error)
        case .quorum(let expected, let found): quorum(expected, found)
        case .proof(.rootDiffers):
            "The event is not in the log at this place: key, event or hashes of the file do not lead to the root that "
                + "the log signed."
        case .proof(let error): sentence(error)
        case .noOpening: "The file does not say which event it is for; name the entry with --entry."
        case .opening(let error): sentence(error)
        }
    }

    private static func sentence(_ error: LeafError) -> String {
        switch error {
        case .byteCount(let count): "The event in the `extra` line has \(count) bytes instead of 125."
        case .version(let version): "The event in the `extra` line is of version \(version), which is not known here."
        case .act(let act): "The event in the `extra` line is of act \(act), which is not known here."
        case .purpose(let purpose): "The event in the `extra` line is for purpose \(purpose), which is not known here."
        case .doesNotOpen: "Key and event in the `extra` line do not give the entry."
        }
    }

    private static func sentence(_ error: CheckpointError) -> String {
        switch error {
        case .note(let error): sentence(error)
        case .lines: "The checkpoint has fewer than three lines."
        case .origin: "The first line of the checkpoint, the log's name, is empty."
        case .size: "The second line of the checkpoint is not a number of leaves."
        case .root: "The third line of the checkpoint is not a root hash."
        case .extensions: "A further line of the checkpoint is empty."
        case .foreignOrigin: "The checkpoint is of another log than the key that was given."
        }
    }

    static func sentence(_ error: NoteError) -> String {
        switch error {
        case .tooLong(let count): "The signed note has \(count) bytes; none has more than 262,144."
        case .notText: "The checkpoint is not plain text in UTF-8."
        case .noSignatures: "No empty line with signatures after it ends the checkpoint."
        case .tooManySignatures(let count): "The checkpoint has \(count) signatures; none has more than 100."
        case .malformedSignature(let line): "Signature line \(line + 1) of the checkpoint is malformed."
        case .malformedName: "The name in the key is empty, or holds a space or a plus."
        case .malformedKey: "The key is not one of a kind that is needed here, written as name+id+base64."
        case .keyIDDiffers: "The id in the key is not the key's own; a character of it was altered."
        case .invalidSignature(let line):
            "Signature line \(line + 1) of the checkpoint claims to be of a known key and is not: the checkpoint or "
                + "the signature was altered."
        case .noKnownSignature: "The checkpoint is not signed by the key that was given."
        }
    }

    private static func sentence(_ error: ProofError) -> String {
        switch error {
        case .indexBeyondSize(let index, let size): "The tree has \(size) leaves, so none with index \(index)."
        case .sizesReversed(let older, let newer):
            "A tree of \(newer) leaves cannot continue one of \(older): nothing that only grows gets smaller."
        case .hashCount(let expected, let found):
            "The proof has \(found) hashes; for these sizes it must have \(expected)."
        case .rootDiffers: "The hashes do not lead to the root that the log signed."
        case .olderRootDiffers: "The hashes do not lead to the root of the smaller tree."
        case .newerRootDiffers: "The hashes do not lead to the root of the larger tree."
        }
    }

    private static func sentence(_ error: TreeHistoryError) -> String {
        switch error {
        case .forked(let size):
            "The log has signed two different trees of \(size) leaves: it tells different people different histories. "
                + "Keep the files, they prove it."
        case .unknownSize(let size):
            "No file here has a checkpoint of \(size) leaves that this proof could be compared with."
        case .inconsistent(let older, let newer, let error):
            "It is not shown that the tree of \(newer) leaves continues the one of \(older). \(sentence(error)) "
                + "Either the log was rewritten, or the proof is of other trees."
        }
    }

    private static func sentence(_ error: TileError) -> String {
        switch error {
        case .malformedPath: "The path of a tile is malformed."
        case .missing(let resource): "The file \(resource.path) is missing."
        case .byteCount(let resource, let found): "The file \(resource.path) has \(found) bytes, the wrong number."
        case .malformedEntries(let resource): "The file \(resource.path) does not hold whole entries."
        case .entriesDiffer(let resource): "The entries of \(resource.path) are not those of its tile."
        case .hashesDiffer(let resource): "The hashes of \(resource.path) are not those that stand for it above."
        case .unavailable: "The tiles could not be read."
        }
    }
}
