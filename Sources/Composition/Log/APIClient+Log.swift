import TransparencyLog

extension APIClient {
    /// A proof that was made from the running server's tiles, and checked.
    package struct MadeProof: Sendable {
        /// The file.
        package let bytes: [UInt8]
        /// The entry that is proven, in hexadecimal.
        package let entry: String
    }

    /// The newest checkpoint, as it is published.
    package func logCheckpoint() async throws(APIFailure) -> [UInt8] {
        try await send("GET", "/log/checkpoint", nil, below: "")
    }

    /// The log's public key as text.
    package func logKey() async throws(APIFailure) -> String {
        let line = String(decoding: try await send("GET", "/log/key", nil, below: ""), as: UTF8.self)
        return String(line.prefix { $0 != "\n" })
    }

    /// The proof that the leaf of this index is in the log, as a file without an event.
    package func proveInclusion(index: UInt64) async throws(APIFailure) -> MadeProof {
        let checkpoint = try await verifiedCheckpoint()
        let size = checkpoint.head.size
        let source = LocalTileSource(api: api)
        let proof: InclusionProof
        do { proof = try await TileProver.inclusion(index: index, size: size, from: source) } catch {
            throw .log(LogFileError(error))
        }
        let entry = try await self.entry(index, size: size, from: source)
        do { try proof.verify(.leaf(entry), root: checkpoint.head.root) } catch { throw .log(.proof(.proof(error))) }
        let digits = entry.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16) }
        let file = LogProofFile(extra: nil, proof: proof, checkpoint: checkpoint)
        return MadeProof(bytes: file.bytes, entry: digits.joined())
    }

    /// The proof that the newest tree continues the one of `older` leaves, as a consistency file.
    ///
    /// Whether it fits an older root shows where that root is: `flowkeep log verify`.
    package func proveConsistency(older: UInt64) async throws(APIFailure) -> [UInt8] {
        let checkpoint = try await verifiedCheckpoint()
        do {
            let proof = try await TileProver.consistency(
                older: older,
                newer: checkpoint.head.size,
                from: LocalTileSource(api: api)
            )
            return WitnessRequest(older: older, hashes: proof.hashes, checkpoint: checkpoint).bytes
        } catch {
            throw .log(LogFileError(error))
        }
    }

    private func verifiedCheckpoint() async throws(APIFailure) -> Checkpoint {
        let key: NoteKey
        do { key = try NoteKey(text: try await logKey()) } catch let error as APIFailure { throw error } catch {
            throw .unexpectedAnswer
        }
        let bytes = try await logCheckpoint()
        do throws(CheckpointError) {
            return try UnverifiedCheckpoint(parsing: bytes).verified(by: key, origin: key.name)
        } catch {
            throw .log(.checkpoint(error))
        }
    }

    private func entry(
        _ index: UInt64,
        size: UInt64,
        from source: LocalTileSource
    ) async throws(APIFailure) -> [UInt8] {
        let (place, position) = index.quotientAndRemainder(dividingBy: UInt64(Tile.fullWidth))
        guard let tile = Tile(level: 0, index: place, treeSize: size) else { throw .unexpectedAnswer }
        do {
            return try await source.entries(of: tile)[Int(position)]
        } catch {
            throw .log(.tiles(error))
        }
    }
}
