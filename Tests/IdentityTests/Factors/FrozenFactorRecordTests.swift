import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// Written once, and in docs/spec/factors.md §10.
///
/// If one of these fails, records on disk are not read any more.
@Suite("Frozen records of factors")
struct FrozenFactorRecordTests {
    private static let account = UserAccountID(high: 0, low: 10)
    private static let slot = KeySlotID(high: 0, low: 12)
    private static let time = Timestamp(milliseconds: 1_767_225_600_000)  // 2026-01-01T00:00:00Z

    private func bytes(_ text: String) throws -> [UInt8] { try #require(Hex.decode(text)) }

    /// Reads what was written once, and writes it again.
    private func read<Value: RecordCodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        let bytes = try bytes(text)
        let value = try Value(decoding: bytes)
        #expect(Hex.encode(value.encode()) == Hex.encode(bytes))
        return value
    }

    @Test("a passkey")
    func passkey() throws {
        let passkey = try read(Self.passkeyBytes, as: Passkey.self)
        #expect(passkey.credentialID == Array(0..<16) && passkey.publicKey == [0xA1, 0x01, 0x02])
        #expect(passkey.counter == 7 && passkey.isBackupEligible && !passkey.isBackedUp)
        #expect(passkey.name == "Blue key" && passkey.added == Self.time && passkey.lastUse == Self.time.day())
        #expect(passkey.slot == Self.slot && passkey.modelID == [UInt8](repeating: 3, count: 16))
        #expect(passkey.transports == ["usb", "nfc"])
        #expect(Hex.encode(passkey.mark) == "be45cb2605bf36bebde684841a28f0fd43c69850a3dce5fedba69928ee3a8991")
    }

    @Test("a passkey that opens nothing and was never used")
    func plainPasskey() throws {
        let passkey = try read(Self.plainPasskeyBytes, as: Passkey.self)
        #expect(passkey.slot == nil && passkey.lastUse == nil && passkey.transports.isEmpty)
    }

    @Test("second factors, with all there is and with nothing")
    func secondFactors() throws {
        let factors = try read(Self.secondFactorsBytes, as: SecondFactors.self)
        let app = SecondFactors.App(secret: Array(0..<20), added: Self.time, lastStep: 59_664_001)
        #expect(factors.app == app)
        #expect(factors.newApp == SecondFactors.NewApp(secret: Array(20..<40), since: Self.time))
        #expect(factors.backupCodes == [Array(0..<16), Array(16..<32)])
        #expect(factors.backupCodesMade == Self.time)
        let empty = try read("", as: SecondFactors.self)
        #expect(empty == SecondFactors())
    }

    @Test("a known device, trusted and not")
    func knownDevice() throws {
        let device = try read(Self.knownDeviceBytes, as: KnownDevice.self)
        #expect(device.hash == Array(0..<32) && device.account == Self.account && device.created == Self.time)
        #expect(device.expiry == Self.time.adding(seconds: 180 * 86_400))
        #expect(device.trustedUntil == Self.time.adding(seconds: 30 * 86_400))
        #expect(device.name == "Firefox on Linux" && device.lastUse == Self.time.day())
        let other = try read(Self.knownDeviceBytes.replacing(Self.trust, with: ""), as: KnownDevice.self)
        #expect(other.trustedUntil == nil && !other.isTrusted(at: Self.time))
    }

    @Test("a sign-in that waits")
    func pendingSignIn() throws {
        let pending = try read(Self.pendingSignInBytes, as: PendingSignIn.self)
        #expect(pending.hash == Array(0..<32) && pending.account == Self.account)
        #expect(pending.vault == VaultID(high: 0, low: 2) && pending.client == .browser)
        #expect(pending.expiry == Self.time.adding(seconds: 300) && pending.passphraseSlot == Self.slot)
        #expect(pending.box == [1, 2, 3] && pending.deviceName == "Firefox on Linux" && pending.isShared)
    }

    @Test("a spent challenge")
    func spentChallenge() throws {
        let spent = try read("0001000000080000019b76da a800", as: SpentChallenge.self)
        #expect(spent.expiry == Self.time)
    }

    @Test("the hashes of tokens, the salt of passkeys and a challenge's length")
    func names() throws {
        let text = Base32.encode(Array(0..<32))
        let device = try #require(DeviceToken(text: text))
        #expect(Hex.encode(device.hash) == "d3343a7ec2aee4f141c73dbf331426141fe8065f3af41a56cc0a15458bb626ff")
        let signIn = try #require(SignInToken(text: text))
        #expect(Hex.encode(signIn.hash) == "59d373edefaf87c13bd883d39b813d9ae0c516723350f1791fc3e098998243b2")
        #expect(
            Hex.encode(IdentityService.passkeySalt)
                == "06af049f9c2ee3d8c9c9248719ac87dd940b26f06647bba8c0be57dd2357d351"
        )
        #expect(RecordKey.passkey([1], of: Self.account).kind.rawValue == 21)
        #expect(
            RecordKey.secondFactors(of: Self.account)
                == RecordKey(kind: .secondFactors, owner: Self.account.bytes, name: [])
        )
        #expect(RecordKey.pendingSignIn([1]).owner == RecordKey.nobody)
        let kinds: [RecordKind] = [.passkey, .secondFactors, .knownDevice, .pendingSignIn, .spentChallenge]
        #expect(kinds.map(\.rawValue) == [21, 22, 23, 40, 41])
    }

    @Test("bytes that are none are refused", arguments: [0, 1, 2, 3])
    func damaged(_ number: Int) throws {
        let text = [
            Self.passkeyBytes, Self.secondFactorsBytes, Self.knownDeviceBytes, Self.pendingSignInBytes,
        ][number]
        let whole = try bytes(text)
        func decode(_ bytes: [UInt8]) throws {
            switch number {
            case 0: _ = try Passkey(decoding: bytes)
            case 1: _ = try SecondFactors(decoding: bytes)
            case 2: _ = try KnownDevice(decoding: bytes)
            default: _ = try PendingSignIn(decoding: bytes)
            }
        }
        try decode(whole)
        #expect(throws: RecordDecodingError.self) { try decode(Array(whole.dropLast())) }
        #expect(throws: RecordDecodingError.self) { try decode(whole + [0]) }
        if number != 1 { #expect(throws: RecordDecodingError.self) { try decode([]) } }
    }

    private static let passkeyBytes = """
        0001 00000010 000102030405060708090a0b0c0d0e0f
        0002 00000003 a10102
        0003 00000004 00000007
        0004 00000001 01
        0005 00000001 00
        0006 00000008 426c7565206b6579
        0007 00000008 0000019b76daa800
        0008 00000004 00004fe6
        0009 00000010 0000000000000000000000000000000c
        000a 00000010 03030303030303030303030303030303
        000b 00000003 757362
        000b 00000003 6e6663
        """

    private static let plainPasskeyBytes = """
        0001 00000010 000102030405060708090a0b0c0d0e0f
        0002 00000003 a10102
        0003 00000004 00000000
        0004 00000001 01
        0005 00000001 01
        0006 00000001 78
        0007 00000008 0000019b76daa800
        000a 00000010 00000000000000000000000000000000
        """

    private static let secondFactorsBytes = """
        0001 00000014 000102030405060708090a0b0c0d0e0f10111213
        0002 00000008 0000019b76daa800
        0003 00000008 00000000038e6681
        0004 00000014 1415161718191a1b1c1d1e1f2021222324252627
        0005 00000008 0000019b76daa800
        0006 00000010 000102030405060708090a0b0c0d0e0f
        0006 00000010 101112131415161718191a1b1c1d1e1f
        0007 00000008 0000019b76daa800
        """

    private static let trust = "0005 00000008 0000019c11597000"

    private static let knownDeviceBytes = """
        0001 00000020 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        0002 00000010 0000000000000000000000000000000a
        0003 00000008 0000019b76daa800
        0004 00000008 0000019f15d35800
        \(trust)
        0006 00000010 46697265666f78206f6e204c696e7578
        0007 00000004 00004fe6
        """

    private static let pendingSignInBytes = """
        0001 00000020 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        0002 00000010 0000000000000000000000000000000a
        0003 00000010 00000000000000000000000000000002
        0004 00000001 01
        0005 00000008 0000019b76df3be0
        0006 00000010 0000000000000000000000000000000c
        0007 00000003 010203
        0008 00000010 46697265666f78206f6e204c696e7578
        0009 00000001 01
        """
}
