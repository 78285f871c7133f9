import KeyService
import Primitives
import Synchronization

/// An in-memory key service that counts its calls, can be made to fail, and can hold answers back.
final class WatchedKeyManagement: KeyManagement {
    private struct State {
        var decryptCount = 0
        var generateCount = 0
        var failure: KeyServiceError?
        var isHolding = false
        var held: [CheckedContinuation<Void, Never>] = []
    }

    private let service: InMemoryKeyManagement
    private let state = Mutex(State())

    init(now: @escaping Now) { service = InMemoryKeyManagement(now: now) }

    var decryptCount: Int { state.withLock { $0.decryptCount } }
    var generateCount: Int { state.withLock { $0.generateCount } }

    func fail(with error: KeyServiceError?) { state.withLock { $0.failure = error } }

    /// From now on `decrypt` waits for ``release()``.
    func hold() { state.withLock { $0.isHolding = true } }

    func release() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isHolding = false
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    func createKey(description: String) async throws(KeyServiceError) -> String {
        try failIfAsked()
        return try await service.createKey(description: description)
    }

    func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription {
        try failIfAsked()
        return try await service.describeKey(keyID)
    }

    func generateDataKey(
        _ keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> GeneratedDataKey {
        state.withLock { $0.generateCount += 1 }
        try failIfAsked()
        return try await service.generateDataKey(keyID, context: context)
    }

    func encrypt(
        _ plaintext: [UInt8],
        keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        try failIfAsked()
        return try await service.encrypt(plaintext, keyID: keyID, context: context)
    }

    func decrypt(_ ciphertext: [UInt8], context: EncryptionContext) async throws(KeyServiceError) -> [UInt8] {
        state.withLock { $0.decryptCount += 1 }
        await withCheckedContinuation { continuation in
            let waits = state.withLock { state in
                if state.isHolding { state.held.append(continuation) }
                return state.isHolding
            }
            if !waits { continuation.resume() }
        }
        try failIfAsked()
        return try await service.decrypt(ciphertext, context: context)
    }

    private func failIfAsked() throws(KeyServiceError) {
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
