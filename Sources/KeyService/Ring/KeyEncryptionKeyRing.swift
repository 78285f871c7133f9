package import Primitives
package import Sealing
import Synchronization

/// The key-encryption keys (KEK) of an installation: fetched from the key service, lent, and forgotten.
///
/// Wrapped keys lie in the metadata store, several versions of each use: the newest seals, all open. An unwrapped key
/// stays in memory for at most ``cacheSeconds``. Any number of callers that miss the cache together cause one call.
/// Whatever fails, fails closed: the error travels, nothing is remembered, and the next caller asks again.
///
/// - Source: docs/spec/key-service.md §5; SECURITY_NOTES, “Key service outage”.
package final class KeyEncryptionKeyRing: Sendable {
    /// The longest that a ring may keep a key.
    package static let cacheSeconds: Int64 = 300

    package typealias FetchRecorder = @Sendable (KeyFetch) async throws(KeyRingError) -> Void

    typealias Outcome<Value> = Result<Value, KeyRingError>

    let keyManagement: any KeyManagement
    let store: any RecordStore
    let now: Now
    let configuredKeyID: String?
    private let environment: String
    private let region: String
    private let onFetch: FetchRecorder
    let cache: KeyRingCache

    /// - Parameters:
    ///   - keyManagement: keeper, AWS KMS, or an in-memory service.
    ///   - store: the metadata store.
    ///   - environment: bound to every key; a ring of another environment opens none of them.
    ///   - region: bound to every key likewise.
    ///   - customerKeyID: the customer key to wrap under, where an administrator made one (AWS KMS); nil to use the one
    ///     that this installation made, or make it.
    ///   - cacheSeconds: how long keys are kept; 1...300. Shorter means that a key that is taken away in the key
    ///     service is gone here sooner, and that the key service is asked more often.
    ///   - now: the time, which ends the life of cached keys.
    ///   - onFetch: writes every use of the key service down, and returns when that is durable; where it throws, the
    ///     key is not lent. It is told of failures, too, and then decides what of them is worth writing down.
    package init(
        keyManagement: any KeyManagement,
        store: any RecordStore,
        environment: String,
        region: String,
        customerKeyID: String? = nil,
        cacheSeconds: Int64 = KeyEncryptionKeyRing.cacheSeconds,
        now: @escaping Now,
        onFetch: @escaping FetchRecorder
    ) {
        self.keyManagement = keyManagement
        self.store = store
        self.environment = environment
        self.region = region
        configuredKeyID = customerKeyID
        cache = KeyRingCache(seconds: min(max(cacheSeconds, 1), Self.cacheSeconds))
        self.now = now
        self.onFetch = onFetch
    }

    /// Lends a key for one synchronous call.
    ///
    /// - Parameters:
    ///   - use: which key.
    ///   - version: nil for the newest, which is the one to seal with.
    ///   - body: gets the key's version and its 32 bytes, which end with the call.
    /// - Returns: what `body` returns.
    /// - Throws: ``KeyRingError``, or what `body` throws.
    package func withKey<Value>(
        _ use: KEKUse,
        version: UInt32? = nil,
        _ body: (UInt32, borrowing SecretBytes) throws -> Value
    ) async throws -> Value {
        let key = try await key(use, version: version)
        return try body(key.version, key.bytes)
    }

    /// The key if it is in memory, without waiting.
    ///
    /// For hot paths; a miss is followed by ``key(_:version:)``.
    package func cachedKey(_ use: KEKUse, version: UInt32? = nil) -> KeyEncryptionKey? {
        cache.key(use, version: version, at: now())
    }

    /// The key, from memory or from the key service.
    package func key(_ use: KEKUse, version: UInt32? = nil) async throws(KeyRingError) -> KeyEncryptionKey {
        if let key = cachedKey(use, version: version) { return key }
        let wanted = if let version { version } else { try await newestVersion(use) }
        let awaited = cache.keyOrFlight(use, version: wanted, at: now()) {
            // Unstructured so that a caller who gives up does not fail the others; ends by the client's timeout.
            Task { await self.unwrap(use, wanted) }
        }
        switch awaited {
        case .here(let key): return key
        case .inTheAir(let flight): return try await flight.value.get()
        }
    }

    /// Fetches a version, the newest when none is named, from the key service although it may be in memory, and does
    /// not keep it.
    ///
    /// For checks of the key service and of what its use leaves behind.
    package func fetchAnew(_ use: KEKUse, version: UInt32? = nil) async throws(KeyRingError) -> KeyEncryptionKey {
        let wanted = if let version { version } else { try await versions(use).last }
        guard let wanted else { throw .missing(use) }
        return try await fetch(try await wrappedKey(use, wanted))
    }

    /// Zeroes keys whose time is up.
    ///
    /// Call it every few seconds; without, an idle server would hold keys for longer.
    package func wipeExpired() { cache.wipeExpired(at: now()) }

    /// Zeroes all keys: at shutdown, and when the key service is to be asked anew.
    package func wipeAll() { cache.wipeAll() }

    /// The versions of a use, in ascending order.
    package func versions(_ use: KEKUse) async throws(KeyRingError) -> [UInt32] {
        try await storedVersions(use).map(\.version)
    }

    /// The wrapped keys of a use as they are stored, in the order of their versions.
    func storedVersions(_ use: KEKUse) async throws(KeyRingError) -> [(version: UInt32, record: StoredRecord)] {
        var versions: [(version: UInt32, record: StoredRecord)] = []
        var last: [UInt8] = [use.rawValue]
        while true {
            let records: [StoredRecord]
            do {
                records = try await store.list(
                    .keyEncryptionKey,
                    owner: RecordKey.nobody,
                    after: last,
                    limit: Self.listLimit
                )
            } catch { throw .store(error) }
            for record in records {
                guard record.key.name.count == 5, record.key.name[0] == use.rawValue else { return versions }
                versions.append((record.key.name[1...].reduce(0) { $0 << 8 | UInt32($1) }, record))
            }
            guard records.count == Self.listLimit, let name = records.last?.key.name else { return versions }
            last = name
        }
    }

    private static let listLimit = 100

    /// The version to seal with, remembered for as long as a key is: after a rotation by another process, old and new
    /// versions both seal for that long, and all open.
    private func newestVersion(_ use: KEKUse) async throws(KeyRingError) -> UInt32 {
        let awaited = cache.newestOrFlight(use, at: now()) {
            Task { await self.findNewest(use) }  // unstructured likewise; ends with the store's answer
        }
        switch awaited {
        case .here(let version): return version
        case .inTheAir(let flight): return try await flight.value.get()
        }
    }

    private func findNewest(_ use: KEKUse) async -> Outcome<UInt32> {
        let epoch = cache.epoch
        let outcome: Outcome<UInt32>
        do throws(KeyRingError) {
            guard let newest = try await versions(use).last else { throw .missing(use) }
            outcome = .success(newest)
        } catch { outcome = .failure(error) }
        cache.land(newest: outcome, for: use, at: now(), epoch: epoch)
        return outcome
    }

    private func unwrap(_ use: KEKUse, _ version: UInt32) async -> Outcome<KeyEncryptionKey> {
        let epoch = cache.epoch
        let outcome: Outcome<KeyEncryptionKey>
        do throws(KeyRingError) {
            let record = try await wrappedKey(use, version)
            outcome = .success(try await fetch(record))
        } catch { outcome = .failure(error) }
        cache.land(outcome, for: use, version: version, at: now(), epoch: epoch)
        return outcome
    }

    func wrappedKey(_ use: KEKUse, _ version: UInt32) async throws(KeyRingError) -> WrappedKeyRecord {
        let stored: StoredRecord?
        do { stored = try await store.read(WrappedKeyRecord.key(use, version)) } catch { throw .store(error) }
        guard let stored else { throw .missing(use) }
        let record: WrappedKeyRecord
        do { record = try WrappedKeyRecord(decoding: stored.bytes) } catch { throw .damaged(use) }
        guard record.use == use, record.version == version else { throw .damaged(use) }
        return record
    }

    private func fetch(_ record: WrappedKeyRecord) async throws(KeyRingError) -> KeyEncryptionKey {
        let context = context(record.use, record.version)
        var plaintext: [UInt8]
        do { plaintext = try await keyManagement.decrypt(record.wrapped, context: context) } catch {
            await note(.unwrap, record.use, record.version, failed: error)
            throw .keyService(error)
        }
        let bytes = SecretBytes(wiping: &plaintext)
        try await report(.unwrap, record.use, record.version)
        guard bytes.count == Self.keyByteCount else { throw .damaged(record.use) }
        return KeyEncryptionKey(use: record.use, version: record.version, bytes: bytes)
    }

    static let keyByteCount = 32

    /// The version is part of the context: the record of one version does not open in another's place.
    func context(_ use: KEKUse, _ version: UInt32) -> EncryptionContext {
        EncryptionContext(store: use.store, use: use.name, environment: environment, region: region)
            .adding("version", String(version))
    }

    /// Has a call that brought a key written down; where it cannot be, the key is not lent.
    func report(_ act: KeyFetch.Act, _ use: KEKUse, _ version: UInt32) async throws(KeyRingError) {
        try await onFetch(KeyFetch(act: act, use: use, version: version, failure: nil, at: now()))
    }

    /// Has a call that brought no key written down.
    ///
    /// Nothing was lent, so nothing hangs on it: whoever asked is told why there is no key, not that it is unwritten.
    func note(_ act: KeyFetch.Act, _ use: KEKUse, _ version: UInt32, failed failure: KeyServiceError) async {
        do throws(KeyRingError) {
            try await onFetch(KeyFetch(act: act, use: use, version: version, failure: failure, at: now()))
        } catch {
            return  // what keeps it from being written shows at the next key that does come
        }
    }

    /// Puts a key that was just made where the next caller finds it.
    func remember(_ key: KeyEncryptionKey) { cache.remember(key, at: now()) }
}
