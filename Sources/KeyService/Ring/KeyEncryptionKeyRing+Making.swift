import Primitives
import Sealing

extension KeyEncryptionKeyRing {
    /// Makes the first version of every key that does not exist yet.
    ///
    /// Idempotent; two processes may do it at once.
    ///
    /// - Throws: ``KeyRingError``; what was made before stays, and the next call goes on.
    package func prepare() async throws(KeyRingError) {
        var known: String?
        for use in KEKUse.allCases where try await versions(use).isEmpty {
            let keyID: String
            if let known { keyID = known } else { keyID = try await customerKey() }
            known = keyID
            do { try await add(use, version: 1, under: keyID) } catch .store(.conflict) {
                // Another process made it between our look and our write: theirs is the key.
            }
        }
    }

    /// Makes the next version of a key; from now on it seals, and all before it still open.
    ///
    /// - Throws: ``KeyRingError/store(_:)`` with `conflict` when another process rotated at the same time;
    ///   ``KeyRingError/pinned(_:)`` for the key of blind indices.
    @discardableResult
    package func rotate(_ use: KEKUse) async throws(KeyRingError) -> UInt32 {
        guard !use.isPinned else { throw .pinned(use) }
        guard let newest = try await versions(use).last else { throw .missing(use) }
        try await add(use, version: newest + 1, under: try await customerKey())
        return newest + 1
    }

    private func add(_ use: KEKUse, version: UInt32, under customerKey: String) async throws(KeyRingError) {
        var generated: GeneratedDataKey
        do {
            generated = try await keyManagement.generateDataKey(customerKey, context: context(use, version))
        } catch {
            await note(.generate, use, version, failed: error)
            throw .keyService(error)
        }
        let record = WrappedKeyRecord(use: use, version: version, wrapped: generated.wrapped, created: now())
        let bytes = generated.takePlaintext()
        try await report(.generate, use, version)
        guard bytes.count == Self.keyByteCount else { throw .damaged(use) }
        let write = RecordWrite.put(
            WrappedKeyRecord.key(use, version),
            bytes: record.encode(),
            unique: nil,
            expected: 0
        )
        do { try await store.write([write]) } catch { throw .store(error) }
        remember(KeyEncryptionKey(use: use, version: version, bytes: bytes))
    }

    /// The customer key that an administrator made, or the one of this installation.
    private func customerKey() async throws(KeyRingError) -> String {
        if let configuredKeyID { return configuredKeyID }
        return try await installationKeyID()
    }

    /// The customer key of this installation, made at first use.
    private func installationKeyID() async throws(KeyRingError) -> String {
        let place = RecordKey(kind: .keyEncryptionKey, name: WrappedKeyRecord.customerKeyName)
        if let found = try await storedKeyID(place) { return found }
        let made: String
        do { made = try await keyManagement.createKey(description: "flowkeep") } catch { throw .keyService(error) }
        do {
            try await store.write([.put(place, bytes: Array(made.utf8), unique: nil, expected: 0)])
            return made
        } catch .conflict {
            // Another process was first; the key made here stays unused.
            guard let found = try await storedKeyID(place) else { throw .store(.conflict) }
            return found
        } catch { throw .store(error) }
    }

    func storedKeyID(_ place: RecordKey) async throws(KeyRingError) -> String? {
        do { return try await store.read(place).map { String(decoding: $0.bytes, as: UTF8.self) } } catch {
            throw .store(error)
        }
    }
}
