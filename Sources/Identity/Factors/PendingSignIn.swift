import KeyService
import Primitives
import Sealing
import Vault

package enum SignInTokenUse: TokenUse { package static let label = "flowkeep/1 sign-in" }

/// What a browser carries between the passphrase and the second step.
package typealias SignInToken = OpaqueToken<SignInTokenUse>

/// A sign-in that waits for its second step, as stored (sealed): no session, and nothing that opens anything without
/// the token.
///
/// - Source: docs/spec/factors.md §3.
struct PendingSignIn: Sendable, Hashable, RecordCodable {
    static let seconds: Int64 = 300

    let hash: [UInt8]
    let account: UserAccountID
    let vault: VaultID
    let client: Session.Client
    let expiry: Timestamp
    let passphraseSlot: KeySlotID
    /// The holder's key of the passphrase slot, under the token.
    let box: [UInt8]
    let deviceName: String
    let isShared: Bool

    private enum Tag {
        static let hash: UInt16 = 1
        static let account: UInt16 = 2
        static let vault: UInt16 = 3
        static let client: UInt16 = 4
        static let expiry: UInt16 = 5
        static let passphraseSlot: UInt16 = 6
        static let box: UInt16 = 7
        static let deviceName: UInt16 = 8
        static let isShared: UInt16 = 9
    }

    init(
        _ token: SignInToken,
        _ account: UserAccount,
        _ client: Session.Client,
        _ device: SeenDevice,
        holderKey: SharedSecret,
        at time: Timestamp
    ) {
        hash = token.hash
        self.account = account.id
        vault = account.vault
        self.client = client
        expiry = time.adding(seconds: Self.seconds)
        passphraseSlot = account.passphraseSlot
        box = SealedBox.sealSecret(
            holderKey.bytes,
            under: token.secret.bytes,
            keyVersion: 0,
            context: Self.context(token.hash, account.vault)
        )
        deviceName = device.name
        isShared = device.isShared
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let reader = try FieldReader(bytes)
        hash = try reader.bytes(Tag.hash)
        account = try reader.id(Tag.account)
        vault = try reader.id(Tag.vault)
        guard let client = Session.Client(rawValue: try reader.uint8(Tag.client)) else { throw .value(Tag.client) }
        self.client = client
        expiry = try reader.timestamp(Tag.expiry)
        passphraseSlot = try reader.id(Tag.passphraseSlot)
        box = try reader.bytes(Tag.box)
        deviceName = try reader.string(Tag.deviceName)
        isShared = try reader.bool(Tag.isShared)
    }

    func encode() -> [UInt8] {
        var writer = FieldWriter()
        writer.append(Tag.hash, hash)
        writer.append(Tag.account, account)
        writer.append(Tag.vault, vault)
        writer.append(Tag.client, client.rawValue)
        writer.append(Tag.expiry, expiry)
        writer.append(Tag.passphraseSlot, passphraseSlot)
        writer.append(Tag.box, box)
        writer.append(Tag.deviceName, deviceName)
        writer.append(Tag.isShared, isShared)
        return writer.bytes
    }

    /// The holder's key, which the token opens.
    func holderKey(_ token: SignInToken) throws(IdentityError) -> SharedSecret {
        do {
            let context = Self.context(hash, vault)
            return SharedSecret(try SealedBox.openSecret(box, with: token.secret.bytes, context: context))
        } catch {
            throw .signedOut
        }
    }

    private static func context(_ hash: [UInt8], _ vault: VaultID) -> SealingContext {
        SealingContext(.pendingSignIn, vault: vault, place: hash)
    }
}

extension RecordKey {
    static func pendingSignIn(_ hash: [UInt8]) -> RecordKey { RecordKey(kind: .pendingSignIn, name: hash) }
}
