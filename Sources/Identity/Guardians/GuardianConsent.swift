package import KeyService
package import Primitives
import Sealing

/// What somebody says of her age when she makes an account.
package enum DeclaredAge: Sendable {
    /// 18 or older.
    case adult
    /// Younger, with the code that a guardian gave her, if she did.
    case younger(guardianCode: String?)
}

/// A guardian's consent to one account of a young person, as stored (sealed).
///
/// - Source: docs/spec/age.md §3.
package struct GuardianConsent: Sendable, Hashable, RecordCodable {
    package static let countMaximum = 20
    package static let codeSeconds: Int64 = 86_400

    let given: Timestamp
    /// Until when its code may be used.
    let expiry: Timestamp
    /// The young person's account, once it is made.
    var child: UserAccountID?
    var withdrawn: Timestamp?

    private enum Tag {
        static let given: UInt16 = 1
        static let expiry: UInt16 = 2
        static let child: UInt16 = 3
        static let withdrawn: UInt16 = 4
    }

    init(given: Timestamp) {
        self.given = given
        expiry = given.adding(seconds: Self.codeSeconds)
    }

    package init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        given = try reader.timestamp(Tag.given)
        expiry = try reader.timestamp(Tag.expiry)
        let hasChild = try reader.optionalBytes(Tag.child) != nil
        child = hasChild ? try reader.id(Tag.child) : nil
        withdrawn = try reader.optionalTimestamp(Tag.withdrawn)
    }

    package func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(Tag.given, given)
        writer.append(Tag.expiry, expiry)
        if let child { writer.append(Tag.child, child) }
        if let withdrawn { writer.append(Tag.withdrawn, withdrawn) }
        return writer.bytes
    }
}

/// Where the consent to an account is: whose it is, and its name.
package struct GuardianConsentID: Sendable, Hashable {
    private static let nameByteCount = 32

    let guardian: UserAccountID
    let name: [UInt8]

    init(guardian: UserAccountID, name: [UInt8]) {
        self.guardian = guardian
        self.name = name
    }

    init?(bytes: [UInt8]) {
        guard bytes.count == UserAccountID.byteCount + Self.nameByteCount,
            let guardian = UserAccountID(bytes: bytes.prefix(UserAccountID.byteCount))
        else { return nil }
        self.guardian = guardian
        name = Array(bytes.dropFirst(UserAccountID.byteCount))
    }

    var bytes: [UInt8] { guardian.bytes + name }

    var key: RecordKey { RecordKey(kind: .guardianConsent, owner: guardian.bytes, name: name) }
}

/// A young person's account as its guardian sees it.
package struct Ward: Sendable {
    /// Names the consent in forms: opaque.
    package let consent: [UInt8]
    package let handle: String
    package let given: Timestamp
    package let withdrawn: Timestamp?
}
