import AWSSignature
import Primitives
import Sealing

/// A piece of an object that the store has already.
struct StoredPiece: Hashable, Sendable {
    let number: Int
    let byteCount: Int
    /// What the store calls it.
    let tag: String
    /// Base 64 of its SHA-256; nil where the store does not say.
    let checksum: String?
}

/// Objects that come in pieces: nothing has their name before the last step, and what is there after a kill is used.
extension S3Client {
    /// Begins an object.
    ///
    /// - Returns: the store's name of the work.
    func begin(
        _ path: String,
        digest: [UInt8],
        retention: ObjectRetention?
    ) async throws(ObjectStoreError) -> String {
        var call = Call(method: .post, key: place.key(path), query: [("uploads", "")])
        call.headers = [
            ("content-type", "application/octet-stream"), ("x-amz-checksum-algorithm", "SHA256"),
            ("x-amz-meta-sha256", Hexadecimal.text(digest)),
        ]
        call.headers += retention?.headers ?? []
        let root = try Self.document(try await perform(call), "InitiateMultipartUploadResult")
        guard let upload = root.value("UploadId"), !upload.isEmpty else { throw .unexpected(200) }
        return upload
    }

    /// Work that was begun on an object and not finished, newest last.
    func unfinished(_ path: String) async throws(ObjectStoreError) -> [String] {
        let key = place.key(path)
        let answer = try await perform(Call(method: .get, query: [("uploads", ""), ("prefix", key)]))
        let root = try Self.document(answer, "ListMultipartUploadsResult")
        let ours = root.all("Upload").filter { $0.value("Key") == key }
        return ours.sorted { ($0.value("Initiated") ?? "") < ($1.value("Initiated") ?? "") }
            .compactMap { $0.value("UploadId") }
    }

    /// The pieces of such work that the store has.
    func pieces(of upload: String, _ path: String) async throws(ObjectStoreError) -> [StoredPiece] {
        var found: [StoredPiece] = []
        var after: String?
        for _ in 0..<11 {
            var call = Call(method: .get, key: place.key(path), query: [("uploadId", upload)])
            if let after { call.query.append(("part-number-marker", after)) }
            let root = try Self.document(try await perform(call), "ListPartsResult")
            for part in root.all("Part") {
                guard let number = part.value("PartNumber").flatMap({ Int($0) }),
                    let byteCount = part.value("Size").flatMap({ Int($0) }), let tag = part.value("ETag")
                else { throw .unexpected(200) }
                found.append(
                    StoredPiece(
                        number: number,
                        byteCount: byteCount,
                        tag: tag,
                        checksum: part.value("ChecksumSHA256")
                    )
                )
            }
            guard root.value("IsTruncated") == "true", let next = root.value("NextPartNumberMarker") else {
                return found
            }
            after = next
        }
        throw .unexpected(200)
    }

    /// Sends a piece.
    func put(
        piece number: Int,
        _ bytes: [UInt8],
        of upload: String,
        _ path: String
    ) async throws(ObjectStoreError) -> StoredPiece {
        let checksum = Checksum.text(Digest.sha256(bytes))
        var call = Call(method: .put, key: place.key(path), body: bytes)
        call.query = [("partNumber", String(number)), ("uploadId", upload)]
        call.headers = [("x-amz-checksum-sha256", checksum)]
        call.timeout = Self.pieceTimeout
        let answer = try await perform(call)
        guard let tag = answer.header("etag"), !tag.isEmpty else { throw .unexpected(answer.status) }
        if let said = answer.header("x-amz-checksum-sha256"), said != checksum { throw .damaged }
        return StoredPiece(number: number, byteCount: bytes.count, tag: tag, checksum: checksum)
    }

    /// Makes an object of its pieces, where nothing has its name.
    func finish(
        _ upload: String,
        _ pieces: [StoredPiece],
        _ path: String
    ) async throws(ObjectStoreError) {
        var text = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        for piece in pieces {
            text += "<Part><PartNumber>\(piece.number)</PartNumber><ETag>\(Self.escaped(piece.tag))</ETag>"
            if let checksum = piece.checksum { text += "<ChecksumSHA256>\(checksum)</ChecksumSHA256>" }
            text += "</Part>"
        }
        text += "</CompleteMultipartUpload>"
        var call = Call(method: .post, key: place.key(path), query: [("uploadId", upload)], body: Array(text.utf8))
        call.headers = [("content-type", "application/xml"), ("if-none-match", "*")]
        call.timeout = Self.pieceTimeout
        _ = try Self.document(try await perform(call), "CompleteMultipartUploadResult")
    }

    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: String(character)
            }
        }.joined()
    }
}
