import Crypto
import Foundation
package import ObjectStore
package import Synchronization

/// A store of this protocol in memory: checks every signature, writes names once, keeps locked objects, refuses to
/// delete, and fails as it is told.
package final class StandInStore: ObjectTransport {
    package enum Fault: Hashable, Sendable {
        case slowDown, serverError, hanging, cutOff
        /// The piece of an object that is asked for lacks its last byte.
        case truncatedBody
        /// What is said of a stored object is of another.
        case wrongFacts
        /// The name of a piece is another than it was.
        case wrongTag
        /// The request is done, and its answer lost.
        case lostAnswer
        case full
        /// Goes well.
        case none
    }

    package struct Object: Sendable {
        package var bytes: [UInt8]
        package var headers: [String: String]
        package var checksum: String
        package var version: Int
    }

    package struct Upload: Sendable {
        package let key: String
        package let headers: [String: String]
        package let number: Int
        package var parts: [Int: [UInt8]] = [:]
    }

    package struct State: Sendable {
        package var objects: [String: Object] = [:]
        package var uploads: [String: Upload] = [:]
        package var faults: [Fault] = []
        package var requests: [String] = []
        package var signatureFaults: [String] = []
        package var serial = 0
        package var mayDelete = false
        package var isLockable = true
        package var refuses: String?
    }

    package let state = Mutex(State())
    private let check: SignatureCheck
    private let bucket: String

    package init(
        accessKey: String = "AKIDEXAMPLE",
        secret: String = "secret",
        region: String = "here",
        bucket: String = "copies"
    ) {
        check = SignatureCheck(accessKey: accessKey, secret: secret, region: region)
        self.bucket = bucket
    }

    /// The next requests fail so, one each.
    package func fail(_ faults: Fault...) { state.withLock { $0.faults += faults } }

    package var requests: [String] { state.withLock { $0.requests } }

    package func forgetRequests() { state.withLock { $0.requests = [] } }

    package func send(_ request: ObjectRequest) async throws(ObjectStoreError) -> ObjectAnswer {
        let result: Result<ObjectAnswer, ObjectStoreError> = state.withLock { state in
            if let fault = check.fault(request) {
                state.signatureFaults.append(fault)
                return .success(Self.error(403, "SignatureDoesNotMatch"))
            }
            if let code = state.refuses { return .success(Self.error(403, code)) }
            let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
            switch fault {
            case .slowDown: return .success(Self.error(503, "SlowDown"))
            case .serverError: return .success(Self.error(500, "InternalError"))
            case .full: return .success(Self.error(507, "XMinioStorageFull"))
            case .hanging: return .failure(.timedOut)
            case .cutOff: return .failure(.unreachable)
            default: break
            }
            var answer = self.answer(request, &state)
            switch fault {
            case .lostAnswer: return .failure(.unreachable)
            case .truncatedBody:
                answer = ObjectAnswer(
                    status: answer.status,
                    headers: answer.headers,
                    body: Array(answer.body.dropLast())
                )
            case .wrongFacts, .wrongTag:
                let wrong = ["etag": "\"0000\"", "x-amz-checksum-sha256": "AAAA", "x-amz-meta-sha256": "00"]
                answer = ObjectAnswer(
                    status: answer.status,
                    headers: answer.headers.map { ($0.name, wrong[$0.name] ?? $0.value) },
                    body: answer.body
                )
            default: break
            }
            guard answer.body.count <= request.answerByteCountMaximum else { return .failure(.damaged) }
            return .success(answer)
        }
        return try result.get()
    }

    private func answer(_ request: ObjectRequest, _ state: inout State) -> ObjectAnswer {
        guard let url = URLComponents(string: request.url) else { return Self.error(400, "InvalidURI") }
        let path = url.path.dropFirst().split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard path.first.map(String.init) == bucket else { return Self.error(404, "NoSuchBucket") }
        let key = path.count > 1 ? String(path[1]) : ""
        let query = Dictionary((url.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { first, _ in first }
        let headers = Dictionary(request.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        state.requests.append("\(request.method.rawValue) \(key)\(query.keys.sorted().map { " \($0)" }.joined())")
        switch request.method {
        case .head: return head(key, state)
        case .delete: return delete(key, query["versionId"], &state)
        case .get: return get(key, query, headers, state)
        case .put:
            if let upload = query["uploadId"] { return putPart(upload, query, request.body, headers, &state) }
            return put(key, request.body, headers, &state)
        case .post:
            if query["uploads"] != nil { return begin(key, headers, &state) }
            return complete(key, query["uploadId"] ?? "", request.body, headers, &state)
        }
    }

    private func head(_ key: String, _ state: State) -> ObjectAnswer {
        guard let object = state.objects[key] else { return ObjectAnswer(status: 404) }
        var headers = object.headers.filter {
            $0.key.hasPrefix("x-amz-meta-") || $0.key.hasPrefix("x-amz-object-lock")
        }
        headers["content-length"] = String(object.bytes.count)
        headers["x-amz-checksum-sha256"] = object.checksum
        headers["x-amz-version-id"] = String(object.version)
        headers["etag"] = "\"\(Self.tag(object.bytes))\""
        return ObjectAnswer(status: 200, headers: headers.map { ($0.key, $0.value) })
    }

    private func get(
        _ key: String,
        _ query: [String: String],
        _ headers: [String: String],
        _ state: State
    ) -> ObjectAnswer {
        if query["object-lock"] != nil {
            guard state.isLockable else { return Self.error(404, "ObjectLockConfigurationNotFoundError") }
            return Self.document(
                "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>"
            )
        }
        if query["uploads"] != nil { return uploads(query["prefix"] ?? "", state) }
        if let upload = query["uploadId"] { return parts(upload, state) }
        if query["list-type"] != nil { return list(query, state) }
        guard let object = state.objects[key] else { return Self.error(404, "NoSuchKey") }
        let range = (headers["range"] ?? "").dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) }
        guard range.count == 2, range[0] < object.bytes.count else { return Self.error(416, "InvalidRange") }
        let bytes = Array(object.bytes[range[0]...min(range[1], object.bytes.count - 1)])
        return ObjectAnswer(status: 206, headers: [("content-length", String(bytes.count))], body: bytes)
    }

    /// Three on a page, so that there is more than one.
    private func list(_ query: [String: String], _ state: State) -> ObjectAnswer {
        let start = query["continuation-token"] ?? ""
        let keys = state.objects.keys.sorted().filter { $0.hasPrefix(query["prefix"] ?? "") && $0 > start }
        let page = keys.prefix(3)
        let entries = page.map { key in
            "<Contents><Key>\(key)</Key><Size>\(state.objects[key]?.bytes.count ?? 0)</Size></Contents>"
        }
        let more =
            keys.count > 3
            ? "<IsTruncated>true</IsTruncated><NextContinuationToken>\(page.last ?? "")</NextContinuationToken>"
            : "<IsTruncated>false</IsTruncated>"
        return Self.document("<ListBucketResult>\(entries.joined())\(more)</ListBucketResult>")
    }

    private func put(
        _ key: String,
        _ bytes: [UInt8],
        _ headers: [String: String],
        _ state: inout State
    ) -> ObjectAnswer {
        guard headers["if-none-match"] == "*" else { return Self.error(400, "NotConditional") }
        guard state.objects[key] == nil else { return Self.error(412, "PreconditionFailed") }
        guard headers["x-amz-checksum-sha256"] == Self.checksum(bytes) else { return Self.error(400, "BadDigest") }
        if headers["x-amz-object-lock-mode"] != nil, !state.isLockable {
            return Self.error(400, "InvalidRequest", "Bucket is missing Object Lock Configuration")
        }
        state.serial += 1
        state.objects[key] = Object(
            bytes: bytes,
            headers: headers,
            checksum: Self.checksum(bytes),
            version: state.serial
        )
        return ObjectAnswer(
            status: 200,
            headers: [("etag", "\"\(Self.tag(bytes))\""), ("x-amz-checksum-sha256", Self.checksum(bytes))]
        )
    }

    private func delete(_ key: String, _ version: String?, _ state: inout State) -> ObjectAnswer {
        let isLocked = state.objects[key]?.headers["x-amz-object-lock-mode"] == "COMPLIANCE"
        guard state.mayDelete, version == nil || !isLocked else { return Self.error(403, "AccessDenied") }
        state.objects[key] = nil
        return ObjectAnswer(status: 204)
    }

    private func begin(_ key: String, _ headers: [String: String], _ state: inout State) -> ObjectAnswer {
        state.serial += 1
        let id = "upload+\(state.serial)"
        state.uploads[id] = Upload(key: key, headers: headers, number: state.serial)
        return Self.document(
            "<InitiateMultipartUploadResult><UploadId>\(id)</UploadId></InitiateMultipartUploadResult>"
        )
    }

    private func putPart(
        _ upload: String,
        _ query: [String: String],
        _ bytes: [UInt8],
        _ headers: [String: String],
        _ state: inout State
    ) -> ObjectAnswer {
        guard state.uploads[upload] != nil, let number = query["partNumber"].flatMap({ Int($0) }) else {
            return Self.error(404, "NoSuchUpload")
        }
        guard headers["x-amz-checksum-sha256"] == Self.checksum(bytes) else { return Self.error(400, "BadDigest") }
        state.uploads[upload]?.parts[number] = bytes
        return ObjectAnswer(
            status: 200,
            headers: [("etag", "\"\(Self.tag(bytes))\""), ("x-amz-checksum-sha256", Self.checksum(bytes))]
        )
    }

    private func uploads(_ prefix: String, _ state: State) -> ObjectAnswer {
        let entries = state.uploads.filter { $0.value.key.hasPrefix(prefix) }.map { id, upload in
            "<Upload><Key>\(upload.key)</Key><UploadId>\(id)</UploadId>"
                + "<Initiated>2026-11-22T00:00:\(upload.number % 60)Z</Initiated></Upload>"
        }
        return Self.document("<ListMultipartUploadsResult>\(entries.joined())</ListMultipartUploadsResult>")
    }

    private func parts(_ upload: String, _ state: State) -> ObjectAnswer {
        guard let found = state.uploads[upload] else { return Self.error(404, "NoSuchUpload") }
        let entries = found.parts.sorted { $0.key < $1.key }.map { number, bytes in
            "<Part><PartNumber>\(number)</PartNumber><Size>\(bytes.count)</Size>"
                + "<ETag>&quot;\(Self.tag(bytes))&quot;</ETag>"
                + "<ChecksumSHA256>\(Self.checksum(bytes))</ChecksumSHA256></Part>"
        }
        return Self.document("<ListPartsResult>\(entries.joined())<IsTruncated>false</IsTruncated></ListPartsResult>")
    }

    private func complete(
        _ key: String,
        _ id: String,
        _ body: [UInt8],
        _ headers: [String: String],
        _ state: inout State
    ) -> ObjectAnswer {
        guard let upload = state.uploads[id], upload.key == key else { return Self.error(404, "NoSuchUpload") }
        guard headers["if-none-match"] == "*", state.objects[key] == nil else {
            return Self.error(412, "PreconditionFailed")
        }
        let text = String(decoding: body, as: UTF8.self)
        var bytes: [UInt8] = []
        var hashes: [UInt8] = []
        for (number, part) in upload.parts.sorted(by: { $0.key < $1.key }) {
            let entry =
                "<PartNumber>\(number)</PartNumber><ETag>&quot;\(Self.tag(part))&quot;</ETag>"
                + "<ChecksumSHA256>\(Self.checksum(part))</ChecksumSHA256>"
            // As Amazon's does: the error of long work comes with status 200.
            guard text.contains(entry) else { return Self.error(200, "InvalidPart") }
            bytes += part
            hashes += Array(SHA256.hash(data: part))
        }
        state.serial += 1
        state.objects[key] = Object(
            bytes: bytes,
            headers: upload.headers,
            checksum: "\(Self.checksum(hashes))-\(upload.parts.count)",
            version: state.serial
        )
        state.uploads[id] = nil
        return Self.document("<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")
    }

    static func checksum(_ bytes: [UInt8]) -> String { Data(SHA256.hash(data: bytes)).base64EncodedString() }

    package static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    private static func tag(_ bytes: [UInt8]) -> String { String(checksum(bytes).prefix(20)) }

    private static func document(_ text: String) -> ObjectAnswer {
        ObjectAnswer(status: 200, body: Array("<?xml version=\"1.0\"?>\n\(text)".utf8))
    }

    private static func error(_ status: Int, _ code: String, _ message: String = "no") -> ObjectAnswer {
        let text = "<Error><Code>\(code)</Code><Message>\(message)</Message></Error>"
        return ObjectAnswer(status: status, body: Array(text.utf8))
    }
}
