import AuditTrail
package import TransparencyLog

/// Checks files of the transparency log with nothing but the files and public keys.
///
/// - Source: docs/spec/transparency-log.md §13.
package struct LogVerifier: Sendable {
    private let logKey: NoteKey
    private let witnesses: [NoteKey]
    private let quorum: Int
    private let entry: LogLeaf?

    /// - Parameters:
    ///   - logKey: The log's key as text; its name is the log's.
    ///   - witnesses: Keys as text of those whose cosignatures count.
    ///   - quorum: How many of them each checkpoint takes.
    ///   - entry: 33 bytes in hexadecimal: which entry a proof file without an event is for.
    /// - Throws: ``LogKeyError`` for a key or an entry that is none.
    package init(
        logKey: String,
        witnesses: [String] = [],
        quorum: Int = 0,
        entry: String? = nil
    ) throws(LogKeyError) {
        self.logKey = try Self.key(logKey, .note)
        var keys: [NoteKey] = []
        for witness in witnesses { keys.append(try Self.key(witness, .cosignature)) }
        guard Set(keys).count == keys.count else { throw .repeatedWitness }
        guard (0...keys.count).contains(quorum) else { throw .quorum }
        self.witnesses = keys
        self.quorum = quorum
        self.entry = try entry.map(Self.leaf)
    }

    /// Checks all files, each for itself and then against one another.
    ///
    /// - Parameters:
    ///   - files: In the order in which they are told of.
    ///   - tiles: A copy of the log's tiles, to make the missing consistency proofs from.
    /// - Returns: What was found, file by file.
    package func verify(_ files: [LogFile], tiles: (any TileSource)? = nil) async -> LogReport {
        var history = TreeHistory()
        var verdicts = files.map { file in
            LogReport.Verdict(name: file.name, finding: check(file, &history))
        }
        // Every checkpoint is known now, whichever file it came with.
        for index in verdicts.indices {
            guard case .consistency(let proof, _) = verdicts[index].finding else { continue }
            do { try history.add(proof) } catch { verdicts[index].finding = .refused(.history(error)) }
        }
        var refused: LogReport.Verdict?
        if let tiles {
            do throws(LogFileError) {
                try await compare(&history, with: tiles)
            } catch {
                refused = LogReport.Verdict(name: "tiles", finding: .refused(error))
            }
        }
        let required = Set(zip(files, verdicts).compactMap { $0.mustCompare ? $1.checkpoint?.head.size : nil })
        return LogReport(
            origin: logKey.name,
            verdicts: verdicts + (refused.map { [$0] } ?? []),
            newestSize: history.newest?.head.size,
            uncompared: history.uncompared,
            required: required
        )
    }

    // MARK: - One file

    private func check(_ file: LogFile, _ history: inout TreeHistory) -> LogReport.Finding {
        do throws(LogFileError) {
            let bytes = try file.content.get()
            let finding: LogReport.Finding =
                switch file.kind(of: bytes) {
                case .proof: try proof(bytes)
                case .receipt: try receipt(bytes)
                case .consistency: try consistency(bytes)
                case .checkpoint: try checkpoint(bytes)
                }
            if let checkpoint = finding.checkpoint {
                do { try history.add(checkpoint) } catch { throw .history(error) }
            }
            return finding
        } catch {
            return .refused(error)
        }
    }

    private func proof(_ bytes: [UInt8]) throws(LogFileError) -> LogReport.Finding {
        do throws(LogProofError) {
            let file = try LogProofFile(parsing: bytes)
            guard file.extra == nil, let entry else {
                let (event, inclusion) = try file.verifyOpening(
                    logKey: logKey,
                    origin: logKey.name,
                    witnesses: witnesses,
                    quorum: quorum
                )
                return .event(event, inclusion)
            }
            let inclusion = try file.verify(
                entry.hash,
                logKey: logKey,
                origin: logKey.name,
                witnesses: witnesses,
                quorum: quorum
            )
            return .entry(inclusion)
        } catch {
            throw .proof(error)
        }
    }

    private func receipt(_ bytes: [UInt8]) throws(LogFileError) -> LogReport.Finding {
        do throws(DeletionReceiptError) {
            let (receipt, inclusion) = try DeletionReceipt.verified(
                bytes,
                logKey: logKey,
                witnesses: witnesses,
                quorum: quorum
            )
            return .receipt(receipt, inclusion)
        } catch {
            throw .receipt(error)
        }
    }

    private func checkpoint(_ bytes: [UInt8]) throws(LogFileError) -> LogReport.Finding {
        let (checkpoint, cosignatures) = try verified(bytes)
        return .checkpoint(checkpoint, cosignatures)
    }

    private func consistency(_ bytes: [UInt8]) throws(LogFileError) -> LogReport.Finding {
        let request: WitnessRequest
        do { request = try WitnessRequest(parsing: bytes) } catch { throw .malformedConsistency }
        let (checkpoint, _) = try verified(request.checkpoint)
        do throws(ProofError) {
            let proof = try ConsistencyProof(
                older: request.older,
                newer: checkpoint.head.size,
                hashes: request.hashes
            )
            return .consistency(proof, checkpoint)
        } catch {
            throw .consistency(error)
        }
    }

    private func verified(_ bytes: [UInt8]) throws(LogFileError) -> (Checkpoint, [VerifiedSignature]) {
        let checkpoint: Checkpoint
        let cosignatures: [VerifiedSignature]
        do throws(CheckpointError) {
            checkpoint = try UnverifiedCheckpoint(parsing: bytes).verified(by: logKey, origin: logKey.name)
            do { cosignatures = try checkpoint.cosignatures(by: witnesses) } catch { throw .note(error) }
        } catch {
            throw .checkpoint(error)
        }
        guard cosignatures.count >= quorum else { throw .quorum(expected: quorum, found: cosignatures.count) }
        return (checkpoint, cosignatures)
    }

    // MARK: - Between files

    /// Proves from tiles what no file proves.
    private func compare(_ history: inout TreeHistory, with tiles: any TileSource) async throws(LogFileError) {
        guard let newest = history.newest?.head.size else { return }
        for older in history.uncompared {
            let proof: ConsistencyProof
            do {
                proof = try await TileProver.consistency(older: older, newer: newest, from: tiles)
            } catch {
                throw LogFileError(error)
            }
            do { try history.add(proof) } catch { throw .history(error) }
        }
    }

    // MARK: - Keys

    static func key(_ text: String, _ kind: NoteKey.Kind) throws(LogKeyError) -> NoteKey {
        let key: NoteKey
        do { key = try NoteKey(text: text) } catch { throw .key(error) }
        guard key.kind == kind else { throw .kind(expected: kind) }
        return key
    }

    private static func leaf(_ text: String) throws(LogKeyError) -> LogLeaf {
        let digits = text.compactMap { $0.isASCII ? $0.hexDigitValue : nil }
        guard digits.count == text.count, digits.count == 2 * LogLeaf.byteCount else { throw .entry }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        do { return try LogLeaf(decoding: bytes) } catch { throw .entry }
    }
}

/// Why a key or an entry on the command line was not understood.
package enum LogKeyError: Error, Hashable, Sendable {
    case key(NoteError)
    /// A witness's key where the log's belongs, or the other way round.
    case kind(expected: NoteKey.Kind)
    case repeatedWitness
    /// A negative quorum, or more than there are witnesses.
    case quorum
    case entry

    package var sentence: String {
        switch self {
        case .key(let error): LogFileError.sentence(error)
        case .kind(.note): "The log's key is needed here; this one is a witness's, which goes with --witness."
        case .kind(.cosignature): "A witness's key is needed here; this one is a log's, which goes with --key."
        case .repeatedWitness: "A witness is named twice; each counts once."
        case .quorum: "The quorum is a number from 0 to that of the witnesses that are named."
        case .entry: "An entry is 33 bytes, written as 66 hexadecimal digits."
        }
    }
}
