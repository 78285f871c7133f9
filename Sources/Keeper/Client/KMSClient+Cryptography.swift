package import KeyService

/// What keys do beyond ``KeyManagement``.
extension KMSClient {
    /// A fresh 32-byte data key in its wrapped form only.
    package func generateDataKeyWithoutPlaintext(
        _ keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("KeySpec", "AES_256")
        body.add("EncryptionContext", context.pairs)
        return try await call(.generateDataKeyWithoutPlaintext, body).bytes("CiphertextBlob")
    }

    /// Wraps anew under another key, or the newest version of the same, without showing what is inside to anybody.
    ///
    /// - Parameters:
    ///   - ciphertext: what ``encrypt(_:keyID:context:)`` or a data key's wrapping gave.
    ///   - context: the one it was made with.
    ///   - keyID: the key to wrap under.
    ///   - newContext: for the new ciphertext.
    /// - Returns: the new ciphertext.
    /// - Throws: `invalidCiphertext` where the old one does not open with its context.
    package func reEncrypt(
        _ ciphertext: [UInt8],
        context: EncryptionContext,
        to keyID: String,
        context newContext: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] {
        var body = JSONWriter()
        body.add("CiphertextBlob", base64: ciphertext)
        body.add("SourceEncryptionContext", context.pairs)
        body.add("DestinationKeyId", keyID)
        body.add("DestinationEncryptionContext", newContext.pairs)
        return try await call(.reEncrypt, body).bytes("CiphertextBlob")
    }

    /// Makes a key for ``generateMac(_:keyID:)`` and returns its id.
    package func createMacKey(description: String) async throws(KeyServiceError) -> String {
        var body = JSONWriter()
        body.add("Description", description)
        body.add("KeySpec", "HMAC_256")
        body.add("KeyUsage", "GENERATE_VERIFY_MAC")
        return try await call(.createKey, body).object("KeyMetadata").text("KeyId")
    }

    /// HMAC-SHA-256 of at most 4,096 bytes, under a key that does not leave the service.
    package func generateMac(_ message: [UInt8], keyID: String) async throws(KeyServiceError) -> [UInt8] {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("MacAlgorithm", KMSService.macAlgorithm)
        body.add("Message", base64: message)
        return try await call(.generateMac, body).bytes("Mac")
    }

    /// - Throws: `invalidCiphertext` unless the code belongs to the message.
    package func verifyMac(_ mac: [UInt8], of message: [UInt8], keyID: String) async throws(KeyServiceError) {
        var body = JSONWriter()
        body.add("KeyId", keyID)
        body.add("Mac", base64: mac)
        body.add("MacAlgorithm", KMSService.macAlgorithm)
        body.add("Message", base64: message)
        guard try await call(.verifyMac, body).flag("MacValid") else { throw .invalidCiphertext }
    }
}
