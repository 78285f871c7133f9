import AsyncHTTPClient
package import KeyService
package import NIOCore
import NIOHTTP1
package import Primitives
import Sealing
import Synchronization

/// The key service over HTTP: keeper on its socket, or AWS KMS.
///
/// An answer comes within ``timeoutMilliseconds``, retries included, or the call fails as `unavailable`. After five
/// failures in a row the circuit breaker answers in the service's place for five seconds.
/// - Source: docs/spec/key-service.md §1; SECURITY_NOTES, “Key service outage”.
package final class KMSClient: KeyManagement {
    package static let timeoutMilliseconds: Int64 = 2000
    private static let answerByteCountMaximum = 65_536

    private let client: HTTPClient
    private let endpoint: KMSEndpoint
    private let signer: any KMSRequestSigner
    private let now: Now
    private let breaker = Mutex(CircuitBreaker())

    /// - Parameters:
    ///   - endpoint: whom to ask.
    ///   - signer: ``UnsignedRequests`` for keeper's socket, ``SignedRequests`` for everything else; this client shuts
    ///     it down.
    ///   - eventLoopGroup: the process's own; no threads are added.
    ///   - now: the time, for the breaker and for signatures.
    package init(
        endpoint: KMSEndpoint,
        signer: any KMSRequestSigner = UnsignedRequests(),
        eventLoopGroup: any EventLoopGroup,
        now: @escaping Now
    ) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(Self.timeoutMilliseconds)),
            connectionPool: .init(idleTimeout: .seconds(30))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false  // our own retry is bounded
        client = HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
        self.endpoint = endpoint
        self.signer = signer
        self.now = now
    }

    /// Closes its connections.
    ///
    /// Once, before the event loops end.
    package func shutdown() async throws {
        do { try await signer.shutdown() } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    package func createKey(description: String) async throws(KeyServiceError) -> String {
        var body = JSONWriter()
        body.add("Description", description)
        let answer = try await call(.createKey, body)
        return try answer.object("KeyMetadata").text("KeyId")
    }

    package func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        let metadata = try await call(.describeKey, body).object("KeyMetadata")
        return KeyDescription(
            keyID: try metadata.text("KeyId"),
            isEnabled: try metadata.flag("Enabled"),
            created: try metadata.moment("CreationDate")
        )
    }

    package func generateDataKey(
        _ keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> GeneratedDataKey {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("KeySpec", "AES_256")
        body.add("EncryptionContext", context.pairs)
        let answer = try await call(.generateDataKey, body)
        return GeneratedDataKey(plaintext: try answer.bytes("Plaintext"), wrapped: try answer.bytes("CiphertextBlob"))
    }

    package func encrypt(
        _ plaintext: [UInt8],
        keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("Plaintext", base64: plaintext)
        body.add("EncryptionContext", context.pairs)
        return try await call(.encrypt, body).bytes("CiphertextBlob")
    }

    package func decrypt(
        _ ciphertext: [UInt8],
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        var body = JSONWriter()
        body.add("CiphertextBlob", base64: ciphertext)
        body.add("EncryptionContext", context.pairs)
        return try await call(.decrypt, body).bytes("Plaintext")
    }

    /// One call with its retries, behind the breaker.
    func call(_ operation: KMSOperation, _ body: JSONWriter) async throws(KeyServiceError) -> KMSAnswer {
        guard breaker.withLock({ $0.allows(at: now()) }) else { throw .unavailable }
        let deadline = NIODeadline.now() + .milliseconds(Self.timeoutMilliseconds)
        do throws(KeyServiceError) {
            let answer = try await attempts(operation, body.bytes, until: deadline)
            breaker.withLock { $0.succeeded() }
            return answer
        } catch {
            // Every other error is an answer: the service is there.
            breaker.withLock { error == .unavailable ? $0.failed(at: now()) : $0.succeeded() }
            throw error
        }
    }

    private func attempts(
        _ operation: KMSOperation,
        _ body: [UInt8],
        until deadline: NIODeadline
    ) async throws(KeyServiceError) -> KMSAnswer {
        var number = 1
        while true {
            let failure: KMSFailure
            do { return try await attempt(operation, body, until: deadline) } catch { failure = error }
            guard endpoint.retry.repeats(operation, after: failure, attempt: number) else { throw failure.error }
            number += 1
            let delay = endpoint.retry.delay(before: number)
            guard NIODeadline.now() + TimeAmount(delay) < deadline else { throw failure.error }
            do { try await Task.sleep(for: delay) } catch { throw .unavailable }
        }
    }

    private func attempt(
        _ operation: KMSOperation,
        _ body: [UInt8],
        until deadline: NIODeadline
    ) async throws(KMSFailure) -> KMSAnswer {
        do {
            return try await send(operation, body, until: deadline)
        } catch let error as KMSFailure {
            throw error
        } catch let error as KeyServiceError {
            throw .final(error)
        } catch is CancellationError {
            throw .final(.unavailable)
        } catch let error as HTTPClientError {
            throw error == .remoteConnectionClosed ? .connectionBroken : .final(.unavailable)
        } catch { throw .connectionBroken }
    }

    private func send(
        _ operation: KMSOperation,
        _ body: [UInt8],
        until deadline: NIODeadline
    ) async throws -> KMSAnswer {
        let outgoing = KMSOutgoingRequest(authority: endpoint.authority, target: operation.target, body: body)
        var request = HTTPClientRequest(url: endpoint.url)
        request.method = .POST
        request.headers.add(name: "host", value: outgoing.authority)
        request.headers.add(name: "content-type", value: KMSOperation.contentType)
        request.headers.add(name: "x-amz-target", value: outgoing.target)
        for header in try await signer.headers(for: outgoing, at: now()) {
            request.headers.add(name: header.name, value: header.value)
        }
        request.body = .bytes(ByteBuffer(bytes: body))
        let response = try await client.execute(request, deadline: deadline)
        let buffer = try await response.body.collect(upTo: Self.answerByteCountMaximum)
        let status = Int(response.status.code)
        let error: KeyServiceError
        do {
            return try KMSAnswer(
                status: status,
                errorType: response.headers.first(name: "x-amzn-errortype"),
                body: Array(buffer.readableBytesView)
            )
        } catch let failure { error = failure }
        switch error {
        case .throttled: throw KMSFailure.throttled
        case .unavailable where status >= 500: throw KMSFailure.failing
        default: throw error
        }
    }
}
