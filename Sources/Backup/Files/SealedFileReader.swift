import Sealing

/// Reads one file of a backup: opens every chunk, and gives the content piece by piece.
struct SealedFileReader {
    let path: String
    let name: BackupFileName
    let context: SealingContext
    /// What the manifest says of the file; nil for the manifest itself.
    let expected: BackupManifest.Size?

    /// Reads all of it.
    ///
    /// - Parameters:
    ///   - key: of the backup.
    ///   - take: gets the content in order; it has been authenticated up to there.
    /// - Returns: how long the file is.
    /// - Throws: ``BackupError`` that names the file and the chunk, or what `take` throws.
    func read(with key: borrowing SecretBytes, _ take: ([UInt8]) throws -> Void) throws -> BackupManifest.Size {
        let file = try BackupFile(reading: path, as: name)
        let byteCount = try file.byteCount()
        if let expected {
            guard byteCount >= expected.byteCount else { throw BackupError.truncated(name) }
            guard byteCount == expected.byteCount else { throw BackupError.altered(name, chunk: nil) }
        }
        guard let chunkCount = ChunkedBox.chunkCount(ofBoxWith: byteCount) else { throw BackupError.truncated(name) }
        let header = try file.read(ChunkedBox.headerByteCount)
        var opener: ChunkOpener
        do { opener = try ChunkOpener(header: header, with: key, context: context) } catch {
            throw BackupError.altered(name, chunk: nil)
        }
        var digest = RunningDigest()
        digest.update(header)
        var decompressor = try Decompressor()
        var contentByteCount = 0
        for number in 1...chunkCount {
            let sealed = try file.read(ChunkedBox.sealedChunkByteCount)
            digest.update(sealed)
            let chunk = try Self.open(sealed, &opener, number: number, of: chunkCount, name)
            let isSound = try decompressor.decompress(chunk) { piece in
                contentByteCount += piece.count
                try take(piece)
            }
            guard isSound else { throw BackupError.altered(name, chunk: number) }
        }
        guard decompressor.isAtEnd else { throw BackupError.truncated(name) }
        let found = BackupManifest.Size(
            byteCount: byteCount,
            contentByteCount: contentByteCount,
            digest: digest.value()
        )
        // The chunks were authentic; a difference would be a mistake of the program that wrote them.
        guard expected == nil || found == expected else { throw BackupError.altered(name, chunk: nil) }
        return found
    }

    private static func open(
        _ sealed: [UInt8],
        _ opener: inout ChunkOpener,
        number: Int,
        of chunkCount: Int,
        _ name: BackupFileName
    ) throws(BackupError) -> [UInt8] {
        let isLast = number == chunkCount
        do { return try opener.open(sealed, isLast: isLast) } catch {
            // A last chunk that opens as one in the middle: the rest was cut off at a chunk's end.
            guard isLast, sealed.count == ChunkedBox.sealedChunkByteCount else { throw .altered(name, chunk: number) }
        }
        do { _ = try opener.open(sealed, isLast: false) } catch { throw .altered(name, chunk: number) }
        throw .truncated(name)
    }
}
