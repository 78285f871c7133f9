package import Primitives
package import Sealing

/// An officer as an escrow knows her: whose passkey agrees, and to whose key a share is sealed.
package struct EscrowOfficer: Sendable, Hashable {
    package let id: StaffMemberID
    /// As the authenticator named it.
    package let credentialID: [UInt8]
    /// COSE_Key, as it was registered.
    package let passkey: [UInt8]
    /// Whether the authenticator lets it be copied to other devices.
    package let isCopyable: Bool
    /// The public half of the key that only the presented passkey derives.
    package let key: SlotPublicKey

    package init(
        id: StaffMemberID,
        credentialID: [UInt8],
        passkey: [UInt8],
        isCopyable: Bool,
        key: SlotPublicKey
    ) {
        self.id = id
        self.credentialID = credentialID
        self.passkey = passkey
        self.isCopyable = isCopyable
        self.key = key
    }
}

/// On whose word an escrow opens: the officers, where their passkeys are shown, and the log that has to know of it.
///
/// - Shape: docs/spec/break-glass.md §3; one encoding for each policy.
package struct EscrowPolicy: Sendable, Hashable {
    package static let version: UInt8 = 1
    /// How many officers it takes.
    package static let threshold = 2
    package static let officerCounts = threshold...SecretSharing.shareCountMaximum
    package static let originCounts = 1...4
    package static let byteCountMaximum = 32_768

    /// The log's verifier key, as text.
    package let logKey: String
    package let relyingParty: String
    /// In order.
    package let origins: [String]
    /// In order of their ids.
    package let officers: [EscrowOfficer]

    /// Puts officers and origins in order.
    ///
    /// - Throws: ``EscrowError/malformed`` where there are too few or too many, or one twice.
    package init(
        logKey: String,
        relyingParty: String,
        origins: some Sequence<String>,
        officers: some Sequence<EscrowOfficer>
    ) throws(EscrowError) {
        self.logKey = logKey
        self.relyingParty = relyingParty
        self.origins = origins.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.officers = officers.sorted { $0.id.bytes.lexicographicallyPrecedes($1.id.bytes) }
        guard Self.officerCounts.contains(self.officers.count), Self.originCounts.contains(self.origins.count),
            Set(self.officers.map(\.id)).count == self.officers.count,
            Set(self.origins.map { Array($0.utf8) }).count == self.origins.count
        else { throw .malformed }
    }

    /// Reads exactly what ``encoded()`` writes.
    ///
    /// - Throws: ``EscrowError/malformed``.
    package init(decoding bytes: [UInt8]) throws(EscrowError) {
        guard bytes.count <= Self.byteCountMaximum else { throw .malformed }
        do {
            var reader = ByteReader(bytes[...])
            guard try reader.read() as UInt8 == Self.version else { throw EscrowError.malformed }
            let logKey = try reader.countedText()
            let relyingParty = try reader.countedText()
            let origins = try (0..<(try reader.read() as UInt8)).map { _ in try reader.countedText() }
            let officers = try (0..<(try reader.read() as UInt8)).map { _ in try EscrowOfficer(reading: &reader) }
            try self.init(logKey: logKey, relyingParty: relyingParty, origins: origins, officers: officers)
        } catch { throw .malformed }
        // Also what stands behind it, and another order than ours.
        guard encoded() == bytes else { throw .malformed }
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.version)
        writer.append(counted: Array(logKey.utf8))
        writer.append(counted: Array(relyingParty.utf8))
        writer.append(UInt8(origins.count))
        for origin in origins { writer.append(counted: Array(origin.utf8)) }
        writer.append(UInt8(officers.count))
        for officer in officers { officer.append(to: &writer) }
        return writer.bytes
    }

    /// SHA-256 that everything else of an escrow is bound to.
    package var digest: [UInt8] {
        var bytes = LengthPrefixed()
        bytes.append("flowkeep/1 escrow policy")
        bytes.append(encoded())
        return Digest.sha256(bytes.bytes)
    }

    package func officer(_ id: StaffMemberID) -> EscrowOfficer? { officers.first { $0.id == id } }

    /// Which share is hers, from 1.
    package func number(of id: StaffMemberID) -> UInt8? {
        officers.firstIndex { $0.id == id }.map { UInt8($0 + 1) }
    }
}

extension EscrowOfficer {
    fileprivate init(reading reader: inout ByteReader) throws {
        let id = StaffMemberID(high: try reader.read(), low: try reader.read())
        let credentialID = try reader.counted()
        let passkey = try reader.counted()
        let isCopyable: UInt8 = try reader.read()
        guard isCopyable <= 1 else { throw EscrowError.malformed }
        let key = try SlotPublicKey(bytes: Array(try reader.read(count: SlotPublicKey.byteCount)))
        self.init(id: id, credentialID: credentialID, passkey: passkey, isCopyable: isCopyable == 1, key: key)
    }

    fileprivate func append(to writer: inout ByteWriter) {
        writer.append(id.bytes)
        writer.append(counted: credentialID)
        writer.append(counted: passkey)
        writer.append(isCopyable ? 1 as UInt8 : 0)
        writer.append(key.bytes)
    }
}

extension ByteReader {
    fileprivate mutating func counted() throws -> [UInt8] {
        Array(try readCounted(maximum: EscrowPolicy.byteCountMaximum))
    }

    fileprivate mutating func countedText() throws -> String {
        guard let text = String(validating: try counted(), as: UTF8.self) else { throw EscrowError.malformed }
        return text
    }
}
