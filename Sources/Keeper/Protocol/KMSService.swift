import KeyService
import Primitives
import Sealing

/// Answers KMS requests: bytes in, bytes out, no sockets.
///
/// - Source: docs/spec/key-service.md §1; field names and limits are those of the AWS KMS API reference.
struct KMSService: Sendable {
    static let bodyByteCountMaximum = 65_536
    private static let algorithm = "SYMMETRIC_DEFAULT"
    private static let keyUsage = "ENCRYPT_DECRYPT"
    private static let descriptionByteCountMaximum = 256
    private static let dataKeyByteCountMaximum = 1024  // as AWS

    private let keys: CustomerKeyStore
    private let region: String
    private let now: Now

    init(keys: CustomerKeyStore, region: String, now: @escaping Now) {
        self.keys = keys
        self.region = region
        self.now = now
    }

    func answer(_ operation: KMSOperation, _ body: [UInt8]) throws(KMSException) -> [UInt8] {
        var request = try KMSRequest(body)
        switch operation {
        case .createKey: return try createKey(&request)
        case .describeKey: return try describeKey(&request)
        case .generateDataKey: return try generateDataKey(&request)
        case .encrypt: return try encrypt(&request)
        case .decrypt: return try decrypt(&request)
        }
    }

    private func createKey(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let text = try request.text("Description", limit: Self.descriptionByteCountMaximum) ?? ""
        try request.fixed("KeySpec", Self.algorithm)
        try request.fixed("CustomerMasterKeySpec", Self.algorithm)
        try request.fixed("KeyUsage", Self.keyUsage)
        try request.fixed("Origin", "AWS_KMS")
        try request.finish()
        do { return metadata(of: try keys.create(text: text, at: now())) } catch .tooManyKeys {
            throw .limitExceeded
        } catch { throw .internalFailure }
    }

    private func describeKey(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        try request.finish()
        guard let key = keys.key(id) else { throw .notFound }
        return metadata(of: key)
    }

    private func generateDataKey(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        let context = try request.encryptionContext()
        let byteCount = try dataKeyByteCount(&request)
        try request.finish()
        // Drawn into ordinary memory because it leaves at once as base 64; the allocator wipes what is freed.
        var plaintext = SecureRandom.bytes(count: byteCount)
        defer { Wipe.zero(&plaintext) }
        let (key, blob) = try seal(plaintext, id, context)
        var answer = JSONWriter()
        answer.add("CiphertextBlob", base64: blob)
        answer.add("KeyId", arn(key))
        answer.add("Plaintext", base64: plaintext)
        return answer.bytes
    }

    /// Exactly one of the two ways to say a length, as AWS asks.
    private func dataKeyByteCount(_ request: inout KMSRequest) throws(KMSException) -> Int {
        let spec = try request.text("KeySpec", limit: 32)
        let number = try request.integer("NumberOfBytes")
        switch (spec, number) {
        case ("AES_256", nil): return 32
        case ("AES_128", nil): return 16
        case (nil, .some(let count)):
            guard (1...Self.dataKeyByteCountMaximum).contains(count) else { throw .validation }
            return count
        default: throw .validation
        }
    }

    private func encrypt(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let id = try request.keyID()
        let context = try request.encryptionContext()
        var plaintext = try request.bytes("Plaintext", limit: KeyServiceCiphertext.plaintextByteCountMaximum)
        defer { Wipe.zero(&plaintext) }
        try request.fixed("EncryptionAlgorithm", Self.algorithm)
        try request.finish()
        let (key, blob) = try seal(plaintext, id, context)
        var answer = JSONWriter()
        answer.add("CiphertextBlob", base64: blob)
        answer.add("EncryptionAlgorithm", Self.algorithm)
        answer.add("KeyId", arn(key))
        return answer.bytes
    }

    private func decrypt(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let named = try request.optionalKeyID()
        let context = try request.encryptionContext()
        let bytes = try request.bytes("CiphertextBlob", limit: 6144)  // as AWS
        try request.fixed("EncryptionAlgorithm", Self.algorithm)
        try request.finish()
        do {
            let blob = try KeyServiceCiphertext(decoding: bytes)
            if let named, named != blob.keyID { throw KMSException.incorrectKey }
            guard let key = keys.key(blob.keyID), let version = key.version(blob.keyVersion) else {
                throw KMSException.invalidCiphertext
            }
            guard key.isEnabled else { throw KMSException.disabled }
            var plaintext = try blob.open(with: version.secret.bytes, context: context)
            defer { Wipe.zero(&plaintext) }
            var answer = JSONWriter()
            answer.add("EncryptionAlgorithm", Self.algorithm)
            answer.add("KeyId", arn(key))
            answer.add("Plaintext", base64: plaintext)
            return answer.bytes
        } catch let error as KeyServiceError {
            throw KMSException(error)
        } catch let error as KMSException {
            throw error
        } catch { throw .internalFailure }
    }

    private func seal(
        _ plaintext: [UInt8],
        _ id: CustomerKeyID,
        _ context: EncryptionContext
    ) throws(KMSException) -> (CustomerKey, [UInt8]) {
        guard let key = keys.key(id), let version = key.versions.last else { throw .notFound }
        guard key.isEnabled else { throw .disabled }
        do {
            let blob = try KeyServiceCiphertext.seal(
                plaintext,
                under: version.secret.bytes,
                keyID: id,
                keyVersion: version.number,
                context: context
            )
            return (key, blob)
        } catch { throw KMSException(error) }
    }

    private func metadata(of key: CustomerKey) -> [UInt8] {
        var metadata = JSONWriter()
        metadata.add("AWSAccountId", Self.account)
        metadata.add("Arn", arn(key))
        metadata.add("CreationDate", milliseconds: key.created.milliseconds)
        metadata.add("CustomerMasterKeySpec", Self.algorithm)
        metadata.add("Description", key.text)
        metadata.add("Enabled", key.isEnabled)
        metadata.add("EncryptionAlgorithms", [Self.algorithm])
        metadata.add("KeyId", key.id.text)
        metadata.add("KeyManager", "CUSTOMER")
        metadata.add("KeySpec", Self.algorithm)
        metadata.add("KeyState", key.isEnabled ? "Enabled" : "Disabled")
        metadata.add("KeyUsage", Self.keyUsage)
        metadata.add("MultiRegion", false)
        metadata.add("Origin", "AWS_KMS")
        var answer = JSONWriter()
        answer.add("KeyMetadata", metadata)
        return answer.bytes
    }

    private static let account = "000000000000"

    private func arn(_ key: CustomerKey) -> String { "arn:flowkeep:kms:\(region):\(Self.account):key/\(key.id.text)" }
}
