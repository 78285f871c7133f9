import AWSSignature
import Primitives
import Sealing

/// Puts a file into a store once, in pieces where it is long, and goes on where a killed one ended.
///
/// At most one piece is in memory.
/// - Source: docs/spec/backup-second.md §4.
package struct ObjectUpload: Sendable {
    /// Reads a piece of the file, as many bytes as asked for.
    package typealias Reader = @Sendable (_ offset: Int, _ count: Int) async throws(ObjectStoreError) -> [UInt8]

    /// Longer files go in pieces of this size, or of what makes 9,000 of them.
    package static let pieceByteCount = 8 << 20
    private static let pieceCountMaximum = 9000

    private let client: S3Client
    private let path: String
    private let byteCount: Int
    private let digest: [UInt8]
    private let retention: ObjectRetention?
    private let pieceByteCount: Int
    private let read: Reader

    /// - Parameters:
    ///   - client: the store.
    ///   - path: below the place's prefix.
    ///   - byteCount: of the file.
    ///   - digest: its SHA-256.
    ///   - retention: until when it must not be deleted.
    ///   - pieceByteCount: smaller for tests.
    ///   - read: the file.
    package init(
        client: S3Client,
        path: String,
        byteCount: Int,
        digest: [UInt8],
        retention: ObjectRetention?,
        pieceByteCount: Int = ObjectUpload.pieceByteCount,
        read: @escaping Reader
    ) {
        self.client = client
        self.path = path
        self.byteCount = byteCount
        self.digest = digest
        self.retention = retention
        self.pieceByteCount = max(pieceByteCount, byteCount / Self.pieceCountMaximum + 1)
        self.read = read
    }

    /// - Parameter advance: told of bytes that are there now.
    /// - Returns: false when the file was there already, as it is here.
    /// - Throws: ``ObjectStoreError``; `exists` when something else has its name, `damaged` when what the store keeps
    ///   is not what was sent, or the file was changed meanwhile.
    @discardableResult
    package func run(_ advance: @Sendable (Int) -> Void) async throws(ObjectStoreError) -> Bool {
        if let facts = try await client.facts(path) {
            guard isOurs(facts) else { throw .exists }
            advance(byteCount)
            return false
        }
        var checksums: [[UInt8]] = []
        do throws(ObjectStoreError) {
            checksums = byteCount <= pieceByteCount ? try await whole(advance) : try await inPieces(advance)
        } catch {
            // Somebody else put it meanwhile, or the answer to our own request was lost.
            guard error == .exists, let facts = try await client.facts(path), isOurs(facts) else { throw error }
            return false
        }
        guard let facts = try await client.facts(path), isOurs(facts) else { throw .damaged }
        if let said = facts.checksum, !Self.isChecksum(said, of: checksums, digest) { throw .damaged }
        return true
    }

    private func isOurs(_ facts: ObjectFacts) -> Bool { facts.byteCount == byteCount && facts.digest == digest }

    /// Of an object in one piece the digest itself; of one in several, that of theirs and how many there are.
    private static func isChecksum(_ said: String, of pieces: [[UInt8]], _ digest: [UInt8]) -> Bool {
        if said == Checksum.text(digest) { return true }
        let joined = Checksum.text(Digest.sha256(pieces.flatMap(\.self)))
        return said == joined || said == "\(joined)-\(pieces.count)"
    }

    private func whole(_ advance: @Sendable (Int) -> Void) async throws(ObjectStoreError) -> [[UInt8]] {
        let bytes = try await read(0, byteCount)
        guard bytes.count == byteCount, Digest.sha256(bytes) == digest else { throw .damaged }
        try await client.put(path, bytes, retention: retention)
        advance(bytes.count)
        return [digest]
    }

    private func inPieces(_ advance: @Sendable (Int) -> Void) async throws(ObjectStoreError) -> [[UInt8]] {
        var (upload, present) = try await begun()
        var pieces: [StoredPiece] = []
        var checksums: [[UInt8]] = []
        var running = RunningDigest()
        var offset = 0
        while offset < byteCount {
            if Task.isCancelled { throw .cancelled }
            let count = min(pieceByteCount, byteCount - offset)
            let bytes = try await read(offset, count)
            guard bytes.count == count else { throw .damaged }
            running.update(bytes)
            let checksum = Digest.sha256(bytes)
            let number = pieces.count + 1
            if let there = present[number], there.byteCount == count, there.checksum == Checksum.text(checksum) {
                pieces.append(there)
            } else {
                do throws(ObjectStoreError) {
                    pieces.append(try await client.put(piece: number, bytes, of: upload, path))
                } catch {
                    // The store has cleared away what was begun; nothing of it is there any more.
                    guard error == .notFound, number == 1 else { throw error }
                    upload = try await client.begin(path, digest: digest, retention: retention)
                    present = [:]
                    pieces.append(try await client.put(piece: number, bytes, of: upload, path))
                }
            }
            checksums.append(checksum)
            offset += count
            advance(count)
        }
        guard running.value() == digest else { throw .damaged }
        try await client.finish(upload, pieces, path)
        return checksums
    }

    /// What an earlier copy of this file began, or a new beginning.
    ///
    /// What was said of the object at its beginning cannot be read again: its first piece says whether it was this one.
    private func begun() async throws(ObjectStoreError) -> (String, [Int: StoredPiece]) {
        for upload in try await client.unfinished(path).reversed() {
            let pieces: [StoredPiece]
            do throws(ObjectStoreError) { pieces = try await client.pieces(of: upload, path) } catch {
                if error == .notFound { continue }
                throw error
            }
            let first = try await read(0, min(pieceByteCount, byteCount))
            let isOurs = pieces.contains { piece in
                piece.number == 1 && piece.byteCount == first.count
                    && piece.checksum == Checksum.text(Digest.sha256(first))
            }
            if isOurs { return (upload, Dictionary(pieces.map { ($0.number, $0) }) { first, _ in first }) }
        }
        return (try await client.begin(path, digest: digest, retention: retention), [:])
    }
}
