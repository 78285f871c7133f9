package import AWSSignature
package import Primitives
import Sealing

/// Where the credentials for a store of objects come from.
package protocol ObjectCredentials: Sendable {
    /// - Throws: `credentials` when there are none, `unreachable` when whoever has them does not answer.
    func credentials(at moment: Timestamp) async throws(ObjectStoreError) -> AWSCredentials

    /// Takes none of those it kept a second time.
    func forget() async
}

/// A client of Amazon S3's protocol that writes each name once, and asks for nothing to be deleted but its own probe.
///
/// Addresses are of the form `endpoint/bucket/name`, which other stores of this protocol know, too. Answers are
/// bounded, and asked for again where that may help.
/// - Source: docs/spec/backup-second.md §4; Amazon S3 API Reference.
package struct S3Client: Sendable {
    static let service = "s3"
    /// A page of a list.
    static let answerByteCountMaximum = 2 << 20
    private static let pauses: [Duration] = [.milliseconds(200), .seconds(1), .seconds(4)]
    private static let timeout = Duration.seconds(20)
    /// For what carries a piece of a file.
    static let pieceTimeout = Duration.seconds(300)

    package let place: ObjectPlace
    private let transport: any ObjectTransport
    private let credentials: any ObjectCredentials
    private let now: Now
    private let pause: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - place: the bucket.
    ///   - transport: the way there.
    ///   - credentials: what requests are signed with.
    ///   - now: the time.
    ///   - pause: waits before something is asked again.
    package init(
        place: ObjectPlace,
        transport: any ObjectTransport,
        credentials: any ObjectCredentials,
        now: @escaping Now,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.place = place
        self.transport = transport
        self.credentials = credentials
        self.now = now
        self.pause = pause
    }

    /// One request, as it is meant.
    struct Call: Sendable {
        var method: ObjectRequest.Method
        /// Of the object; nil for the bucket itself.
        var key: String?
        var query: [(name: String, value: String)] = []
        var headers: [(name: String, value: String)] = []
        var body: [UInt8] = []
        var timeout = S3Client.timeout
        var answerByteCountMaximum = S3Client.answerByteCountMaximum
    }

    /// Who signs requests now; no secret.
    package func accessKeyID() async throws(ObjectStoreError) -> String {
        try await credentials.credentials(at: now()).accessKeyID
    }

    /// Sends a request until there is an answer with a status of success, or asking again would not help.
    func perform(_ call: Call) async throws(ObjectStoreError) -> ObjectAnswer {
        var hasNewCredentials = false
        var attempt = 0
        while true {
            do throws(ObjectStoreError) { return try await once(call) } catch {
                if error == .credentials, !hasNewCredentials {
                    // What was kept may have ended, or been replaced.
                    await credentials.forget()
                    hasNewCredentials = true
                    continue
                }
                guard error.isPassing, attempt < Self.pauses.count else { throw error }
                do { try await pause(Self.pauses[attempt]) } catch { throw .cancelled }
                attempt += 1
            }
        }
    }

    private func once(_ call: Call) async throws(ObjectStoreError) -> ObjectAnswer {
        let moment = now()
        let credentials = try await credentials.credentials(at: moment)
        let answer = try await transport.send(signed(call, at: moment, credentials))
        guard !(200..<300).contains(answer.status) else { return answer }
        throw Self.error(in: answer)
    }

    private func signed(_ call: Call, at moment: Timestamp, _ credentials: AWSCredentials) -> ObjectRequest {
        let path = "/" + PercentEncoding.path(place.bucket + (call.key.map { "/\($0)" } ?? ""))
        let time = SignatureMoment(moment)
        var headers = call.headers
        headers.append(("x-amz-content-sha256", Hexadecimal.text(Digest.sha256(call.body))))
        headers.append(("x-amz-date", time.text))
        if let token = credentials.sessionTokenText { headers.append(("x-amz-security-token", token)) }
        let host = place.endpoint.split(separator: "/").last.map(String.init) ?? ""
        let signature = SignatureV4(
            method: call.method.rawValue,
            path: path,
            query: call.query,
            headers: [("host", host)] + headers,
            body: call.body
        )
        let scope = SignatureV4.Scope(day: time.day, region: place.region, service: Self.service)
        headers.append(("authorization", signature.authorization(moment: time.text, scope: scope, credentials)))
        let query = SignatureV4.query(call.query)
        return ObjectRequest(
            method: call.method,
            url: place.endpoint + path + (query.isEmpty ? "" : "?\(query)"),
            headers: headers,
            body: call.body,
            timeout: call.timeout,
            answerByteCountMaximum: call.answerByteCountMaximum
        )
    }

    static func error(in answer: ObjectAnswer) -> ObjectStoreError {
        guard let root = XMLNode.parse(answer.body), root.name == "Error", let code = root.value("Code") else {
            return ObjectStoreError(status: answer.status)
        }
        // The one code that says several things: a bucket without what object lock needs is told by its sentence.
        let isAboutLock = code == "InvalidRequest" && (root.value("Message") ?? "").contains("Object Lock")
        return isAboutLock ? .notLockable : ObjectStoreError(code: code, status: answer.status)
    }

    /// The root of an answer that must be of that name.
    ///
    /// Long work is answered with success before it is known to be one: then the body says what went wrong.
    static func document(_ answer: ObjectAnswer, _ name: String) throws(ObjectStoreError) -> XMLNode {
        guard let root = XMLNode.parse(answer.body) else { throw .unexpected(answer.status) }
        if root.name == "Error" { throw error(in: answer) }
        guard root.name == name else { throw .unexpected(answer.status) }
        return root
    }
}
