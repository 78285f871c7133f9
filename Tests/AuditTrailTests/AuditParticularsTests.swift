import KeyService
import Primitives
import Sealing
import TestSupport
import Testing

@testable import AuditTrail
@testable import TransparencyLog

@Suite("Particulars of acts")
struct AuditParticularsTests {
    private static let all: [AuditParticulars] =
        [
            .keyFetch(.vaults, version: 7, .unwrap, failure: nil),
            .keyFetch(.log, version: 1, .generate, failure: .unavailable),
            .rotation(.metadata, version: 2), .destruction(.session, version: 3), .settings(["name", "port"]),
            .settings([]), .promiseRecord("POL-1"), .backup(digest: [UInt8](repeating: 5, count: 32)),
            .backupDeletion(digest: [UInt8](repeating: 6, count: 32)),
            .restoration(
                LogPredecessor(
                    origin: TestTrail.origin,
                    key: "flowkeep.example/log+5067d5f7+ASVD",
                    checkpoint: [1, 2],
                    backup: [UInt8](repeating: 7, count: 32)
                )
            ),
            .restoration(LogPredecessor(origin: "", key: "", checkpoint: [], backup: [UInt8](repeating: 7, count: 32))),
        ]
        + AccountEvent.Act.allCases.flatMap {
            [.account(AccountEvent($0)), .account(AccountEvent($0, "Firefox on Linux"))]
        }
        + StaffDeed.allCases.flatMap { deed -> [AuditParticulars] in
            let member = StaffMemberID(high: 1, low: 2)
            return [
                .staff(StaffEvent(deed, role: nil)),
                .staff(StaffEvent(deed, role: .support, concerned: member, given: .auditor)),
            ]
        }

    @Test("all of them are read as they were written", arguments: all)
    func roundTrip(_ particulars: AuditParticulars) throws {
        #expect(try AuditParticulars(decoding: particulars.encode()) == particulars)
        let act = AuditAct(particulars, at: TestTrail.start)
        #expect(act.digest == Digest.sha256(particulars.encode()))
        #expect(act.act == particulars.act)
    }

    @Test("the frozen fetch and the frozen entry")
    func frozen() throws {
        let fetch = AuditParticulars.keyFetch(.vaults, version: 7, .unwrap, failure: .disabled)
        let bytes = try #require(
            Hex.decode(
                """
                0001 00000001 01 0002 00000001 04 0003 00000004 00000007 0004 00000001 02 0005 00000001 03
                """
            )
        )
        #expect(fetch.encode() == bytes)
        #expect(try AuditParticulars(decoding: bytes) == fetch)
        let event = AuditAct(fetch, at: TestTrail.start).event(ordinal: 2)
        let entry = AuditEntry(index: 9, event: event, particulars: fetch)
        let expected =
            try #require(Hex.decode("0001 00000008 0000000000000009 0002 0000005c")) + event.encoded()
            + (try #require(Hex.decode("0003 00000026"))) + bytes
        #expect(entry.encode() == expected)
        #expect(try AuditEntry(decoding: expected) == entry)
    }

    @Test(
        "what is not of the lists is refused",
        arguments: [
            "0001 00000001 63",
            "0001 00000001 01 0002 00000001 63 0003 00000004 00000007 0004 00000001 02",
            "0001 00000001 01 0002 00000001 04 0003 00000004 00000007 0004 00000001 09",
            "0001 00000001 01 0002 00000001 04 0003 00000004 00000007 0004 00000001 02 0005 00000001 63",
            "0001 00000001 06 0007 00000001 63", "0001 00000001 07 0007 00000001 63", "0001 00000001 08",
            "0001 00000001 02", "",
        ]
    )
    func refused(_ hex: String) throws {
        let bytes = try #require(Hex.decode(hex))
        #expect(throws: RecordDecodingError.self) { _ = try AuditParticulars(decoding: bytes) }
    }
}
