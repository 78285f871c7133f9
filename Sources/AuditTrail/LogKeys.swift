package import KeyService
import Primitives
import Sealing
import TransparencyLog

/// The keys of the log, in the activity store under the log KEK: one for each subject, and the log's own.
///
/// - Source: docs/spec/access-history.md §2.
package struct LogKeys: Sendable {
    private let records: SealedRecords

    /// `records`: of the activity store, sealed under ``KEKUse/log``.
    package init(records: SealedRecords) { self.records = records }

    /// The key of a subject, made at its first use.
    ///
    /// - Parameters:
    ///   - subject: Whose.
    ///   - hasHistory: Whether the subject has acts already; asked where there is no key.
    /// - Returns: The key.
    /// - Throws: ``AuditError``, `missingKey` where there is none and there are acts.
    func key(
        of subject: LogSubjectID,
        hasHistory: () async throws(AuditError) -> Bool
    ) async throws(AuditError) -> LogKey {
        let place = RecordKey(kind: .logKey, owner: subject.bytes, name: [])
        if let found = try await read(place, as: LogKeyRecord.self) { return Self.key(found) }
        if try await hasHistory() {
            // Another process may have made it, and written acts, since the look.
            guard let found = try await read(place, as: LogKeyRecord.self) else { throw .missingKey }
            return Self.key(found)
        }
        return Self.key(try await kept(place, orElse: LogKeyRecord(SecureRandom.bytes(count: LogKey.byteCount))))
    }

    /// Destroys the key of a subject; fine where there is none.
    func destroy(_ subject: LogSubjectID) async throws(AuditError) {
        do { try await records.delete(RecordKey(kind: .logKey, owner: subject.bytes, name: [])) } catch {
            throw .keys(error)
        }
    }

    private static func key(_ record: LogKeyRecord) -> LogKey {
        var bytes = record.bytes
        return LogKey(SecretBytes(wiping: &bytes))
    }

    /// The log's name and signing key.
    ///
    /// The name stays when the installation is given another one: it is what the log is known by.
    ///
    /// - Parameter making: Whether they may be made where there are none.
    /// - Returns: The name, and what signs.
    /// - Throws: ``AuditError``, `missingIdentity` where there are none and none may be made.
    func signer(_ making: LogMaking) async throws(AuditError) -> (origin: String, signer: NoteSigner) {
        var identity = try await record(making)
        do {
            let key = try SignaturePrivateKey(seed: SecretBytes(wiping: &identity.seed))
            return (identity.origin, try NoteSigner(name: identity.origin, kind: .note, privateKey: key))
        } catch {
            throw .identity
        }
    }

    private func record(_ making: LogMaking) async throws(AuditError) -> LogIdentityRecord {
        let place = Self.identityPlace
        switch making {
        case .forbidden:
            guard let found = try await read(place, as: LogIdentityRecord.self) else { throw .missingIdentity }
            return found
        case .fresh(let origin):
            let seed = SecureRandom.bytes(count: SignaturePrivateKey.seedByteCount)
            return try await kept(place, orElse: LogIdentityRecord(origin: origin, seed: seed))
        }
    }

    private func read<Value: RecordCodable>(
        _ place: RecordKey,
        as type: Value.Type
    ) async throws(AuditError) -> Value? {
        do { return try await records.read(place, as: type)?.value } catch { throw .keys(error) }
    }

    /// A log's name, and what signs in it.
    struct Identity {
        let origin: String
        let signer: NoteSigner
        fileprivate let record: LogIdentityRecord

        fileprivate init(_ record: LogIdentityRecord) throws(AuditError) {
            self.record = record
            origin = record.origin
            var seed = record.seed
            do {
                let key = try SignaturePrivateKey(seed: SecretBytes(wiping: &seed))
                signer = try NoteSigner(name: record.origin, kind: .note, privateKey: key)
            } catch {
                throw .identity
            }
        }

        /// The identity of a log that goes on where one of this name ends.
        ///
        /// The name is that of the first of them and 80 random bits: no two have the same, whatever was restored how
        /// often.
        static func make(after origin: String) throws(AuditError) -> Identity {
            let first = origin.split(separator: "/", maxSplits: 2).prefix(2).joined(separator: "/")
            let suffix = Base32.encode(SecureRandom.bytes(count: suffixByteCount)).lowercased()
            let seed = SecureRandom.bytes(count: SignaturePrivateKey.seedByteCount)
            return try Identity(LogIdentityRecord(origin: "\(first)/\(suffix)", seed: seed))
        }

        private static let suffixByteCount = 10
    }

    private static let identityPlace = RecordKey(kind: .logIdentity, name: [])

    /// The log's identity; nil where there is none.
    func identity() async throws(AuditError) -> Identity? {
        let found = try await read(Self.identityPlace, as: LogIdentityRecord.self)
        return try found.map { record throws(AuditError) in try Identity(record) }
    }

    /// Puts another identity in the place of the log's; what it could sign before, it cannot from now on.
    func replace(with identity: Identity) async throws(AuditError) {
        do { try await records.put(Self.identityPlace, identity.record, expected: nil) } catch { throw .keys(error) }
    }

    /// What is at a place; where nothing is, `fresh`, which is then there.
    private func kept<Value: RecordCodable>(
        _ place: RecordKey,
        orElse fresh: Value
    ) async throws(AuditError) -> Value {
        do throws(SealedRecordError) {
            if let found = try await records.read(place, as: Value.self) { return found.value }
            do throws(SealedRecordError) {
                try await records.put(place, fresh, expected: 0)
                return fresh
            } catch .store(.conflict) {
                // Made by somebody else since the look: theirs is the key.
                guard let found = try await records.read(place, as: Value.self) else {
                    throw SealedRecordError.store(.conflict)
                }
                return found.value
            }
        } catch {
            throw .keys(error)
        }
    }
}

struct LogIdentityRecord: RecordCodable {
    let origin: String
    var seed: [UInt8]

    init(origin: String, seed: [UInt8]) {
        self.origin = origin
        self.seed = seed
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        origin = try fields.string(1)
        seed = try fields.bytes(2)
        guard seed.count == SignaturePrivateKey.seedByteCount else { throw .width(2) }
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(1, origin)
        fields.append(2, seed)
        return fields.bytes
    }
}
