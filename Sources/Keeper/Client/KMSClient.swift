package import KeyService
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

    private let transport: any KeyServiceTransport
    private let endpoint: KMSEndpoint
    private let signer: any KMSRequestSigner
    private let now: Now
    private let breaker = Mutex(CircuitBreaker())

    /// - Parameters:
    ///   - endpoint: whom to ask.
    ///   - transport: the way there; this client shuts it down.
    ///   - signer: ``UnsignedRequests`` for keeper's socket, ``SignedRequests`` for everything else.
    ///   - now: the time, for the breaker and for signatures.
    package init(
        endpoint: KMSEndpoint,
        transport: any KeyServiceTransport,
        signer: any KMSRequestSigner = UnsignedRequests(),
        now: @escaping Now
    ) {
        self.transport = transport
        self.endpoint = endpoint
        self.signer = signer
        self.now = now
    }

    /// Closes its connections.
    ///
    /// Once, before the event loops end.
    package func shutdown() async throws { try await transport.shutdown() }

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
        let deadline = ContinuousClock.now + .milliseconds(Self.timeoutMilliseconds)
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
        until deadline: ContinuousClock.Instant
    ) async throws(KeyServiceError) -> KMSAnswer {
        var number = 1
        var hasForgotten = false
        while true {
            let failure: KMSFailure
            do { return try await send(operation, body, until: deadline) } catch { failure = error }
            if failure == .credentialsExpired, !hasForgotten {
                // Ended earlier than they said, or were taken back: whoever has them may have others by now.
                hasForgotten = true
                await signer.forgetCredentials()
                continue
            }
            guard endpoint.retry.repeats(operation, after: failure, attempt: number) else { throw failure.error }
            number += 1
            let delay = endpoint.retry.delay(before: number)
            guard ContinuousClock.now + delay < deadline else { throw failure.error }
            do { try await Task.sleep(for: delay) } catch { throw .unavailable }
        }
    }

    private func send(
        _ operation: KMSOperation,
        _ body: [UInt8],
        until deadline: ContinuousClock.Instant
    ) async throws(KMSFailure) -> KMSAnswer {
        let outgoing = KMSOutgoingRequest(authority: endpoint.authority, target: operation.target, body: body)
        var headers = [(name: "content-type", value: KMSOperation.contentType), ("x-amz-target", outgoing.target)]
        do { headers += try await signer.headers(for: outgoing, at: now()) } catch { throw .final(error) }
        let remaining = deadline - ContinuousClock.now
        guard remaining > .zero else { throw .final(.unavailable) }
        let answer: TransportAnswer
        do {
            answer = try await transport.send(
                TransportRequest("POST", endpoint.url, headers: headers, body: body, timeout: remaining)
            )
        } catch {
            throw error == .broken ? .connectionBroken : .final(.unavailable)
        }
        do throws(KeyServiceError) {
            return try KMSAnswer(status: answer.status, errorType: answer.errorType, body: answer.body)
        } catch {
            switch error {
            case .throttled: throw .throttled
            case .unavailable where answer.status >= 500: throw .failing
            case .credentialsExpired: throw .credentialsExpired
            default: throw .final(error)
            }
        }
    }
}
