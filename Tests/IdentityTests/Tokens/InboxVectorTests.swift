import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// An entry that a browser's code made (`seal.js`, run apart), so that both sides are held to one format.
@Suite("Frozen entry of the inbox")
struct InboxVectorTests {
    private static let entry = """
        010000000000000000000000000000000500000000000000010000000000000000000000000000000000000000000000
        0000000000000000000000015501000000010328d53d58fd40300839b34d8a8f2ebab87db6ee5c18cd399aff7a189b4c
        1058b8f8e1f2a2fdca9ddca392af6a2dc2a1cc1cdcca16edb97646ab6a09375ba5dd0892fa3821a14b08600a1b216ac6
        fc694f53445765b4533b7c228c026812cb0061c60bd56e30911415ef56ecbce095f588880de3d24de37636ef8a14c916
        90f08cb526316b59191ab39ec8acee90f93a01e2fd072b3611e0de7cf3c0915dcae8ce679715740407870ccf7fc55c03
        42b430eaeef0e25701d04d4b699657a8c57eafbc827cc2ecb04798f57468317518356742e62294152da797bb32dd909d
        c3162d95cba636f00eca990be4ae2958697efb726b937c50d9c93d788a349a94f64f9ec71ddbe34067eea0aec2ae929e
        5d48d6a21bebb584e98e2b75210e81ceeafa8c8fcb066af4dafcd47452a24107201bcfe3347fc809921b8de6a6fb48d1
        3343b00c60a110ef82bca6b8625b3800df3ede2af549be8467541100880d6f6b4cf0528e1e983231655b73ea901b31ad
        fbcdebdffceb64c8dd515c8c09fc4285381fd98a09ba74ef089c7912bcf267d36104
        """

    private func entry() throws -> InboxEntry {
        let bytes = try #require(Hex.decode(Self.entry))
        return try #require(InboxEntry(bytes: bytes))
    }

    /// If this fails, what browsers have queued can no longer be read.
    @Test("it is read, is signed by its sender, opens under the inbox key, and says what was typed")
    func opens() throws {
        let entry = try entry()
        #expect(Hex.encode(entry.bytes) == Self.entry.filter { !$0.isWhitespace })
        #expect(entry.sender == SenderID(high: 0, low: 5))
        #expect(entry.sequence == 1 && entry.previous == InboxPosition.start.hash)
        let sender = try SignaturePrivateKey(seed: SecretBytes(copying: Array(0x60...0x7F)))
        #expect(entry.isSigned(by: sender.publicKey))
        #expect(!entry.isSigned(by: SignaturePrivateKey.random().publicKey))
        let inbox = try SlotPrivateKey(scalar: SecretBytes(copying: Array(0x40...0x5F)))
        let opened = try HybridBox.open(entry.box, with: inbox, context: entry.context)
        let bytes = opened.withBytes { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        let content = try InboxContent(
            .line,
            made: Timestamp(seconds: 1_767_225_600),
            day: CalendarDay(daysSinceEpoch: 0x4FE6),
            key: Array("key-0001".utf8),
            body: "coffee 120"
        )
        #expect(InboxContent(padded: bytes) == content)
        #expect(content.padded() == bytes)
    }

    @Test("the next entry names the hash that the browser says")
    func chain() throws {
        #expect(
            Hex.encode(try entry().position.hash)
                == "ccea69de880324d4fa6066b668226440ba3255116610e6baef0971245d8b4383"
        )
    }

    @Test("under which key the journal knows it")
    func idempotency() throws {
        let content = try InboxContent(
            .line,
            made: Timestamp(seconds: 0),
            day: CalendarDay(daysSinceEpoch: 0x4FE6),
            key: Array("key-0001".utf8),
            body: "coffee 120"
        )
        let key = content.idempotencyKey(of: SenderID(high: 0, low: 5))
        #expect(Hex.encode(key.key) == "8825d24fd7580e6ae1f2812cc48a1349")
        #expect(key.requestDigest == 0x5F50302CB4C5B049)
    }
}
