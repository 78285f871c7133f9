import HTTPTypes
package import Identity
import Primitives
import Sealing
import Vault

/// A finished archive on its way to its owner: opened piece by piece, and sealed with its passphrase if she chose so.
package struct ArchiveDownload: AnswerPieces {
    private let archive: OpenedArchive
    private let files: SealedFiles
    private let identity: IdentityService
    private var pieces: ArraySlice<ArchivePoint.Piece>
    private var sealer: AgeSealer?
    private var content: SealedFileContent?
    /// Read and not handed out yet.
    private var buffer: [UInt8] = []
    private var isBegun = false
    private var isOver = false

    /// How many bytes it has.
    let byteCount: Int

    /// - Throws: `VaultError.damaged` where the archive's files are not there any more.
    package init(_ archive: OpenedArchive, _ services: WebServices) async throws {
        self.archive = archive
        files = ArchiveWriting.files(of: archive, services)
        identity = services.identity
        guard let kept = archive.record.point else { throw VaultError.damaged(0) }
        let bytes = try await files.content(of: kept.file, key: archive.key, byteCount: kept.byteCount)
        let point: ArchivePoint
        do { point = try ArchivePoint(decoding: bytes) } catch { throw VaultError.damaged(0) }
        pieces = point.pieces[...]
        if let header = archive.record.header {
            let sealer = AgeSealer(header: header, key: archive.fileKey.bytes)
            byteCount = sealer.byteCount(of: point.byteCount)
            self.sealer = sealer
        } else {
            byteCount = point.byteCount
        }
    }

    /// What was locked meanwhile hands out nothing more, and the file stays a part.
    package mutating func next() async throws -> [UInt8]? {
        _ = try archive.access.sharingEpoch()
        guard var sealer else { return try await read() }
        defer { self.sealer = sealer }
        guard isBegun else {
            isBegun = true
            return sealer.preamble
        }
        guard !isOver else { return nil }
        // One byte more than a chunk says that it is not the last.
        while buffer.count <= AgeFile.chunkByteCount, let bytes = try await read() { buffer += bytes }
        isOver = buffer.count <= AgeFile.chunkByteCount
        let chunk = Array(buffer.prefix(AgeFile.chunkByteCount))
        buffer.removeFirst(chunk.count)
        return sealer.seal(chunk, isLast: isOver)
    }

    /// The next bytes of the archive.
    private mutating func read() async throws -> [UInt8]? {
        while true {
            if let bytes = try await content?.next() { return bytes }
            guard let piece = pieces.popFirst() else { return nil }
            // Taken back while it is handed out: the file stays a part.
            guard try await identity.hasConsent(.export, archive.access.vaultID) else {
                throw VaultError.noConsent(.export)
            }
            content = try await files.open(piece.file, key: archive.key, byteCount: piece.byteCount)
        }
    }
}

extension ArchiveDownload {
    /// The archive of who asks, as a file; nil where none is ready.
    static func answer(_ request: WebRequest, _ services: WebServices, _ token: SessionToken) async throws -> Answer? {
        guard let access = request.session?.access else { throw Problem(.locked) }
        guard let archive = try await services.identity.finishedArchive(access, for: token) else { return nil }
        let download = try await ArchiveDownload(archive, services)
        let day = archive.record.asked.day().iso
        let isSealed = archive.record.header != nil
        var answer = Answer.download(
            download,
            name: "flowkeep-archive-\(day).zip\(isSealed ? ".age" : "")",
            mediaType: isSealed ? "application/octet-stream" : "application/zip"
        )
        answer.pieceByteCount = download.byteCount
        return answer.adding(.cacheControl, "no-store")
    }
}
