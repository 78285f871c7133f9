import AWSSignature
package import Primitives
import Sealing

/// What a store says of an object without sending it.
package struct ObjectFacts: Hashable, Sendable {
    package let byteCount: Int
    /// SHA-256 that was written beside it.
    package let digest: [UInt8]?
    /// Base 64: what the store itself worked out over what it keeps; of several pieces, with their number.
    package let checksum: String?
    package let version: String?
    /// Until when nobody deletes it; nil where anybody with the right may.
    package let lockedUntil: Timestamp?
}

/// A name in a list.
package struct ListedObject: Hashable, Sendable {
    /// Below the place's prefix.
    package let path: String
    package let byteCount: Int
}

/// Until when an object must not be deleted.
package struct ObjectRetention: Hashable, Sendable {
    package let until: Timestamp

    package init(until: Timestamp) { self.until = until }

    /// Nobody, the owner of the account included, may delete or shorten it before.
    var headers: [(name: String, value: String)] {
        // Whole seconds; up, so that it is never shorter than was asked for.
        let end = Timestamp(seconds: until.adding(seconds: 1).seconds)
        return [("x-amz-object-lock-mode", "COMPLIANCE"), ("x-amz-object-lock-retain-until-date", end.iso)]
    }
}

extension S3Client {
    /// Whether objects of this bucket can be kept from being deleted.
    package func keepsObjects() async throws(ObjectStoreError) -> Bool {
        do {
            let answer = try await perform(Call(method: .get, query: [("object-lock", "")]))
            return try Self.document(answer, "ObjectLockConfiguration").value("ObjectLockEnabled") == "Enabled"
        } catch {
            if error == .notFound { return false }
            throw error
        }
    }

    /// Puts an object where there is none of that name.
    ///
    /// - Parameters:
    ///   - path: below the place's prefix.
    ///   - bytes: all of it.
    ///   - retention: nil for what may be deleted.
    /// - Throws: ``ObjectStoreError``; `exists` when something has the name.
    package func put(
        _ path: String,
        _ bytes: [UInt8],
        retention: ObjectRetention?
    ) async throws(ObjectStoreError) {
        let digest = Digest.sha256(bytes)
        var call = Call(method: .put, key: place.key(path), body: bytes)
        call.timeout = Self.pieceTimeout
        call.headers = [
            ("content-type", "application/octet-stream"), ("if-none-match", "*"),
            ("x-amz-sdk-checksum-algorithm", "SHA256"),
            ("x-amz-checksum-sha256", Checksum.text(digest)), ("x-amz-meta-sha256", Hexadecimal.text(digest)),
        ]
        call.headers += retention?.headers ?? []
        let answer = try await perform(call)
        if let checksum = answer.header("x-amz-checksum-sha256"), checksum != Checksum.text(digest) { throw .damaged }
    }

    /// What is known of an object; nil where there is none.
    package func facts(_ path: String) async throws(ObjectStoreError) -> ObjectFacts? {
        var call = Call(method: .head, key: place.key(path))
        call.headers = [("x-amz-checksum-mode", "ENABLED")]
        let answer: ObjectAnswer
        do { answer = try await perform(call) } catch {
            if error == .notFound { return nil }
            throw error
        }
        guard let byteCount = answer.header("content-length").flatMap({ Int($0) }), byteCount >= 0 else {
            throw .unexpected(answer.status)
        }
        let isKept = answer.header("x-amz-object-lock-mode") == "COMPLIANCE"
        let end = answer.header("x-amz-object-lock-retain-until-date").flatMap(Self.time)
        return ObjectFacts(
            byteCount: byteCount,
            digest: answer.header("x-amz-meta-sha256").flatMap(Self.bytes),
            checksum: answer.header("x-amz-checksum-sha256"),
            version: answer.header("x-amz-version-id"),
            lockedUntil: isKept ? end : nil
        )
    }

    /// A piece of an object: as many bytes as asked for, fewer only at its end.
    ///
    /// - Throws: ``ObjectStoreError``; `damaged` when the store sends another number of bytes than it says.
    package func read(_ path: String, from offset: Int, atMost count: Int) async throws(ObjectStoreError) -> [UInt8] {
        var call = Call(method: .get, key: place.key(path))
        call.headers = [("range", "bytes=\(offset)-\(offset + count - 1)")]
        call.timeout = Self.pieceTimeout
        call.answerByteCountMaximum = max(count, Self.answerByteCountMaximum)
        let answer: ObjectAnswer
        do { answer = try await perform(call) } catch {
            // Nothing lies there any more: the object ends before.
            if error == .unexpected(416) { return [] }
            throw error
        }
        // A store that sends everything instead of a piece is one that this program does not know.
        guard answer.status == 206, answer.body.count <= count else { throw .unexpected(answer.status) }
        if let said = answer.header("content-length"), Int(said) != answer.body.count { throw .damaged }
        return answer.body
    }

    /// Every object whose path begins so, in the order of their names.
    ///
    /// - Throws: ``ObjectStoreError``; `unexpected` beyond 100,000 of them.
    package func list(_ start: String = "") async throws(ObjectStoreError) -> [ListedObject] {
        var found: [ListedObject] = []
        var token: String?
        for _ in 0..<100 {
            var call = Call(method: .get)
            call.query = [("list-type", "2"), ("prefix", place.key(start))]
            if let token { call.query.append(("continuation-token", token)) }
            let root = try Self.document(try await perform(call), "ListBucketResult")
            for entry in root.all("Contents") {
                guard let key = entry.value("Key"), let size = entry.value("Size").flatMap({ Int($0) }) else {
                    throw .unexpected(200)
                }
                guard let path = place.path(key) else { continue }
                found.append(ListedObject(path: path, byteCount: size))
            }
            guard root.value("IsTruncated") == "true", let next = root.value("NextContinuationToken") else {
                return found
            }
            token = next
        }
        throw .unexpected(200)
    }

    /// Asks for an object of ours to be deleted, to see that the store refuses.
    ///
    /// - `version`: one of it; nil for its name, which deletes nothing for good and is not to be allowed either.
    /// - Throws: `denied` where all is well.
    package func delete(_ path: String, version: String? = nil) async throws(ObjectStoreError) {
        var call = Call(method: .delete, key: place.key(path))
        if let version { call.query = [("versionId", version)] }
        _ = try await perform(call)
    }

    private static func time(_ text: String) -> Timestamp? {
        // With or without a fraction: seconds are enough.
        let plain = text.split(separator: ".").first.map(String.init) ?? text
        return SignatureMoment(extended: plain.hasSuffix("Z") ? plain : plain + "Z")?.moment
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<(index + 2)], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
