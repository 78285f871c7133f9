package import Primitives

/// Cosigns checkpoints of the logs that it watches, each a continuation of the one before.
///
/// Holds no state of its own: what it has cosigned is in its store before the cosignature exists, so a witness that is
/// killed at any moment has at most written down a checkpoint whose cosignature nobody got. The log then learns from
/// the next answer which size that was.
///
/// - Source: docs/spec/transparency-log.md §7; C2SP tlog-witness.
package struct LogWitness<Store: WitnessStore>: Sendable {
    private let signer: NoteSigner
    private let logs: [NoteKey]
    private let store: Store
    private let now: Now

    /// - Parameters:
    ///   - signer: The witness's key, of kind `cosignature`.
    ///   - logs: The keys of the logs it watches; a log's name is its key's.
    ///   - store: Used by nobody else.
    ///   - now: What cosignatures say.
    package init(signer: NoteSigner, logs: [NoteKey], store: Store, now: @escaping Now) {
        self.signer = signer
        self.logs = logs
        self.store = store
        self.now = now
    }

    /// Answers one request.
    ///
    /// - Parameter body: Untrusted.
    /// - Returns: The cosignature, for a checkpoint that is durable in the store.
    /// - Throws: ``WitnessFailure``.
    package func cosign(_ body: [UInt8]) async throws(WitnessFailure) -> NoteSignature {
        let request: WitnessRequest
        let claimed: String
        do { request = try WitnessRequest(parsing: body) } catch { throw .refused(error) }
        do {
            claimed = try UnverifiedCheckpoint(parsing: request.checkpoint).claimedOrigin
        } catch {
            throw .refused(.malformedRequest)
        }
        guard let key = logs.first(where: { $0.name == claimed }) else { throw .refused(.unknownLog) }
        // The time is that before looking: a cosignature says that no larger tree had been seen by then.
        let time = now()
        let known = try await latest(key)
        let consistent: ConsistentCheckpoint
        do {
            consistent = try ConsistentCheckpoint(request, after: known.head, logKey: key, origin: key.name)
        } catch {
            if case .forked = error { try await keepContradiction(request.checkpoint, of: key) }
            throw .refused(error)
        }
        if consistent.checkpoint.head != known.head { try await keep(consistent, in: key, after: known.bytes) }
        return signer.cosign(consistent, at: time)
    }

    /// The sizes that were cosigned last, by log; for whoever runs the witness.
    ///
    /// - Throws: ``WitnessFailure``, `damaged` with the first log whose state is.
    package func sizes() async throws(WitnessFailure) -> [(origin: String, size: UInt64)] {
        var sizes: [(String, UInt64)] = []
        for key in logs { sizes.append((key.name, try await latest(key).head?.size ?? 0)) }
        return sizes
    }

    /// Two trees of one size, both signed: that proves the fork to anybody, so the second is kept beside the first.
    private func keepContradiction(_ checkpoint: [UInt8], of key: NoteKey) async throws(WitnessFailure) {
        do { try await store.keepContradiction(checkpoint, of: key.name) } catch { throw .store(error) }
    }

    private func keep(
        _ consistent: ConsistentCheckpoint,
        in key: NoteKey,
        after known: [UInt8]?
    ) async throws(WitnessFailure) {
        do throws(StoreError) {
            try await store.replace(known, with: consistent.checkpoint.bytes, of: key.name)
        } catch .conflict {
            // Another request came between: the answer is as if this one had come after it.
            throw .refused(.cosignedAnotherSize(try await latest(key).head?.size ?? 0))
        } catch {
            throw .store(error)
        }
    }

    /// What the store holds is checked like anything else that was on a disk: a witness whose state cannot be trusted
    /// must not cosign.
    private func latest(_ key: NoteKey) async throws(WitnessFailure) -> (bytes: [UInt8]?, head: TreeHead?) {
        let bytes: [UInt8]?
        do { bytes = try await store.latest(key.name) } catch { throw .store(error) }
        guard let bytes else { return (nil, nil) }
        do throws(CheckpointError) {
            let checkpoint = try UnverifiedCheckpoint(parsing: bytes).verified(by: key, origin: key.name)
            return (bytes, checkpoint.head)
        } catch {
            throw .damaged(origin: key.name)
        }
    }
}

/// Why a witness gave no cosignature.
package enum WitnessFailure: Error, Hashable, Sendable {
    case refused(WitnessRefusal)
    case store(StoreError)
    /// What it wrote down of a log it watches is not a checkpoint of that log any more.
    case damaged(origin: String)
}
