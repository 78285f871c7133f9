package import Primitives
import Sealing

/// The files of one vault, sealed chunk by chunk: in the files store lies nothing that opens without its key.
///
/// - Source: docs/spec/receipts.md §5; docs/spec/key-hierarchy.md §9.
package struct SealedFiles: Sendable {
    static let keyVersion: UInt32 = 1

    let store: any FileStore
    let vault: VaultID
    let tracker: TrackerID

    /// - `tracker`: Whose journal names the files.
    package init(store: any FileStore, vault: VaultID, tracker: TrackerID) {
        self.store = store
        self.vault = vault
        self.tracker = tracker
    }

    /// Seals content into a new file; when this returns, the file is durable.
    ///
    /// The content is padded before it is sealed, so that its exact length is told by nobody but the journal.
    package func put(_ content: [UInt8], key: FileKey) async throws(StoreError) -> FileID {
        guard let file = FileID(bytes: SecureRandom.bytes(count: FileID.byteCount)) else { throw .unavailable }
        let padded = Padding.paddedByteCount(content.count)
        let secret = SecretBytes(copying: key.bytes)
        let sealer = SealerBox(ChunkSealer(under: secret, keyVersion: Self.keyVersion, context: context(of: file)))
        var start = 0
        try await store.put(file, of: vault) { () throws(StoreError) -> [UInt8]? in
            if start == 0, let header = sealer.header() { return header }
            guard start < padded else { return nil }
            let end = min(start + ChunkedBox.chunkByteCount, padded)
            var chunk = start < content.count ? Array(content[start..<min(end, content.count)]) : []
            chunk += [UInt8](repeating: 0, count: end - start - chunk.count)
            start = end
            return sealer.seal(chunk, isLast: end == padded)
        }
        return file
    }

    /// Opens a file as far as its first chunk.
    ///
    /// - `byteCount`: Of the content, as the journal says.
    /// - Errors: ``VaultError/damaged(_:)`` (index 0) when the file is gone, altered, or another one.
    package func open(_ file: FileID, key: FileKey, byteCount: Int) async throws(VaultError) -> SealedFileContent {
        let content = SealedFileContent(files: self, file: file, byteCount: byteCount)
        try await content.begin(key)
        return content
    }

    /// The whole content of a file known to be small.
    package func content(of file: FileID, key: FileKey, byteCount: Int) async throws(VaultError) -> [UInt8] {
        let content = try await open(file, key: key, byteCount: byteCount)
        var bytes: [UInt8] = []
        while let piece = try await content.next() { bytes += piece }
        return bytes
    }

    /// Deletes a file that no journal names: what it was put for came to nothing.
    package func delete(_ file: FileID) async throws(StoreError) { try await store.delete(file, of: vault) }

    func context(of file: FileID) -> SealingContext {
        var place = LengthPrefixed()
        place.append("files")
        place.append(tracker.rawValue)
        place.append(file.bytes)
        return SealingContext(.file, vault: vault, place: place.bytes)
    }
}

/// The sealer of one file, where the closure that seals can reach it.
private final class SealerBox {
    private var sealer: ChunkSealer
    private var isHeaderGiven = false

    init(_ sealer: consuming ChunkSealer) { self.sealer = sealer }

    /// The header, once.
    func header() -> [UInt8]? {
        guard !isHeaderGiven else { return nil }
        isHeaderGiven = true
        return sealer.header
    }

    func seal(_ chunk: [UInt8], isLast: Bool) -> [UInt8] { sealer.seal(chunk, isLast: isLast) }
}
