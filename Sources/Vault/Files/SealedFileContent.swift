import Primitives
import Sealing

/// The content of a sealed file, opened chunk by chunk for one reader.
///
/// Every piece is authenticated before it is given; one that is not ends the reading.
package actor SealedFileContent {
    private static let tagByteCount = ChunkedBox.sealedChunkByteCount - ChunkedBox.chunkByteCount

    private let files: SealedFiles
    private let file: FileID
    private let byteCount: Int
    /// Of the content with its padding.
    private let padded: Int
    private var opener: ChunkOpener?
    private var given = 0
    /// Opened to see that the file is there, and not asked for yet.
    private var first: [UInt8]?

    init(files: SealedFiles, file: FileID, byteCount: Int) {
        self.files = files
        self.file = file
        self.byteCount = byteCount
        padded = Padding.paddedByteCount(byteCount)
    }

    func begin(_ key: FileKey) async throws(VaultError) {
        let header = try await bytes(from: 0, count: ChunkedBox.headerByteCount)
        let secret = SecretBytes(copying: key.bytes)
        do {
            opener = try ChunkOpener(header: header, with: secret, context: files.context(of: file))
        } catch {
            throw .damaged(0)
        }
        first = try await chunk()
    }

    /// The next bytes of the content; nil when all were given.
    package func next() async throws(VaultError) -> [UInt8]? {
        if let first {
            self.first = nil
            return first
        }
        return try await chunk()
    }

    /// The chunk that begins behind what was given.
    private func chunk() async throws(VaultError) -> [UInt8]? {
        guard given < byteCount else { return nil }
        let start = given
        let count = min(ChunkedBox.chunkByteCount, padded - start)
        let place = ChunkedBox.headerByteCount + start / ChunkedBox.chunkByteCount * ChunkedBox.sealedChunkByteCount
        let isLast = start + count == padded
        let sealed = try await bytes(from: place, count: count + Self.tagByteCount, isLast: isLast)
        let opened: [UInt8]
        do {
            guard let bytes = try opener?.open(sealed, isLast: isLast) else { throw SealingError.doesNotOpen }
            opened = bytes
        } catch {
            throw .damaged(0)
        }
        given = start + count
        return given <= byteCount ? opened : Array(opened.prefix(byteCount - start))
    }

    /// Exactly so many bytes of the file; behind the last there are no others.
    private func bytes(from offset: Int, count: Int, isLast: Bool = false) async throws(VaultError) -> [UInt8] {
        let found: [UInt8]?
        do {
            found = try await files.store.read(
                file,
                of: files.vault,
                from: offset,
                byteCountMaximum: count + (isLast ? 1 : 0)
            )
        } catch {
            throw .store(error)
        }
        guard let found, found.count == count else { throw .damaged(0) }
        return found
    }
}
