import Escrow
import Primitives
import Sealing

/// Officers whose keys are made of their numbers.
enum TestPolicy {
    static func key(_ number: UInt8) -> SlotPrivateKey {
        .derive(from: SecretBytes(copying: [UInt8](repeating: number, count: 32)), info: "test officer")
    }

    static func id(_ number: UInt8) -> StaffMemberID { StaffMemberID(high: 9, low: UInt64(number)) }

    static func officer(_ number: UInt8) -> EscrowOfficer {
        EscrowOfficer(
            id: id(number),
            credentialID: [number, number],
            passkey: [0xA0, number],
            isCopyable: number == 2,
            key: key(number).publicKey
        )
    }

    static func make(_ numbers: [UInt8] = [1, 2, 3]) throws -> EscrowPolicy {
        try EscrowPolicy(
            logKey: "flowkeep.example/log+5067d5f7+ASVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd",
            relyingParty: "staff.flowkeep.example",
            origins: ["https://staff.flowkeep.example"],
            officers: numbers.map(officer)
        )
    }

    static func statement(_ policy: EscrowPolicy, trackers: [UInt16] = [1]) throws -> AccessStatement {
        try AccessStatement(
            id: AccessRequestID(high: 1, low: 2),
            vault: VaultID(high: 0, low: 2),
            requester: id(7),
            made: Timestamp(milliseconds: 1_795_000_000_000),
            minutes: 30,
            policy: policy.digest,
            words: AccessStatement.words(reason: "The total looks wrong", ticket: "HELP-12"),
            trackers: trackers
        )
    }
}
