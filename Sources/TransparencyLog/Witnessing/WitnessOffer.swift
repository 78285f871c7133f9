/// Offers a log's checkpoints to one witness.
///
/// Remembers which size the witness cosigned last; when it is wrong, as after a restart, the witness says so.
///
/// - Source: docs/spec/transparency-log.md §7.
package struct WitnessOffer: Sendable {
    private let witness: NoteKey
    private let client: any WitnessClient
    private let tiles: any TileSource
    /// What the witness cosigned last, as far as is known here.
    private var known: UInt64 = 0

    package init(witness: NoteKey, client: any WitnessClient, tiles: any TileSource) {
        self.witness = witness
        self.client = client
        self.tiles = tiles
    }

    /// Offers a checkpoint.
    ///
    /// - Returns: The witness's signature lines for this checkpoint, checked, at least one.
    /// - Throws: ``WitnessOfferError``.
    package mutating func offer(_ checkpoint: Checkpoint) async throws(WitnessOfferError) -> [NoteSignature] {
        if known > checkpoint.head.size { known = checkpoint.head.size }
        for isSecondTime in [false, true] {
            let reply: WitnessReply
            do { reply = try await client.add(try await request(for: checkpoint)) } catch let error as WitnessOfferError
            {
                throw error
            } catch {
                throw .unreachable
            }
            switch reply.status {
            case 200:
                let lines = try lines(reply.body, of: checkpoint)
                known = checkpoint.head.size
                return lines
            case 409:
                let size = try Self.size(reply.body)
                guard size <= checkpoint.head.size else { throw .witnessIsAhead(size) }
                guard !isSecondTime, size != known else { throw .refused(reply.status) }
                known = size
            default: throw .refused(reply.status)
            }
        }
        throw .malformedAnswer
    }

    private func request(for checkpoint: Checkpoint) async throws(WitnessOfferError) -> [UInt8] {
        let size = checkpoint.head.size
        do {
            let proof = try await TileProver.consistency(older: known, newer: size, from: tiles)
            return WitnessRequest(older: known, hashes: proof.hashes, checkpoint: checkpoint).bytes
        } catch {
            throw .proof(error)
        }
    }

    private func lines(
        _ body: [UInt8],
        of checkpoint: Checkpoint
    ) throws(WitnessOfferError) -> [NoteSignature] {
        var lines: [NoteSignature] = []
        for line in body.split(separator: 0x0A) {
            guard let signature = NoteSignature(line: line) else { throw .malformedAnswer }
            lines.append(signature)
        }
        do {
            let cosigned = try checkpoint.adding(lines, by: [witness])
            guard try !cosigned.cosignatures(by: [witness]).isEmpty else { throw WitnessOfferError.foreignSignature }
        } catch {
            throw .foreignSignature
        }
        return lines
    }

    private static func size(_ body: [UInt8]) throws(WitnessOfferError) -> UInt64 {
        guard body.last == 0x0A, let size = Decimal.parse(body.dropLast()) else { throw .malformedAnswer }
        return size
    }
}

/// Why a witness did not cosign.
package enum WitnessOfferError: Error, Hashable, Sendable {
    case unreachable
    /// The answer is not one of the protocol.
    case malformedAnswer
    /// It refused, with this status: it does not watch the log, does not know its key, or finds that it was rewritten.
    case refused(Int)
    /// It has cosigned a larger tree of this log than there is here: the log was rolled back.
    case witnessIsAhead(UInt64)
    /// What it answered is no signature of its key over this checkpoint.
    case foreignSignature
    /// The tiles here do not give the consistency proof.
    case proof(TileProverError)
}
