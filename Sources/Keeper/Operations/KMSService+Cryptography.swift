import KeyService
import Sealing

/// What keys are for: data keys, encryption, authentication codes.
extension KMSService {
    static let macAlgorithm = "HMAC_SHA_256"
    private static let dataKeyByteCountMaximum = 1024  // as AWS
    private static let ciphertextByteCountMaximum = 6144  // as AWS
    private static let messageByteCountMaximum = 4096  // as AWS

    func generateDataKey(_ request: inout KMSRequest, withPlaintext: Bool) throws(KMSException) -> [UInt8] {
        let reference = try request.reference()
        let context = try request.encryptionContext()
        let byteCount = try dataKeyByteCount(&request)
        let isDryRun = try finishCryptographic(&request)
        // Drawn into ordinary memory because it leaves at once as base 64; the allocator wipes what is freed.
        var plaintext = SecureRandom.bytes(count: byteCount)
        defer { Wipe.zero(&plaintext) }
        let (key, blob) = try seal(plaintext, reference, context)
        guard !isDryRun else { throw .dryRun }
        var answer = JSONWriter()
        answer.add("CiphertextBlob", base64: blob)
        answer.add("KeyId", arn(key))
        if withPlaintext { answer.add("Plaintext", base64: plaintext) }
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

    func encrypt(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let reference = try request.reference()
        let context = try request.encryptionContext()
        var plaintext = try request.bytes("Plaintext", limit: KeyServiceCiphertext.plaintextByteCountMaximum)
        defer { Wipe.zero(&plaintext) }
        try request.fixed("EncryptionAlgorithm", Self.algorithm)
        let isDryRun = try finishCryptographic(&request)
        let (key, blob) = try seal(plaintext, reference, context)
        guard !isDryRun else { throw .dryRun }
        var answer = JSONWriter()
        answer.add("CiphertextBlob", base64: blob)
        answer.add("EncryptionAlgorithm", Self.algorithm)
        answer.add("KeyId", arn(key))
        return answer.bytes
    }

    func decrypt(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let named = try request.optionalReference()
        let context = try request.encryptionContext()
        let blob = try request.bytes("CiphertextBlob", limit: Self.ciphertextByteCountMaximum)
        try request.fixed("EncryptionAlgorithm", Self.algorithm)
        let isDryRun = try finishCryptographic(&request)
        var (key, plaintext) = try open(blob, named, context)
        defer { Wipe.zero(&plaintext) }
        guard !isDryRun else { throw .dryRun }
        var answer = JSONWriter()
        answer.add("EncryptionAlgorithm", Self.algorithm)
        answer.add("KeyId", arn(key))
        answer.add("Plaintext", base64: plaintext)
        return answer.bytes
    }

    func reEncrypt(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let blob = try request.bytes("CiphertextBlob", limit: Self.ciphertextByteCountMaximum)
        let source = try request.optionalReference("SourceKeyId")
        let sourceContext = try request.encryptionContext("SourceEncryptionContext")
        try request.fixed("SourceEncryptionAlgorithm", Self.algorithm)
        let destination = try request.reference("DestinationKeyId")
        let destinationContext = try request.encryptionContext("DestinationEncryptionContext")
        try request.fixed("DestinationEncryptionAlgorithm", Self.algorithm)
        try request.none("DryRunModifiers")
        let isDryRun = try finishCryptographic(&request)
        var (sourceKey, plaintext) = try open(blob, source, sourceContext)
        defer { Wipe.zero(&plaintext) }
        let (key, newBlob) = try seal(plaintext, destination, destinationContext)
        guard !isDryRun else { throw .dryRun }
        var answer = JSONWriter()
        answer.add("CiphertextBlob", base64: newBlob)
        answer.add("DestinationEncryptionAlgorithm", Self.algorithm)
        answer.add("KeyId", arn(key))
        answer.add("SourceEncryptionAlgorithm", Self.algorithm)
        answer.add("SourceKeyId", arn(sourceKey))
        return answer.bytes
    }

    func generateMac(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let (key, mac, isDryRun) = try mac(&request)
        guard !isDryRun else { throw .dryRun }
        var answer = JSONWriter()
        answer.add("KeyId", arn(key))
        answer.add("Mac", base64: mac)
        answer.add("MacAlgorithm", Self.macAlgorithm)
        return answer.bytes
    }

    func verifyMac(_ request: inout KMSRequest) throws(KMSException) -> [UInt8] {
        let claimed = try request.bytes("Mac", limit: Self.ciphertextByteCountMaximum)
        let (key, mac, isDryRun) = try mac(&request)
        guard ConstantTime.equal(claimed, mac) else { throw .invalidMac }
        guard !isDryRun else { throw .dryRun }
        var answer = JSONWriter()
        answer.add("KeyId", arn(key))
        answer.add("MacAlgorithm", Self.macAlgorithm)
        answer.add("MacValid", true)
        return answer.bytes
    }

    private func mac(_ request: inout KMSRequest) throws(KMSException) -> (CustomerKey, [UInt8], Bool) {
        let reference = try request.reference()
        var message = try request.bytes("Message", limit: Self.messageByteCountMaximum)
        defer { Wipe.zero(&message) }
        guard let algorithm = try request.text("MacAlgorithm", limit: 32) else { throw .validation }
        let isDryRun = try finishCryptographic(&request)
        let key = try usableKey(reference, .hmac256)
        guard algorithm == Self.macAlgorithm else { throw .invalidKeyUsage }
        guard let version = key.versions.last else { throw .notFound }
        return (key, Authenticator.unlabelledTag(message, key: version.secret.bytes), isDryRun)
    }

    /// Ends the reading of a request; gives whether it only asks whether it would succeed.
    private func finishCryptographic(_ request: inout KMSRequest) throws(KMSException) -> Bool {
        try request.none("GrantTokens")
        let isDryRun = try request.flag("DryRun")
        try request.finish()
        return isDryRun
    }

    private func seal(
        _ plaintext: [UInt8],
        _ reference: KeyReference,
        _ context: EncryptionContext
    ) throws(KMSException) -> (CustomerKey, [UInt8]) {
        let key = try usableKey(reference, .symmetric)
        guard let version = key.versions.last else { throw .notFound }
        do {
            let blob = try KeyServiceCiphertext.seal(
                plaintext,
                under: version.secret.bytes,
                keyID: key.id,
                keyVersion: version.number,
                context: context
            )
            return (key, blob)
        } catch { throw KMSException(error) }
    }

    private func open(
        _ bytes: [UInt8],
        _ named: KeyReference?,
        _ context: EncryptionContext
    ) throws(KMSException) -> (CustomerKey, [UInt8]) {
        let blob: KeyServiceCiphertext
        do { blob = try KeyServiceCiphertext(decoding: bytes) } catch { throw KMSException(error) }
        if let named {
            let key = try usableKey(named, .symmetric)
            guard key.id == blob.keyID else { throw .incorrectKey }
        }
        // An unknown key is an invalid ciphertext: the caller named no key, the blob did.
        guard let key = keys.key(blob.keyID), !key.isGone(at: now()), key.spec == .symmetric,
            let version = key.version(blob.keyVersion)
        else { throw .invalidCiphertext }
        try key.state.checkUsable()
        do { return (key, try blob.open(with: version.secret.bytes, context: context)) } catch {
            throw KMSException(error)
        }
    }
}
