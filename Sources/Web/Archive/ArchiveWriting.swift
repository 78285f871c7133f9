import Identity
import Money
import Primitives
import Sealing
import Vault

/// Writes files into an archive that lies in sealed pieces, for one step of its making.
///
/// Everything is checked against the open vault piece by piece: what was locked meanwhile ends the step.
struct ArchiveWriting {
    /// Books beyond it are named and not written: one person's archive does not fill the disk of all.
    static let byteCountMaximum = 12 << 30
    /// Of the archive in one sealed file.
    private static let pieceByteCount = 4 << 20

    let archive: OpenedArchive
    var point: ArchivePoint
    private let files: SealedFiles
    private var zip: any ArchiveWriter
    private var buffer: [UInt8] = []
    /// Bytes written in this step.
    private(set) var written = 0

    /// - Throws: `VaultError.damaged` where the point's writer is not an archive's.
    init(_ archive: OpenedArchive, _ point: ArchivePoint, _ services: WebServices) throws {
        self.archive = archive
        self.point = point
        files = Self.files(of: archive, services)
        if point.writer.isEmpty {
            zip = services.exporter.archive(day: services.today())
        } else {
            guard let saved = services.exporter.archive(saved: point.writer) else { throw VaultError.damaged(0) }
            zip = saved
        }
        buffer.reserveCapacity(Self.pieceByteCount)
    }

    static func files(of archive: OpenedArchive, _ services: WebServices) -> SealedFiles {
        SealedFiles(store: services.files, vault: archive.folder, tracker: VaultKeys.sharing)
    }

    /// A file that is made piece by piece.
    mutating func file(_ name: String, of pieces: any ExportPieces) async throws {
        var (pieces, digest, byteCount) = (pieces, RunningDigest(), 0)
        try await append(try zip.begin(name))
        while let piece = pieces.next() {
            digest.update(piece)
            byteCount += piece.count
            try await append(try zip.content(piece))
        }
        try await append(try zip.end())
        point.listed.append(.init(name: name, byteCount: byteCount, digest: digest.value()))
    }

    /// A file that is in memory.
    ///
    /// - `isListed`: false for the list itself.
    mutating func file(_ name: String, _ bytes: [UInt8], isListed: Bool = true) async throws {
        try await append(try zip.file(name, bytes))
        guard isListed else { return }
        point.listed.append(.init(name: name, byteCount: bytes.count, digest: Digest.sha256(bytes)))
    }

    /// The archive's own list of files: nothing follows it.
    mutating func finish() async throws { try await append(try zip.finish()) }

    /// Ends the step: everything is in pieces, and the point says so.
    ///
    /// - Returns: the archive's record as it is now to be kept.
    mutating func close(isFinished: Bool, at time: Timestamp) async throws -> OpenedArchive {
        try await flush()
        point.writer = isFinished ? [] : zip.saved
        let bytes = point.encode()
        let file = try await files.put(bytes, key: archive.key)
        var closed = archive
        closed.record.point = ArchiveRecord.Point(file: file, byteCount: bytes.count)
        closed.record.byteCount = point.byteCount
        closed.record.worked = time
        if isFinished { closed.record.state = .ready }
        return closed
    }

    private mutating func append(_ bytes: [UInt8]) async throws {
        // Whoever locked the vault ended this, too.
        _ = try archive.access.sharingEpoch()
        try Task.checkCancellation()
        written += bytes.count
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = min(rest.count, Self.pieceByteCount - buffer.count)
            buffer += rest.prefix(count)
            rest = rest.dropFirst(count)
            if buffer.count == Self.pieceByteCount { try await flush() }
        }
    }

    private mutating func flush() async throws {
        guard !buffer.isEmpty else { return }
        let file = try await files.put(buffer, key: archive.key)
        point.pieces.append(.init(file: file, byteCount: buffer.count))
        buffer.removeAll(keepingCapacity: true)
    }
}
