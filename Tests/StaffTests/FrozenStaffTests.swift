import KeyService
import Primitives
import Sealing
import TestSupport
import Testing

@testable import Staff

/// Goal: records of the staff that were written once are read for ever.
@Suite("Formats of the staff")
struct FrozenStaffTests {
    private static let member = StaffMemberID(high: 0, low: 7)
    private static let time = Timestamp(seconds: 1_795_180_000)

    static func roster() throws -> StaffRoster {
        let passkey = StaffPasskey(
            credentialID: Array(0..<16),
            publicKey: [1, 2, 3],
            signCount: 9,
            isCopyable: true,
            escrowKey: try SlotPublicKey(bytes: [UInt8](repeating: 9, count: 32))
        )
        var one = StaffMember(id: member, name: "Asha", role: .seniorEngineer, joined: time, passkey: passkey)
        var device = StaffDevice(
            id: StaffDeviceID(high: 0, low: 8),
            label: "Laptop",
            secretHash: [UInt8](repeating: 5, count: 32),
            enrolled: time
        )
        device.attestation = .init(by: StaffMemberID(high: 0, low: 6), at: time, until: time.day().adding(days: 30))
        one.devices = [device]
        one.training = [TrainingRecord(kind: .onboarding, day: time.day(), by: nil, recordedAt: time)]
        one.duty = [
            DutyWindow(id: DutyWindowID(high: 0, low: 3), from: time, until: time.adding(seconds: 60), by: nil)
        ]
        var roster = StaffRoster()
        roster.members = [one]
        roster.proposals = [
            StaffProposal(
                id: StaffProposalID(high: 0, low: 4),
                .invitation(name: "Priya", role: .support),
                made: time,
                by: member,
                secretHash: [UInt8](repeating: 3, count: 32)
            ),
            StaffProposal(id: StaffProposalID(high: 0, low: 5), .role(member, .auditor), made: time, by: nil),
        ]
        roster.former = [.init(id: StaffMemberID(high: 0, low: 2), name: "Jonas", left: time)]
        return roster
    }

    @Test("a roster reads back as it was")
    func roundTrip() throws {
        let roster = try Self.roster()
        #expect(try StaffRoster(decoding: roster.encode()) == roster)
        #expect(try StaffRoster(decoding: []) == .empty)
    }

    @Test("the frozen roster has the hash of docs/spec/staff.md")
    func frozen() throws {
        #expect(Hex.encode(Digest.sha256(try Self.roster().encode())) == Self.rosterHash)
    }

    private static let rosterHash = "2b450d6a322335bcef8395183565f395469623cc0a9c6d05885270b9a2ca6573"

    @Test("the frozen session")
    func session() throws {
        let session = StaffSession(
            hash: Array(0..<32),
            member: Self.member,
            device: StaffDeviceID(high: 0, low: 8),
            begun: Self.time
        )
        #expect(Hex.encode(session.encode()) == Self.sessionBytes)
        #expect(try StaffSession(decoding: session.encode()) == session)
    }

    private static let sessionBytes =
        "000100000020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        + "00020000001000000000000000000000000000000007" + "00030000001000000000000000000000000000000008"
        + "000400000008000001a1f910f300" + "000500000008000001a1f910f300"

    @Test("an officer's key is the same for the same passkey for ever")
    func officerKey() {
        let output = SecretBytes(copying: Array(0..<32))
        #expect(Hex.encode(OfficerKey.derive(from: output).publicKey.bytes) == Self.keyBytes)
        #expect(Hex.encode(OfficerKey.salt) == Self.saltBytes)
        let other = SecretBytes(copying: Array(1..<33))
        #expect(Hex.encode(OfficerKey.derive(from: other).publicKey.bytes) != Self.keyBytes)
    }

    private static let keyBytes = "5bde380d768c77cd04eeddbb680fadf21310c99146b42cc37aaa5e95c6052c54"
    private static let saltBytes = "053a8a6d7e9dc144c32831c8ce7a179581b830f64392df8dff7c6463a375e9d4"

    @Test("every single byte that is cut off or a role that is none is refused")
    func damaged() throws {
        let bytes = try Self.roster().encode()
        for count in stride(from: 1, to: bytes.count, by: 7) {
            // Cut between two fields it may be a shorter list; otherwise it must not read.
            let cut = Array(bytes.prefix(count))
            if let roster = try? StaffRoster(decoding: cut) { #expect(roster.encode() == cut) }
        }
        var member = try #require(try Self.roster().members.first?.encode())
        let role = try #require(member.firstRange(of: [0, 3, 0, 0, 0, 1]))
        member[role.upperBound] = 99
        #expect(throws: RecordDecodingError.value(3)) { try StaffMember(decoding: member) }
    }
}
